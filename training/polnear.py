# SPDX-License-Identifier: Apache-2.0
"""The `study` set PolNeAR (who said what in US election news), for the teachers that never ship. Only its `train` part is read."""
import re

from . import gold
from .config import SHARED
from .windows import Document

STYLE = 1    # whose conventions these are (mpnet.py)
ROLE = {"Source": "speaker", "Cue": "cue", "Content": "content"}
NEAR = 6    # words after a cue where an addressee may stand


def span(text, pieces):
    """Fragments of one annotation, joined where only spaces lie between."""
    out = []
    for begin, end in sorted(pieces):
        if out and not text[out[-1]["end"]:begin].strip():
            out[-1]["end"] = end
        else:
            out.append({"begin": begin, "end": end})
    return out


def attributions(text, path):
    """Statements of a brat file: {"cue", "speaker", "content"}, offsets in code points."""
    spans, out = {}, []
    for line in open(path, encoding="utf-8"):
        columns = line.rstrip("\n").split("\t")
        if len(columns) < 2:
            continue    # the rest of a quoted text with a line break
        if line[0] == "T" and columns[1].split()[0] in ROLE:
            where = columns[1].split(" ", 1)[1]
            spans[columns[0]] = span(text, [tuple(map(int, piece.split())) for piece in where.split(";")])
        elif line[0] == "E" and columns[1].startswith("Attribution"):
            found = {"cue": [], "speaker": [], "content": []}
            for part in columns[1].split():
                name, _, at = part.partition(":")
                role = ROLE.get(re.sub(r"\d+$", "", name))
                if role:
                    found[role] += spans.get(at, [])
            out.append({"cue": next(iter(found["cue"]), None), "speaker": next(iter(found["speaker"]), None), "content": found["content"]})
    return out


def open_addressees(document):
    """PolNeAR has no addressees: words just after a cue that have no role say nothing."""
    for s in document.statements:
        end = s["anchor"] + 1
        while end < len(document.cue) and document.cue[end] == "I":
            end += 1
        taken = {i for _, b, e in s["roles"] for i in range(b, e)}
        s["unsure"] = {i for i in range(end, end + NEAR)} - taken


def read():
    """All articles of the training part, the first annotator's view of each."""
    folder = SHARED / "data/attribution/polnear/train"
    records = []
    for path in sorted((folder / "text").glob("*.txt")):
        views = sorted((folder / "attributions").glob(path.stem + "_*.ann"))
        if views:
            text = open(path, encoding="utf-8", newline="").read()
            records.append({"id": path.stem, "text": text, "statements": attributions(text, views[0])})
    tokens, out = gold.tokenize(records), []
    for record in records:
        text, rows = record["text"], tokens[record["id"]]
        document = Document(record["id"], [text[b:e] for b, e, _ in rows], [g for _, _, g in rows], spans=[(b, e) for b, e, _ in rows], style=STYLE)
        document.cue = ["O"] * len(rows)
        gold.add_statements(document, record)
        open_addressees(document)
        out.append(document)
    return out
