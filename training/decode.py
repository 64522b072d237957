# SPDX-License-Identifier: Apache-2.0
"""From scores to decisions, as the program takes them."""
import numpy as np


def spans_of(tags):
    """(begin, end, label) of BIO strings."""
    out, begin, label = [], None, None
    for i, tag in enumerate(list(tags) + ["O"]):
        kind = tag[2:] if tag[:2] in ("B-", "I-") else None
        if label is not None and (tag[:2] != "I-" or kind != label):
            out.append((begin, i, label))
            label = None
        if kind is not None and label is None:
            begin, label = i, kind
    return out


def viterbi(scores, bare=0):
    """Best legal BIO sequences: scores (A, N, T) with tags O, B-1, I-1, ..., then `bare` tags that stand alone; I-X only after B-X or I-X."""
    a, n, t = scores.shape
    allowed, insides = np.zeros((t, t), np.float32), range(2, t - bare, 2)
    for i in insides:
        allowed[:, i] = -1e9
        allowed[i - 1, i] = allowed[i, i] = 0
    best = scores[:, 0].copy()
    best[:, list(insides)] = -1e9
    back = np.zeros((a, n, t), np.int64)
    for w in range(1, n):
        step = best[:, :, None] + allowed[None]
        back[:, w] = step.argmax(1)
        best = step.max(1) + scores[:, w]
    path = np.zeros((a, n), np.int64)
    path[:, -1] = best.argmax(1)
    for w in range(n - 1, 0, -1):
        path[:, w - 1] = back[np.arange(a), w, path[:, w]]
    return path


def best_tags(scores, bare=0):
    """The best legal tags of one sequence, (N, T) scores."""
    return viterbi(scores[None], bare)[0]


def role_spans(path, names):
    """(begin, end, role) from tag numbers."""
    tags = ["O" if p == 0 else ("B-" if p % 2 else "I-") + names[(p - 1) // 2] for p in path]
    return spans_of(tags)


def shares(scores):
    """The probabilities of the tags, row by row."""
    raised = np.exp(scores - scores.max(1, keepdims=True))
    return raised / raised.sum(1, keepdims=True)


def add_expected(scores, tags, spans, least):
    """The spans and those that words expect only together: (N, T) scores of the tags "O", "B-X", "I-X", ..., spans of decode, and the excess
    over a label's spans found that one more takes. As BioDecoder::add_expected of src/language/encoder/bio.h."""
    share, out = shares(scores), list(spans)
    taken = {word for begin, end, _ in spans for word in range(begin, end)}
    for tag in range(1, len(tags), 2):
        label = tags[tag][2:]
        missing = share[:, tag].sum() - sum(span[2] == label for span in spans)
        free = [word for word in range(len(scores)) if word not in taken]
        if not free or missing < least:
            continue
        begin = max(free, key=lambda word: share[word, tag])
        end = begin + 1
        while end < len(scores) and end not in taken and share[end, tag + 1] >= share[begin, tag] / 2:
            end += 1
        taken.update(range(begin, end))
        out.append((begin, end, label))
    return sorted(out)


def cycle_of(heads):
    """A cycle in the head list (0 = root, words from 1), or None."""
    color = [0] * len(heads)
    for start in range(1, len(heads)):
        path, i = [], start
        while i and not color[i]:
            color[i] = start
            path.append(i)
            i = heads[i]
        if i and color[i] == start and i in path:
            return path[path.index(i):]
    return None


def chu_liu(scores):
    """Maximum spanning arborescence; scores[i][j]: head j of i, node 0 the root; gives heads with heads[0] = 0."""
    n = len(scores)
    heads = [0] + [int(np.argmax(scores[i])) for i in range(1, n)]
    cycle = cycle_of(heads)
    if cycle is None:
        return heads
    outside = [i for i in range(n) if i not in set(cycle)]
    total = sum(scores[i][heads[i]] for i in cycle)
    size = len(outside) + 1
    small = np.full((size, size), -1e9)
    enter, leave = {}, {}
    for a, i in enumerate(outside):
        for b, j in enumerate(outside):
            small[a, b] = scores[i][j]
        values = [scores[i][j] for j in cycle]
        small[a, -1], leave[i] = max(values), cycle[int(np.argmax(values))]
        gains = [scores[c][i] - scores[c][heads[c]] + total for c in cycle]
        small[-1, a], enter[i] = max(gains), cycle[int(np.argmax(gains))]
    np.fill_diagonal(small, -1e9)
    found = chu_liu(small)
    out = list(heads)
    for a, i in enumerate(outside):
        if i:
            out[i] = leave[i] if found[a] == size - 1 else outside[found[a]]
    head = outside[found[-1]]
    out[enter[head]] = head
    return out


def tree(scores):
    """Heads of a sentence (0 = root) with exactly one root: scores (N, N + 1)."""
    n = len(scores)
    full = np.full((n + 1, n + 1), -1e9)
    full[1:] = scores
    np.fill_diagonal(full, -1e9)
    heads = chu_liu(full)
    roots = [i for i in range(1, n + 1) if heads[i] == 0]
    if len(roots) == 1:
        return heads[1:]
    best = None
    for root in sorted(range(1, n + 1), key=lambda i: -full[i, 0])[:5] if len(roots) > 1 else roots:
        forced = full.copy()
        forced[1:, 0] = -1e9
        forced[root] = -1e9
        forced[root, 0] = 0
        heads = chu_liu(forced)
        value = full[root, 0] + sum(full[i, heads[i]] for i in range(1, n + 1) if i != root)
        if best is None or value > best[0]:
            best = (value, heads)
    return best[1][1:]
