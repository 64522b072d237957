# SPDX-License-Identifier: Apache-2.0
"""The project's own gold findings as documents of words."""
import json
import re
import subprocess

from .config import WORDS_PROGRAM
from .windows import Document

STANDIN = re.compile(r"\w+(?=n['’]t\b)|n['’]t\b|['’](?:s|re|ve|ll|d|m)\b|\d+(?:[.,]\d+)*|(?:[A-Za-z]\.){2,}|\w+|\.\.\.|\S", re.I)


def stand_in(text):
    """A rough tokenizer for smoke tests, where the program is not built yet."""
    out, last = [], 0
    for match in STANDIN.finditer(text):
        between = text[last:match.start()]
        gap = 3 if not out or between.count("\n") > 1 else 2 if "\n" in between else 1 if between else 0
        out.append([match.start(), match.end(), gap])
        last = match.end()
    return out


def tokenize(records):
    """{id: [[begin, end, gap]]} for records with "id" and "text", by the program's own tokenizer."""
    if not WORDS_PROGRAM.exists():
        print("no", WORDS_PROGRAM, "- using the stand-in tokenizer (smoke tests only)")
        return {r["id"]: stand_in(r["text"]) for r in records}
    lines = "".join(json.dumps({"id": r["id"], "text": r["text"]}, ensure_ascii=False) + "\n" for r in records)
    result = subprocess.run([WORDS_PROGRAM], input=lines.encode("utf-8"), capture_output=True, check=True)
    return {r["id"]: r["words"] for r in map(json.loads, result.stdout.decode("utf-8").splitlines())}


def word_range(spans, span):
    """(first, last + 1) of the words that the text span touches; None if there are none."""
    if not span or span.get("begin", -1) < 0:
        return None
    inside = [i for i, (begin, end) in enumerate(spans) if begin < span["end"] and end > span["begin"]]
    return (inside[0], inside[-1] + 1) if inside else None


def tag(tags, found, first, inside):
    """Write a BIO span unless something stands there; True if written."""
    begin, end = found
    if any(value != "O" for value in tags[begin:end]):
        return False
    tags[begin:end] = [first] + [inside] * (end - begin - 1)
    return True


def role_spans(spans, parts):
    """Spans of roles in words, in the order given; later ones that overlap are left out."""
    taken, out = set(), []
    for role, span in parts:
        found = word_range(spans, span)
        if found and not taken & set(range(*found)):
            taken |= set(range(*found))
            out.append((role, *found))
    return out


def add_statements(document, record):
    """Cue tags and the roles of each cue; a bare quotation is anchored at its first content word."""
    for s in record["statements"]:
        found = word_range(document.spans, s.get("cue"))
        if found:
            written = tag(document.cue, found, "B", "I")
        else:
            found = word_range(document.spans, s["content"][0]) if s["content"] else None
            written = found and tag(document.cue, (found[0], found[0] + 1), "BARE", "BARE")
        if written:
            parts = ([("content", c) for c in s["content"]] + [("speaker", s.get("speaker")), ("addressee", s.get("addressee"))])
            document.statements.append({"anchor": found[0], "roles": role_spans(document.spans, parts)})


def add_events(document, record):
    """Trigger tags, attributes and roles of each event."""
    anchors = {}
    for e in record["events"]:
        found = word_range(document.spans, e["trigger"])
        if not found or not tag(document.trigger, found, "B-" + e["type"], "I-" + e["type"]):
            continue
        anchors[e["id"]] = found[0]
        parts = ([("actor", a) for a in e["actors"]] + [("recipient", a) for a in e["recipients"]]
                 + [("date", e.get("date")), ("place", e.get("place"))])
        document.events.append({"anchor": found[0], "roles": role_spans(document.spans, parts), "type": e["type"], "status": e["status"],
                                "mode": e.get("mode") or "none", "code": e.get("cameo") or "", "parent": e.get("content_of")})
    for e in document.events:
        e["parent"] = anchors.get(e["parent"])


def documents(records):
    """Documents of gold records."""
    tokens, out = tokenize(records), []
    for record in records:
        text, rows = record["text"], tokens[record["id"]]
        words = [text[begin:end] for begin, end, _ in rows]
        document = Document(record["id"], words, [gap for _, _, gap in rows], spans=[(b, e) for b, e, _ in rows], text=text, gold=record)
        document.cue, document.trigger = ["O"] * len(words), ["O"] * len(words)
        add_statements(document, record)
        add_events(document, record)
        out.append(document)
    return out


def read(path):
    """Documents of a gold file."""
    return documents([json.loads(line) for line in open(path, encoding="utf-8") if line.strip()])
