# SPDX-License-Identifier: Apache-2.0
"""Names from GUM's entities: the proper name around the head of each named mention, in the manner of Universal NER."""
import re

KINDS = {"person": "PER", "organization": "ORG", "place": "LOC", "time": None}
TITLES = set("""president mr mr. mrs mrs. ms ms. dr dr. doctor prof prof. professor senator sen sen. governor gov gov. prime vice deputy
    foreign minister secretary king queen prince princess sir lord lady general gen gen. colonel col col. captain capt capt. major
    sergeant lieutenant judge justice pope chancellor ambassador congressman congresswoman rep rep. representative chief
    commander director mayor archbishop bishop father rev rev. reverend pastor chairman chairwoman""".split())
NUMBERED = {"figure", "figures", "fig.", "table", "factor", "listing", "rule", "extract", "chapter", "section", "q", "article", "experiment", "equation"}
BRIDGES = {"ORG": {"of", "the", "for", "and", "&", "-", "–", "'s", "’s", "on", "in", "/"}, "LOC": {"of", "the", "-", "–", "'s", "’s", "&"},
           "PER": {"-", "–", "de", "van", "von", "al", "bin"}, "MISC": {"of", "the", "-", "–", "'s", "’s", "&"}}


def mentions(misc):
    """(begin, end, etype) of every continuous mention, from the MISC columns of a document."""
    found, open_ = [], {}
    for i, value in enumerate(misc):
        field = next((f[7:] for f in value.split("|") if f.startswith("Entity=")), "")
        for opening, single, closing in re.findall(r"\(([^()]+)(\))?|([^()]+)\)", field):
            parts = (opening or closing).split("-")
            if opening and single:
                found.append((i, i + 1, parts[1]))
            elif opening:
                open_.setdefault(parts[0], []).append((i, parts[1]))
            elif open_.get(parts[0]):
                begin, kind = open_[parts[0]].pop()
                found.append((begin, i + 1, kind))
    return found


def head_of(document, begin, end):
    """The word of the span whose head lies outside it."""
    return next((i for i in range(begin, end) if not begin <= document.head[i] < end), begin)


def is_proper(document, i):
    """Part of a proper name by either tag."""
    return document.upos[i] == "PROPN" or document.xpos[i].startswith("NNP")


def grow(document, head, begin, end, kind, stops):
    """The maximal run of proper words around the head inside the mention, bridges allowed between them."""
    low, high = head, head + 1
    at = head - 1
    while at >= begin and at not in stops:
        if is_proper(document, at):
            low = at
        elif document.words[at].lower() not in BRIDGES[kind]:
            break
        at -= 1
    at = head + 1
    while at < end and at not in stops:
        if is_proper(document, at) or (kind in ("MISC", "ORG") and document.upos[at] == "NUM" and at == high):
            high = at + 1
        elif document.words[at].lower() not in BRIDGES[kind]:
            break
        at += 1
    if kind == "PER":
        while low < high and document.words[low].lower() in TITLES:
            low += 1
    return low, high


def entity_names(document, misc):
    """BIO tags of the document's names."""
    tags = ["O"] * len(document.words)
    spans = mentions(misc)
    for begin, end, etype in sorted(spans, key=lambda s: s[0] - s[1]):
        kind = KINDS.get(etype, "MISC")
        head = head_of(document, begin, end)
        if not kind or not is_proper(document, head) or (kind == "PER" and document.xpos[head] == "NNPS"):
            continue
        if document.words[head].lower() in NUMBERED or "@" in document.words[head] or "://" in document.words[head]:
            continue
        stops = set()
        if kind == "PER":
            stops = {i for b, e, k in spans if begin <= b and e <= end and (b, e) != (begin, end) and not b <= head < e
                     and k != "person" for i in range(b, e)}
        low, high = grow(document, head, begin, end, kind, stops)
        if low < high and all(tag == "O" for tag in tags[low:high]):
            tags[low:high] = ["B-" + kind] + ["I-" + kind] * (high - low - 1)
    return tags
