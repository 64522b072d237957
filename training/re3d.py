# SPDX-License-Identifier: Apache-2.0
"""Names of the conflict documents of re3d (open): persons, organizations, locations; the rest of its types is too noisy and stays unlabelled."""
import json

from . import gold
from .config import SHARED
from .windows import Document

KINDS = {"Person": "PER", "Organisation": "ORG", "Location": "LOC"}


def read_lines(path):
    """Records of a file of JSON lines."""
    return [json.loads(line) for line in open(path, encoding="utf-8") if line.strip()]


def named(text):
    """re3d also marks common nouns ("the militants"): a name's last word begins with a capital or a digit."""
    return text.split()[-1][:1].isupper() if text.split() else False


def tags(words, spans, entities):
    """BIO tags; None on words of other types, and on words in capitals that nobody marked."""
    out, taken = [None if word[:1].isupper() else "O" for word in words], set()
    for entity in sorted(entities, key=lambda e: e["begin"] - e["end"]):
        found = gold.word_range(spans, entity)
        if not found:
            continue
        begin, end = found
        while begin < end and words[begin].lower() in ("the", "a", "an"):
            begin += 1
        kind = KINDS.get(entity["type"])
        if begin == end or taken & set(range(begin, end)):
            continue
        taken |= set(range(begin, end))
        if kind and named(entity["value"]):
            out[begin:end] = [f"B-{kind}"] + [f"I-{kind}"] * (end - begin - 1)
        else:
            out[begin:end] = [None] * (end - begin)
    return out


def read():
    """All documents with their names."""
    records = []
    for folder in sorted(p for p in (SHARED / "data/names/re3d").iterdir() if p.is_dir()):
        entities = {}
        for entity in read_lines(folder / "entities.json"):
            entities.setdefault(entity["documentId"], []).append(
                {"begin": entity["begin"], "end": entity["end"], "type": entity["type"], "value": entity["value"]})
        for document in read_lines(folder / "documents.json"):
            records.append({"id": "re3d-" + document["_id"], "text": document["text"], "entities": entities.get(document["_id"], [])})
    tokens, out = gold.tokenize(records), []
    for record in records:
        rows = tokens[record["id"]]
        spans = [(b, e) for b, e, _ in rows]
        words = [record["text"][b:e] for b, e in spans]
        out.append(Document(record["id"], words, [g for _, _, g in rows], name=tags(words, spans, record["entities"])))
    return out
