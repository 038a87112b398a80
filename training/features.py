"""Hashed features of a word: whole form, prefixes, suffixes, character n-grams, shape.

Every feature is a string `tag:text`, hashed by 32-bit FNV-1a over its UTF-8 bytes, modulo the table's rows.
"""

AFFIX_ROWS, GRAM_ROWS, SHAPE_ROWS = 32768, 16384, 512
NAME_AFFIX_ROWS = 4096  # divides AFFIX_ROWS, so that a row of the larger table gives that of this one
AFFIXES = 9
MAX_GRAMS = 24


def fnv1a(text: str) -> int:
    value = 0x811C9DC5
    for byte in text.encode("utf-8"):
        value = ((value ^ byte) * 0x01000193) & 0xFFFFFFFF
    return value


def affixes(word: str) -> list[int]:
    """Rows of the affix table, AFFIXES of them: form, prefixes of 1 to 3 and suffixes of 1 to 5 characters."""
    low = word.lower()
    names = ["w:" + low]
    names += [f"p{n}:{low[:n]}" for n in (1, 2, 3)]
    names += [f"s{n}:{low[-n:]}" for n in (1, 2, 3, 4, 5)]
    return [fnv1a(name) % AFFIX_ROWS for name in names]


def grams(word: str) -> list[int]:
    """Rows of the n-gram table: 3- and 4-grams of `^word$`, by length and then position, at most MAX_GRAMS."""
    low = "^" + word.lower() + "$"
    names = [f"g:{low[i:i + n]}" for n in (3, 4) for i in range(len(low) - n + 1)]
    return [fnv1a(name) % GRAM_ROWS for name in names[:MAX_GRAMS]]


def shape(word: str) -> int:
    """Row of the shape table: upper X, lower x, other letters c, digits d, all else itself; runs cut to two."""
    out = []
    for char in word:
        if char.isdigit():
            kind = "d"
        elif char.isalpha():
            kind = "X" if char.isupper() else "x" if char.islower() else "c"
        else:
            kind = char
        if len(out) < 2 or out[-1] != kind or out[-2] != kind:
            out.append(kind)
    return fnv1a("h:" + "".join(out[:12])) % SHAPE_ROWS
