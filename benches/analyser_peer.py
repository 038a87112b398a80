"""The analyser against spaCy's fr_core_news_md on the same texts, in the same run, in turns, on one core.

    HEARSAY=target/release/hearsay BENCH=target/release/deps/analyser-HASH PYTHON benches/analyser_peer.py PAGE.html...

PYTHON is an interpreter with spaCy 3.8 and fr_core_news_md 3.8. BENCH is what `cargo bench -p hearsay-language --no-run` names. The
texts are those that `hearsay parse` finds in the pages, French ones only. spaCy runs its tagger (morphologizer), parser and entity
recogniser; words are counted between white space on both sides. Machines are noisy, so every round is printed.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time

for threads in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "RAYON_NUM_THREADS"):
    os.environ[threads] = "1"
ROUNDS = 3


def texts(pages: list[str]) -> list[str]:
    run = subprocess.run(
        [os.environ["HEARSAY"], "parse", "--json", "--jobs", "1", *pages],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )
    reports = [json.loads(line) for line in run.stdout.splitlines()]
    return [report["text"] for report in reports if report["language"] == "fr" and report["text"].strip()]


def main() -> None:
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    found = texts(sys.argv[1:])
    words = sum(len(text.split()) for text in found)
    print(f"{len(found)} French texts, {words} words")
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        file.writelines(json.dumps({"text": text}) + "\n" for text in found)
        file.flush()
        import spacy

        nlp = spacy.load("fr_core_news_md", exclude=["lemmatizer", "attribute_ruler"])
        print("spaCy", spacy.__version__, nlp.pipe_names)
        for _ in nlp.pipe(found[:1]):
            pass
        for _ in range(ROUNDS):
            print(subprocess.run([os.environ["BENCH"], file.name], capture_output=True, text=True, check=True).stdout, end="")
            start = time.perf_counter()
            count = sum(len(doc) for doc in nlp.pipe(found, batch_size=8))
            seconds = time.perf_counter() - start
            print(f"spaCy: {count} tokens in {seconds:.2f} s: {words / seconds:.0f} words/s")
        print(f"spaCy: peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1000} MB")


if __name__ == "__main__":
    main()
