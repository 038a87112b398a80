#!/usr/bin/env python3
"""Checks the labelled claim cases beside this file and those of training/passages, and counts them.
Usage: check.py [GOLD_DIR]   (GOLD_DIR: the folder of others' gold data that stand-off cases point into; default ../shared/gold)"""
import hashlib, re, sys
from collections import Counter
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]
GOLD = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "../shared/gold"
STANCES = set("asserts confirms denies accuses requests promises opines declines".split())
CERTAINTIES = set("certain probable possible unknown".split())
NAMINGS = set("named described anonymous unattributed".split())
KINDS = set("government military armed-group police diplomatic media witness victim expert ngo company international document other".split())
ROLES = set("hedge conditional negation denial scare-quotes".split())
PHENOMENA = set(re.findall(r"^\| `([a-z-]+)` \|", (HERE / "GUIDELINES.md").read_text("utf-8"), re.M))
RANGE = re.compile(r"\[(\d+):(\d+)\]$")

complaints = []


def standoff(address):
    """The text a stand-off address names, or None where the gold folder is missing."""
    if m := re.fullmatch(r"(\S+)\[(\d+):(\d+)\]", address):
        path, lo, hi = GOLD / m[1], int(m[2]), int(m[3])
        if not path.exists():
            return None
        whole = path.read_bytes().decode("utf-8")
        if hi > len(whole) or lo >= hi:
            raise ValueError(f"range {lo}:{hi} outside the file's {len(whole)} characters")
        return whole[lo:hi]
    name, ids = address.split("#", 1)
    path = GOLD / name
    if not path.exists():
        return None
    first, _, last = ids.partition("..")
    texts, inside, sent = [], False, None
    for line in path.open(encoding="utf-8"):
        if line.startswith("# sent_id = "):
            sent = line[12:].strip()
            inside = inside or sent == first
        elif inside and line.startswith("# text = "):
            texts.append(line[9:].rstrip("\n"))
            if sent == (last or first):
                return " ".join(texts)
    raise ValueError(f"no sentence {ids}")


def check_span(words, text, is_standoff, say):
    if is_standoff:
        m = RANGE.match(words)
        if not m:
            say(f"not a range: {words!r}")
        elif text is not None and not 0 <= int(m[1]) < int(m[2]) <= len(text):
            say(f"range outside the passage: {words}")
        return
    nth = 1
    if m := re.search(r"\s@(\d+)$", words):
        nth, words = int(m[1]), words[:m.start()]
    if not words or text.count(words) < nth:
        say(f"span not found ({nth}): {words!r}")


def check_source(value, text, is_standoff, say):
    parts = [p.strip() for p in value.split(" ; ")] if " ; " in value else [value.strip()]
    span = parts[0].lstrip("~").strip()
    if span != "-":
        check_span(span, text, is_standoff, say)
    values = parts[1].split() if len(parts) > 1 else []
    if not values or values[0] not in NAMINGS:
        say(f"source without naming: {value!r}")
    if len(values) > 2 or (len(values) == 2 and values[1] not in KINDS):
        say(f"unknown kind: {value!r}")
    for extra in parts[2:]:
        if not extra.startswith("channel: "):
            say(f"unknown part of a source: {extra!r}")
        else:
            check_span(extra[9:].strip(), text, is_standoff, say)


def check_claims(lines, text, is_standoff, say):
    seen, abouts, claims = set(), [], 0
    content = marked = None
    for line in lines:
        if not line.strip():
            continue
        if line.strip() == "(none)":
            seen.add("(none)")
        elif not line.startswith(" "):
            fields = line.split()
            claims += 1
            if len(fields) < 4:
                say(f"short claim line: {line!r}")
                continue
            if fields[0] in seen:
                say(f"claim id twice: {fields[0]}")
            seen.add(fields[0])
            if fields[1] not in STANCES or fields[2] not in CERTAINTIES or fields[3] not in ("positive", "negative"):
                say(f"unknown value: {line!r}")
            for flag in fields[4:]:
                if flag.startswith("about="):
                    abouts.append(flag[6:])
                elif flag not in ("conditional", "direct"):
                    say(f"unknown flag: {flag}")
        else:
            key, _, value = line.strip().partition(" ")
            value = value.strip()
            if key == "source":
                check_source(value, text, is_standoff, say)
            elif key == "marker":
                role, _, words = value.partition(":")
                if role not in ROLES:
                    say(f"unknown marker: {role}")
                check_span(words.strip(), text, is_standoff, say)
            elif key in ("content", "cue", "loaded"):
                check_span(value, text, is_standoff, say)
            else:
                say(f"unknown line: {line!r}")
    for a in abouts:
        if a not in seen:
            say(f"about names no claim: {a}")
    if "(none)" in seen and claims:
        say("(none) beside claims")
    if not seen:
        say("no claims and no (none)")
    return claims


def cases(path):
    """Yields (header, text lines, claim lines) of each case in the file."""
    header, text, claims, into = None, [], [], None
    for line in path.read_text("utf-8").split("\n"):
        if line.startswith("--- "):
            if header:
                yield header, text, claims
            header, text, claims = line[4:], [], []
            into = text
        elif line == "===" and header:
            into = claims
        elif into is not None:
            into.append(line)
    if header:
        yield header, text, claims


names, counts, splits, phenomena, unread = set(), Counter(), Counter(), Counter(), 0
MADE = ROOT / "training" / "passages"
for path in sorted(HERE.glob("*/*.txt")) + sorted(MADE.glob("*/*.txt")):
    language = path.parent.name
    for header, text_lines, claim_lines in cases(path):
        head, _, address = header.partition(" @ ")
        name, _, listed = (p.strip() for p in head.partition("|"))

        def say(what):
            complaints.append(f"{path.relative_to(ROOT)}: {name}: {what}")

        if name in names:
            say("name twice")
        names.add(name)
        text = "\n".join(text_lines).strip()
        if address:
            try:
                text = standoff(address.strip())
            except ValueError as e:
                say(str(e))
                continue
        elif not text:
            say("no text")
        n = check_claims(claim_lines, text, bool(address), say)
        ids = [p.strip() for p in listed.split(",") if p.strip()]
        for p in ids:
            if p not in PHENOMENA:
                say(f"unknown phenomenon: {p}")
        if not ids:
            say("no phenomenon")
        if text is None:
            unread += 1
            continue
        byte = hashlib.sha256(text.strip().encode()).digest()[0]
        if MADE in path.parents:
            split = "watched" if byte % 8 == 7 else "trained"
        else:
            split = "test" if byte % 2 else "dev"
        kind = "stand-off" if address else "written"
        splits[language, kind, split] += 1
        counts[language, "claims", split] += n
        for p in ids:
            phenomena[p, language, split] += 1

for (language, kind, split), n in sorted(splits.items()):
    print(f"{language} {kind:9} {split:7} {n:4} passages")
for (language, _, split), n in sorted(counts.items()):
    print(f"{language} {split:7} {n:4} claims")
languages = sorted({l for _, l, _ in phenomena})
print(f"{'phenomenon':24}" + "".join(f"{l + ' dev':>8}{l + ' test':>8}" for l in languages))
for p in sorted(PHENOMENA):
    print(f"{p:24}" + "".join(f"{phenomena[p, l, 'dev']:8}{phenomena[p, l, 'test']:8}" for l in languages))
if unread:
    print(f"{unread} stand-off passages not checked: no {GOLD}")
for c in complaints:
    print(c, file=sys.stderr)
sys.exit(bool(complaints))
