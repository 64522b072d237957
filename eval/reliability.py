#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Does 0.8 mean 80 %? Confidence of statements and events against how often they are right, on the development gold.

    eval/reliability.py [--program build/release/demarche] [--shared ../shared]

A statement is right when it is attributed, an event when it is typed, as ledger_score.py says. Writes eval/reliability.svg and prints the
bins and the expected calibration error (the mean gap, weighted by how many records a bin holds). Exit 77 where the gold is not here.
"""
import argparse
import importlib.util
import json
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
BINS, SKIPPED = 10, 77


def load_scorer(shared):
    spec = importlib.util.spec_from_file_location("ledger_score", shared / "tools/ledger_score.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def findings(program, path):
    keys = ("id", "date", "title", "source", "text")
    gold = [json.loads(line) for line in open(path, encoding="utf8")]
    reports = "".join(json.dumps({k: g.get(k, "") for k in keys}) + "\n" for g in gold)
    out = subprocess.run([program, "extract", "-", "--as", "jsonl", "--jsonl"], input=reports.encode(), capture_output=True, check=True).stdout
    return gold, {r["id"]: r for r in map(json.loads, out.decode().splitlines())}


def pairs(scorer, gold, system):
    """[(score, right)] of the system's records, kept one by one: a record is right if leaving it out loses a hit."""
    out = {"statements": [], "events": []}
    for g in gold:
        s = system.get(g["id"])
        for kind, key in (("statements", "attributed"), ("events", "typed")):
            whole = scorer.score_report(g, s)[key] if s else 0
            for i, record in enumerate(s[kind] if s else []):
                less = {**s, kind: s[kind][:i] + s[kind][i + 1:]}
                out[kind].append((record["score"], scorer.score_report(g, less)[key] < whole))
    return out


def bins_of(found):
    """[(mean score, share right, records)]"""
    out = []
    for b in range(BINS):
        inside = [(score, right) for score, right in found if b <= min(score * BINS, BINS - 1e-9) < b + 1]
        if inside:
            out.append((sum(s for s, _ in inside) / len(inside), sum(r for _, r in inside) / len(inside), len(inside)))
    return out


def error(bins):
    total = sum(n for _, _, n in bins)
    return sum(abs(score - right) * n for score, right, n in bins) / total if total else 0.0


def svg(panels):
    size, gap, parts = 240, 60, []
    for number, (title, bins) in enumerate(panels.items()):
        x0 = 50 + number * (size + gap)
        most = max((n for _, _, n in bins), default=1)
        parts.append(f'<g transform="translate({x0} 40)"><text x="0" y="-14" font-size="14">{title}: mean gap {100 * error(bins):.1f} points</text>'
                     f'<path d="M0 0V{size}H{size}" fill="none" stroke="#525A66"/><path d="M0 {size}L{size} 0" stroke="#A6AEBA" stroke-dasharray="4 4"/>')
        for score, right, n in bins:
            radius = 3 + 9 * (n / most) ** 0.5
            parts.append(f'<circle cx="{size * score:.1f}" cy="{size * (1 - right):.1f}" r="{radius:.1f}" fill="#0A477F" fill-opacity=".75">'
                         f'<title>{n} records, score {score:.2f}, right {right:.2f}</title></circle>')
        for tick in (0, 0.5, 1):
            parts.append(f'<text x="{size * tick:.0f}" y="{size + 18}" font-size="11" text-anchor="middle">{tick:g}</text>'
                         f'<text x="-8" y="{size * (1 - tick) + 4:.0f}" font-size="11" text-anchor="end">{tick:g}</text>')
        parts.append(f'<text x="{size / 2}" y="{size + 36}" font-size="12" text-anchor="middle">confidence</text></g>')
    width = 50 + len(panels) * (size + gap)
    return (f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{size + 90}" font-family="sans-serif" fill="#1B1F24">'
            f'<rect width="{width}" height="{size + 90}" fill="#fff"/>' + "".join(parts) + "</svg>\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", default=ROOT / "build/release/demarche", type=pathlib.Path)
    parser.add_argument("--shared", default=ROOT.parent / "shared", type=pathlib.Path)
    args = parser.parse_args()
    if not args.shared.is_dir():
        print(f"left out: no {args.shared}")
        return SKIPPED
    scorer, found = load_scorer(args.shared), {"statements": [], "events": []}
    for name in ("dev", "dev-long"):
        for kind, values in pairs(scorer, *findings(args.program.resolve(), args.shared / f"gold/{name}.jsonl")).items():
            found[kind] += values
    panels = {kind: bins_of(values) for kind, values in found.items()}
    for kind, bins in panels.items():
        print(f"{kind}: {len(found[kind])} records, mean gap {100 * error(bins):.1f} points")
        for score, right, n in bins:
            print(f"  confidence {score:.2f}  right {right:.2f}  of {n}")
    (ROOT / "eval/reliability.svg").write_text(svg(panels), encoding="utf8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
