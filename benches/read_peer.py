"""The whole reading of French pages beside a pipeline of trafilatura, spaCy's fr_core_news_md and textacy's quotations, in turns, in
the same run, on one core.

    BENCH=target/release/deps/read-HASH PYTHON benches/read_peer.py PEER.py PAGE.html...

BENCH is what `cargo bench -p hearsay --bench read --no-run` names. PEER.py is a program that reads pages in such a pipeline with the
interpreter PYTHON and prints its pages a second, without the time of loading, which is left out on both sides. Machines are noisy, so
every round is printed.
"""

import os
import resource
import subprocess
import sys

ROUNDS = 3


def main() -> None:
    peer, *pages = sys.argv[1:]
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    for _ in range(ROUNDS):
        print(subprocess.run([os.environ["BENCH"], *pages], capture_output=True, text=True, check=True).stdout, end="")
        run = subprocess.run([sys.executable, peer, *pages], capture_output=True, text=True, check=True)
        print(run.stdout, end="")
    print(f"largest peak memory of a program that was run: {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1000} MB")


if __name__ == "__main__":
    main()
