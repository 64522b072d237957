# SPDX-License-Identifier: Apache-2.0
"""The `study` set en-worldwide (names in news from many countries), for the teachers that never ship."""
from dataclasses import replace

from .config import SHARED
from .windows import Document

STYLE = 2    # whose conventions these are (mpnet.py)
NINE = {"Person": "PER", "Organization": "ORG", "Location": "LOC", "NORP": "NORP", "Facility": "FAC", "Date": "DATE", "Money": "MONEY",
        "Product": "PROD", "Misc": "MISC"}
KINDS = {"Person": "PER", "Organization": "ORG", "Location": "LOC", "Facility": "LOC", "Misc": "MISC", "Product": "MISC"}
CLOSING, OPENING = set(".,;:!?)]}%'’”"), set("([{$“‘")


def gap(word, before, starts):
    """A guess at the space before a word, as the files do not tell."""
    if starts or before is None:
        return 1 if before is not None else 3
    if word[0] in CLOSING and not word[-1].isalpha() or word.lower() in ("n't", "n’t") or word[0] in "'’" or before in OPENING:
        return 0
    return 0 if word in ("-", "/") or before in ("-", "/") else 1


def read_article(path):
    """One article; every twelfth sentence or so begins a paragraph."""
    document, before, starts, sentences = Document(path.name, [], [], name=[], kind=[], style=STYLE), None, True, 0
    for line in open(path, encoding="utf-8"):
        columns = line.rstrip("\n").split("\t")
        if len(columns) < 2 or not columns[0].strip():
            starts, sentences = True, sentences + 1
            continue
        word, tag = columns[0].strip().replace(" ", ""), columns[1]
        kind = KINDS.get(tag[2:]) if tag[:2] in ("B-", "I-") else None
        document.gaps.append(3 if starts and sentences % 4 == 1 else gap(word, before, starts))
        document.words.append(word)
        document.name.append(f"{tag[:2]}{kind}" if kind else "O")
        nine = NINE.get(tag[2:])
        document.kind.append(f"{tag[:2]}{nine}" if nine else "O")
        before, starts = word, False
    return document


def read():
    """All articles; a third of them again for the nine types alone, so that these are told without asking for their conventions of names."""
    files = sorted((SHARED / "data/names/en-worldwide").glob("*.tsv"))
    theirs = [d for d in map(read_article, files) if d.words]
    return theirs + [replace(d, style=0, name=None) for d in theirs[::3]]
