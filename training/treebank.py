# SPDX-License-Identifier: Apache-2.0
"""Universal Dependencies treebanks as documents."""
import math
import re

from .names import entity_names
from .windows import Document


def read_sentences(path):
    """Yield (comments, rows) with rows = (columns, first gap): syntactic words only, with the gap before each."""
    comments, rows, glue, inside = [], [], False, None
    for line in open(path, encoding="utf-8"):
        line = line.rstrip("\n")
        if not line:
            if rows:
                yield comments, rows
            comments, rows, inside = [], [], None
        elif line[0] == "#":
            comments.append(line[2:])
        else:
            columns = line.split("\t")
            if "." in columns[0]:
                continue
            after = "SpaceAfter=No" in columns[9].split("|")
            if "-" in columns[0]:
                low, high = map(int, columns[0].split("-"))
                inside = (low, high, after)
                continue
            number = int(columns[0])
            within = inside and inside[0] <= number <= inside[1]
            rows.append((columns, 0 if glue or (within and number > inside[0]) else 1))
            glue = within and (number < inside[1] or inside[2]) or (not within and after)


def new_document(name):
    """An annotated document without words."""
    lists = {key: [] for key in ("sentence", "upos", "xpos", "feats", "lemma", "head", "relation")}
    return Document(name, [], [], **lists)


def add_sentence(document, rows, block):
    """Append a sentence's words and labels."""
    base = len(document.words)
    for i, (columns, gap) in enumerate(rows):
        document.words.append(columns[1])
        document.gaps.append(3 if i == 0 and (block or not base) else gap)
        document.sentence.append(int(i == 0))
        document.lemma.append(columns[2])
        document.upos.append(columns[3])
        document.xpos.append(columns[4])
        document.feats.append(columns[5])
        document.head.append(base + int(columns[6]) - 1 if int(columns[6]) else -1)
        document.relation.append(columns[7])


def read_facts(path):
    """{(sentence id, token): did it happen, -1 no to 1 yes} of UDS-IH2."""
    rows = [line.rstrip("\n").split("\t") for line in open(path, encoding="utf-8")][1:]
    return {(row[1], row[2]): float(row[6]) / 3 for row in rows if float(row[7]) >= 0.5}


def add_facts(document, comments, rows, facts):
    """What is known of the sentence just added."""
    name = next((c.split("=", 1)[1].strip() for c in comments if c.startswith("sent_id")), "")
    document.fact = (document.fact or []) + [facts.get((name, columns[0]), math.nan) for columns, _ in rows]


def read(path, names=False, facts=None):
    """Documents of a CoNLL-U file; with `names`, also names from GUM's Entity annotation; with `facts`, what read_facts() gave."""
    documents, misc = [], []
    for comments, rows in read_sentences(path):
        starts = next((c.split("=", 1)[1].strip() for c in comments if c.startswith("newdoc id")), None)
        if starts or not documents:
            if names and documents:
                documents[-1].name = entity_names(documents[-1], misc)
            documents.append(new_document(starts or path.name))
            misc = []
        block = any(re.match(r"newpar(?!_)|newdoc", c) for c in comments)
        add_sentence(documents[-1], rows, block)
        if facts:
            add_facts(documents[-1], comments, rows, facts)
        misc += [columns[9] for columns, _ in rows]
    if names and documents:
        documents[-1].name = entity_names(documents[-1], misc)
    return documents


def read_uner(path):
    """Sentences of a UNER file: lists of (word, tag)."""
    sentences, current = [], []
    for line in open(path, encoding="utf-8"):
        columns = line.rstrip("\n").split("\t")
        if line.startswith("#"):
            continue
        if len(columns) >= 3:
            current.append((columns[1], columns[2]))
        elif current:
            sentences.append(current)
            current = []
    return sentences + ([current] if current else [])


def attach_uner(documents, sentences):
    """Give the treebank's documents the names of UNER, aligned by the characters of each sentence."""
    by_text = {}
    for sentence in sentences:
        by_text.setdefault("".join(word for word, _ in sentence), []).append(sentence)
    missing = 0
    for document in documents:
        starts = [i for i, s in enumerate(document.sentence) if s] + [len(document.words)]
        document.name = ["O"] * len(document.words)
        for begin, end in zip(starts, starts[1:]):
            found = by_text.get("".join(document.words[begin:end]).replace(" ", ""))
            if not found:
                missing += 1
                continue
            project(document, begin, end, found[0])
    return missing


def project(document, begin, end, sentence):
    """Copy tags by character position."""
    tags, at = {}, 0
    for word, tag in sentence:
        tags[at] = tag if tag[:2] in ("B-", "I-") and tag[2:] in ("PER", "ORG", "LOC") else "O"
        at += len(word)
    at, before = 0, "O"
    for i in range(begin, end):
        tag = tags.get(at, "I-" + before[2:] if before != "O" else "O")
        document.name[i] = before = tag
        at += len(document.words[i].replace(" ", ""))
