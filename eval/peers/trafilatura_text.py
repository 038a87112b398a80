"""Reads paths of gzipped pages, one a line; writes one JSON line each: the text that trafilatura finds, and the seconds it took.

The settings are those of trafilatura's own evaluation: tables yes, comments no. Where the package is missing, it ends with 3.
"""
import gzip
import json
import sys
import time

try:
    from trafilatura import __version__, extract
except ImportError:
    sys.exit(3)

extract(b"<html><body><p>What is loaded at first is loaded now.</p></body></html>")
print(json.dumps({"version": __version__}), flush=True)
for line in sys.stdin:
    with gzip.open(line.strip()) as file:
        page = file.read()
    start = time.perf_counter()
    try:
        text = extract(page, fast=False, include_comments=False, include_tables=True, include_formatting=False)
    except TypeError:
        text = extract(page, include_comments=False, include_tables=True, include_formatting=False)
    except Exception:
        text = None
    print(json.dumps({"text": text or "", "seconds": time.perf_counter() - start}), flush=True)
