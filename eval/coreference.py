# SPDX-License-Identifier: Apache-2.0
"""Scores of a partition of mentions against the true one: MUC (Vilain et al. 1995), B-cubed (Bagga and Baldwin 1998), CEAF-e
(Luo 2005), and their mean, the CoNLL F1. Both partitions hold the same mentions. Checked by tests/cli/test_coreference.py."""


def f1(precision, recall):
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def where(groups):
    return {mention: number for number, group in enumerate(groups) for mention in group}


def muc_part(groups, others):
    """Links of `groups` that `others` keep, of all."""
    place = where(others)
    kept = sum(len(group) - len({place[mention] for mention in group}) for group in groups)
    total = sum(len(group) - 1 for group in groups)
    return kept / total if total else 0.0


def b3_part(groups, others):
    place = where(others)
    total = sum(len(group) for group in groups)
    correct = 0.0
    for group in groups:
        counts = {}
        for mention in group:
            counts[place[mention]] = counts.get(place[mention], 0) + 1
        correct += sum(count * count for count in counts.values()) / len(group)
    return correct / total if total else 0.0


def assignment(rows, columns, weight):
    """Greatest sum of weights when each row gets at most one column (Hungarian algorithm; weights of absent pairs are 0)."""
    size = max(rows, columns)
    cost = [[-weight.get((r, c), 0.0) for c in range(size)] for r in range(size)]
    u, v, match = [0.0] * (size + 1), [0.0] * (size + 1), [0] * (size + 1)
    for row in range(1, size + 1):
        match[0], column = row, 0
        least, way, used = [float("inf")] * (size + 1), [0] * (size + 1), [False] * (size + 1)
        while True:
            used[column] = True
            best, delta, following = match[column], float("inf"), 0
            for c in range(1, size + 1):
                if used[c]:
                    continue
                reduced = cost[best - 1][c - 1] - u[best] - v[c]
                if reduced < least[c]:
                    least[c], way[c] = reduced, column
                if least[c] < delta:
                    delta, following = least[c], c
            for c in range(size + 1):
                if used[c]:
                    u[match[c]] += delta
                    v[c] -= delta
                else:
                    least[c] -= delta
            column = following
            if match[column] == 0:
                break
        while column:
            match[column] = match[way[column]]
            column = way[column]
    return sum(weight.get((match[c] - 1, c - 1), 0.0) for c in range(1, size + 1))


def components(pairs):
    """Groups of rows and columns that share pairs: the assignment falls apart into these."""
    parent = {}

    def root(item):
        while parent.setdefault(item, item) != item:
            item = parent[item] = parent[parent[item]]
        return item

    for row, column in pairs:
        parent[root(("r", row))] = root(("c", column))
    groups = {}
    for row, column in pairs:
        groups.setdefault(root(("r", row)), []).append((row, column))
    return groups.values()


def ceafe(gold, system):
    place = where(system)
    similarity = {}
    for number, group in enumerate(gold):
        counts = {}
        for mention in group:
            counts[place[mention]] = counts.get(place[mention], 0) + 1
        for other, count in counts.items():
            similarity[number, other] = 2 * count / (len(group) + len(system[other]))
    best = 0.0
    for pairs in components(similarity):
        rows = {row: i for i, row in enumerate(sorted({row for row, _ in pairs}))}
        columns = {column: i for i, column in enumerate(sorted({column for _, column in pairs}))}
        best += assignment(len(rows), len(columns), {(rows[r], columns[c]): similarity[r, c] for r, c in pairs})
    return f1(best / len(system), best / len(gold))


def scores(gold, system):
    muc = f1(muc_part(system, gold), muc_part(gold, system))
    b3 = f1(b3_part(system, gold), b3_part(gold, system))
    entity = ceafe(gold, system)
    return {"muc": muc, "b3": b3, "ceafe": entity, "conll": (muc + b3 + entity) / 3}
