# SPDX-License-Identifier: Apache-2.0
"""Open texts that the teacher labels and the reader learns from: Wikinews, current events, White House, human-rights reports."""
import json
import lzma
import random
import re

from . import gold
from .config import SHARED
from .windows import Document

WORDS = {"wikinews": 260_000, "wcep-digest": 160_000, "wcep-events": 200_000, "whitehouse": 260_000, "statehr": 120_000}
LONGEST = 6000    # characters taken of one text, from its beginning


def paragraphs(text):
    """The text's beginning, whole paragraphs."""
    head = text if len(text) <= LONGEST else text[:LONGEST].rsplit("\n", 1)[0]
    return re.sub(r"\n{3,}", "\n\n", head).strip()


def chosen(name, words):
    """Records of one collection in a fixed random order until it has so many words."""
    with lzma.open(SHARED / f"data/text/{name}.jsonl.xz", "rt", encoding="utf-8") as file:
        lines = file.readlines()
    random.Random(5).shuffle(lines)
    out = []
    for number, line in enumerate(lines):
        record = json.loads(line)
        text = paragraphs(record["text"])
        if len(text) > 60:
            out.append({"id": f"{name}-{record.get('id', number)}", "text": text})
            words -= text.count(" ") + 1
        if words <= 0:
            break
    return out


def read(share=1.0):
    """Documents of words without labels; `share` of the words that WORDS names."""
    records = [record for name, words in WORDS.items() for record in chosen(name, words * share)]
    tokens, out = gold.tokenize(records), []
    for record in records:
        rows = tokens[record["id"]]
        words = [record["text"][b:e] for b, e, _ in rows]
        if words:
            out.append(Document(record["id"], words, [g for _, _, g in rows]))
    return out
