#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Merging of mentions in a ledger of real reports, on the pairs of eval/merging.tsv.

    eval/merging.py [--program build/release/demarche] [--shared ../shared]

Reads the reports of the pairs into a ledger and prints, for each part of the pairs: pairs of which both mentions were found, the share
of merged pairs that are one act (precision) and the share of such pairs that are merged (recall), in per cent, by the pairs' weights.
Exit 77 where the reports are not here.
"""
import argparse
import csv
import json
import lzma
import pathlib
import sqlite3
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
SKIPPED = 77
TRIGGERS = """SELECT report_view.name, char_begin, char_end, event_id FROM mention_view JOIN report_view USING (report_id)
JOIN finding ON finding.id = mention_id JOIN evidence ON evidence.finding_key = finding.finding_key AND role = 'trigger'"""


def pairs():
    """[(mention, mention, is one act, part, weight)], a mention as (report, begin, end)"""
    with open(ROOT / "eval/merging.tsv", encoding="utf8", newline="") as lines:
        rows = csv.reader((line for line in lines if not line.startswith("#")), delimiter="\t", quoting=csv.QUOTE_NONE)
        return [((r[0], int(r[1]), int(r[2])), (r[3], int(r[4]), int(r[5])), r[6] == "y", r[7], float(r[8])) for r in rows]


def write_reports(archive, names, path):
    with lzma.open(archive, "rt", encoding="utf8") as lines, open(path, "w", encoding="utf8") as out:
        for report in map(json.loads, lines):
            if report["id"] in names:
                out.write(json.dumps({key: report[key] for key in ("id", "date", "text")}) + "\n")


def events_of(ledger):
    """{report: [(begin, end, event)]}"""
    found = {}
    for name, begin, end, event in sqlite3.connect(ledger).execute(TRIGGERS):
        found.setdefault(name, []).append((begin, end, event))
    return found


def event_at(found, mention):
    name, begin, end = mention
    return next((event for b, e, event in found.get(name, []) if b < end and begin < e), None)


def measure(program, archive):
    """{part: {pairs, precision, recall}}"""
    judged = pairs()
    with tempfile.TemporaryDirectory() as folder:
        reports, ledger = pathlib.Path(folder) / "reports.jsonl", pathlib.Path(folder) / "ledger.db"
        write_reports(archive, {m[0] for pair in judged for m in pair[:2]}, reports)
        subprocess.run([program, "read", reports, "-l", ledger], check=True, capture_output=True)
        found = events_of(ledger)
    out = {}
    for part in sorted({pair[3] for pair in judged}):
        both = merged = right = same = 0.0
        for a, b, is_same, of, weight in judged:
            one, other = event_at(found, a), event_at(found, b)
            if of != part or one is None or other is None:
                continue
            both += 1
            merged += weight * (one == other)
            right += weight * (one == other and is_same)
            same += weight * is_same
        out[part] = {"pairs": both, "precision": 100 * right / max(merged, 1e-9), "recall": 100 * right / max(same, 1e-9)}
    return out


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", default=str(ROOT / "build/release/demarche"))
    parser.add_argument("--shared", default=ROOT.parent / "shared", type=pathlib.Path)
    arguments = parser.parse_args()
    archive = arguments.shared / "data/text/wcep-events.jsonl.xz"
    if not archive.is_file():
        print(f"merging.py: no {archive}", file=sys.stderr)
        return SKIPPED
    for part, values in measure(arguments.program, archive).items():
        print(f"{part:6s} pairs {values['pairs']:4.0f}   precision {values['precision']:5.1f}   recall {values['recall']:5.1f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
