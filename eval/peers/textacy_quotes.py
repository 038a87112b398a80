"""Reads {"text": …}, one JSON object a line; writes one JSON line each: the direct quotations that textacy finds in French.

`quotes` are objects of `speaker` and `content`, each [start, end] in characters. Where a package is missing, it ends with 3.
"""
import json
import sys

try:
    import spacy
    import textacy
    from textacy.extract import direct_quotations

    nlp = spacy.load("fr_core_news_md")
except (ImportError, OSError):
    sys.exit(3)

print(json.dumps({"version": textacy.__version__}), flush=True)
for line in sys.stdin:
    quotes = []
    try:
        for quote in direct_quotations(nlp(json.loads(line)["text"])):
            first, last = quote.speaker[0], quote.speaker[-1]
            # The tokens are those that head the speaker's name; its phrase is counted, which is kinder.
            start, end = first.left_edge, last.right_edge
            quotes.append({
                "speaker": [start.idx, end.idx + len(end)],
                "content": [quote.content.start_char, quote.content.end_char],
            })
    except Exception as error:
        print(json.dumps({"failed": repr(error), "quotes": quotes}), flush=True)
        continue
    print(json.dumps({"quotes": quotes}), flush=True)
