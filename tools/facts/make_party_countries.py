#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes lexicons/en/party_countries.tsv: how much each sign speaks for a country that a party without one of its own belongs to, or a place
lies in.

A conditional logit over the training gold: of the countries of a report and none, the gold one is to be the likeliest. Each party counts
once a report; signs that fewer than LEAST parties show have no row. Places have signs of their own ("in: ..."); rows of signs that nothing in
the file shows stay, so that either can be counted again alone.

    cmake --build build/release --target demarche-parties
    build/release/demarche-parties . < ../shared/gold/train.jsonl > signs.jsonl
    tools/facts/make_party_countries.py signs.jsonl [--held-out signs-of-dev.jsonl]
"""
import argparse
import collections
import json
import math
import pathlib

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
TABLE = ROOT / "lexicons/en/party_countries.tsv"
LEAST, STEPS, RATE = 6, 300, 0.05
SHRINK = {"party": 5.0, "place": 2.0}


def read(path):
    """[(candidates' signs, place of the gold one or None, countries)]."""
    out = []
    for line in open(path, encoding="utf-8"):
        party = json.loads(line)
        countries = [c["country"] for c in party["candidates"]]
        gold = countries.index(party["country"]) if party["country"] in countries else None
        out.append(([c["signs"] for c in party["candidates"]], gold, countries))
    return out


def scores(weights, candidates):
    return [sum(weights.get(sign, 0.0) * amount for sign, amount in signs.items()) for signs in candidates]


def is_place(party):
    return next(iter(party[0][0])).startswith("in: ")


def fit(parties, shrink):
    """Weights by Adam on the whole set: few parties, no chance."""
    shown = collections.Counter(sign for candidates, _, _ in parties for sign in {s for signs in candidates for s in signs})
    weights = {sign: 0.0 for sign, count in sorted(shown.items()) if count >= LEAST}
    mean, square = dict.fromkeys(weights, 0.0), dict.fromkeys(weights, 0.0)
    for step in range(1, STEPS + 1):
        slope = {sign: shrink * weight for sign, weight in weights.items()}
        for candidates, gold, _ in parties:
            if gold is None:
                continue
            values = scores(weights, candidates)
            top = max(values)
            shares = [math.exp(v - top) for v in values]
            total = sum(shares)
            for at, signs in enumerate(candidates):
                off = shares[at] / total - (at == gold)
                for sign, amount in signs.items():
                    if sign in slope:
                        slope[sign] += off * amount
        for sign in weights:
            mean[sign] = 0.9 * mean[sign] + 0.1 * slope[sign]
            square[sign] = 0.99 * square[sign] + 0.01 * slope[sign] ** 2
            weights[sign] -= RATE * (mean[sign] / (1 - 0.9 ** step)) / (math.sqrt(square[sign] / (1 - 0.99 ** step)) + 1e-8)
    return weights


def right(weights, parties):
    """Share of the parties that get their gold country."""
    hits = 0
    for candidates, gold, _ in parties:
        values = scores(weights, candidates)
        hits += gold is not None and values[gold] == max(values)
    return hits / max(len(parties), 1)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("signs"), parser.add_argument("--held-out", nargs="*", default=[])
    args = parser.parse_args()
    parties = read(args.signs)
    rows = dict(line.rstrip("\n").split("\t") for line in open(TABLE, encoding="utf-8") if not line.startswith("#"))
    for kind, shrink in SHRINK.items():
        chosen = [party for party in parties if is_place(party) == (kind == "place")]
        if not chosen:
            continue
        weights = fit(chosen, shrink)
        rows.update((sign, f"{weight:.3f}") for sign, weight in weights.items())
        print(f"{args.signs}: {kind}, {len(chosen)}, right {100 * right(weights, chosen):.1f}")
        for path in args.held_out:
            held_out = [party for party in read(path) if is_place(party) == (kind == "place")]
            print(f"{path}: {kind}, {len(held_out)}, right {100 * right(weights, held_out):.1f}")
    with open(TABLE, "w", encoding="utf-8", newline="\n") as out:
        out.write("#sign\tweight\n"
                  "# How much each sign speaks for a country that a party without one of its own belongs to, or a place lies in (in:). Counted\n"
                  "# over the training gold by tools/facts/make_party_countries.py (signs and weights only). CC0 1.0.\n")
        for sign, weight in sorted(rows.items()):
            out.write(f"{sign}\t{weight}\n")


if __name__ == "__main__":
    main()
