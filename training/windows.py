# SPDX-License-Identifier: Apache-2.0
"""Documents and the windows they are cut into."""
from dataclasses import dataclass, field

ENDS = {".", "!", "?", "..."}
CLOSERS = {'"', "'", "”", "’", "''", ")", "]", "»", "-RRB-"}


@dataclass
class Document:
    """Words in order with their gaps, and what is known of them; None = not annotated."""
    id: str
    words: list
    gaps: list
    style: int = 0             # whose conventions the annotation follows; only the larger network is told (mpnet.py)
    sentence: list = None      # 1 = the word begins a sentence
    bounds: list = None        # the same, as guessed for texts that nobody annotated
    upos: list = None
    xpos: list = None
    feats: list = None
    lemma: list = None
    head: list = None          # index in the document, -1 for the root
    relation: list = None
    name: list = None          # BIO
    kind: list = None          # the same, of nine types
    fact: list = None          # did it happen, -1 no to 1 yes; NaN where nobody was asked
    cue: list = None
    trigger: list = None
    statements: list = field(default_factory=list)   # {"anchor", "roles": [(role, begin, end)]}
    events: list = field(default_factory=list)       # {"anchor", "roles", "type", "status", "mode", "code", "parent"}
    spans: list = None         # (begin, end) in the text
    text: str = ""
    gold: dict = None


def ends_sentence(words, i):
    """True if a sentence-like end stands before word i."""
    before = words[i - 1]
    return before in ENDS or (before in CLOSERS and i >= 2 and words[i - 2] in ENDS)


def blocks_of(gaps):
    """(begin, end) of each block: gap 3 starts one."""
    starts = [i for i, gap in enumerate(gaps) if gap == 3 or i == 0] + [len(gaps)]
    return list(zip(starts, starts[1:]))


def cut(words, sizes, begin, end, room):
    """Where to cut a block that does not fit: the last good place, else the last word that fits."""
    used, last = 0, begin
    while last < end and used + sizes[last] <= room:
        used += sizes[last]
        last += 1
    if last >= end:
        return end
    third, used, starts = room / 3, 0, None
    for i in range(begin, last + 1):
        if i > begin and used >= third and ends_sentence(words, i):
            starts = i
        used += sizes[i] if i < last else 0
    return starts or max(last, begin + 1)


def windows(document, pieces, limit):
    """Cut a document into (begin, end) windows of at most `limit` sub-words, [CLS] and [SEP] included.

    `limit` is a number or a function that draws one for each window.
    """
    draw = limit if callable(limit) else (lambda: limit)
    sizes = [len(pieces(word)) for word in document.words]
    out, start, used, room = [], 0, 0, draw() - 2
    for begin, end in blocks_of(document.gaps):
        size = sum(sizes[begin:end])
        if used and used + size > room:
            out.append((start, begin))
            start, used, room = begin, 0, draw() - 2
        while size > room:
            middle = cut(document.words, sizes, begin, end, room)
            out.append((begin, middle))
            size -= sum(sizes[begin:middle])
            begin = start = middle
            room = draw() - 2
        used += size
    if start < len(document.words):
        out.append((start, len(document.words)))
    return out
