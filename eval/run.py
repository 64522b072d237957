#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Accuracy against gold data, from raw text, with the program as people run it: prints the table, compares it with floors.toml,
and writes it to eval/README.md.

    eval/run.py [--program build/release/demarche] [--shared ../shared] [--only ewt,dev] [--no-table]

Exit: 0 all floors held, 1 some not, 77 left out because the gold data are not here. What the sets are: eval/README.md.
"""
import argparse
import datetime
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time
import tomllib

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
import merging  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parent.parent
README = ROOT / "eval/README.md"
MODEL = ROOT / "models/reader-en.dmm"
SKIPPED = 77
BEGIN, END = "<!-- table: written by eval/run.py -->", "<!-- end of table -->"

SETS = {
    "ewt": "UD English EWT dev",
    "names": "Universal NER on EWT dev",
    "seed": "seed report",
    "dev": "own gold, dev",
    "dev-long": "own gold, dev-long",
    "items": "annotations held out, current events",
    "articles": "annotations held out, whole reports",
    "polnear": "PolNeAR dev",
    "plv": "PLV, training part (not trained on)",
    "merging": "merging, pairs in current events",
}
# Set -> (measure, how the table calls it), in the order of the table.
MEASURES = {
    "ewt": [("tokens", "tokens F1"), ("sentences", "sentences F1"), ("upos", "UPOS"), ("xpos", "XPOS"), ("lemmas", "lemmas"),
            ("uas", "UAS"), ("las", "LAS")],
    "names": [("f1", "names F1 (PER ORG LOC)")],
    "polnear": [("attr", "attributions F1"), ("exact.source", "exact source F1"), ("exact.cue", "exact cue F1"),
                ("exact.content", "exact content F1")],
    "plv": [("linked", "pairs linked"), ("accuracy", "accuracy, end to end"), ("macro", "macro-F1 of categories"),
            ("quad", "accuracy of the quad class")],
}
MEASURES["merging"] = [("fit_precision", "pairs it was fitted on: precision"), ("fit_recall", "same: recall"),
                       ("blind_precision", "pairs drawn later: precision"), ("blind_recall", "same: recall")]
LEDGER = [("content_f1", "statement content F1"), ("attributed_f1", "statements attributed F1"), ("resolved", "speaker resolved"),
          ("chain_f1", "chains F1"), ("located_f1", "events located F1"), ("typed_f1", "events typed F1"), ("quad_f1", "quad class F1"),
          ("coded_f1", "events coded F1"), ("status", "status"), ("unreal_as_real", "unreal taken for real (lower is better)"),
          ("date", "date"), ("place", "place")]
for ledger_set in ("seed", "dev", "dev-long", "items", "articles"):
    MEASURES[ledger_set] = LEDGER


class Evaluation:
    def __init__(self, program, shared, folder):
        self.program, self.shared, self.folder = program, shared, folder

    def run(self, *command, output=None):
        """Runs a command; its standard output goes to `output` or is returned. A failure ends the evaluation."""
        result = subprocess.run([str(part) for part in command], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        if result.returncode != 0:
            sys.stderr.write(result.stderr.decode(errors="replace") + result.stdout.decode(errors="replace")[-2000:])
            raise SystemExit(f"failed with exit {result.returncode}: {' '.join(map(str, command))}")
        if output:
            pathlib.Path(output).write_bytes(result.stdout)
        return result.stdout.decode()

    def score(self, tool, *arguments):
        return self.run(sys.executable, self.shared / "tools" / tool, *arguments)

    def parse_and_score(self, tool, gold, name):
        raw, system = self.folder / f"{name}.txt", self.folder / f"{name}.conllu"
        raw.write_text(self.score(tool, "text", gold), encoding="utf8")
        self.run(self.program, "parse", "--conllu", raw, output=system)
        return self.score(tool, "score", gold, system)

    def ewt(self):
        out = self.parse_and_score("conllu_score.py", self.shared / "data/treebank/ewt-dev.conllu", "ewt")
        return {key: float(value) for key, value in re.findall(r"^(\w+)\s+([\d.]+)$", out, re.MULTILINE)}

    def names(self):
        out = self.parse_and_score("names_score.py", self.shared / "data/names/uner-ewt/en_ewt-ud-dev.iob2", "names")
        return {"f1": float(re.search(r"^f1\s+([\d.]+)", out, re.MULTILINE).group(1))}

    def findings(self, name, *inputs):
        system = self.folder / f"{name}.findings.jsonl"
        self.run(self.program, "extract", *inputs, "--jsonl", output=system)
        return system

    def ledger(self, name, gold, *inputs):
        result = self.folder / f"{name}.json"
        self.score("ledger_score.py", gold, self.findings(name, *inputs), "--boot", "0", "--json", result)
        return {key: value for key, value in json.loads(result.read_text()).items() if isinstance(value, float)}

    def seed(self):
        return self.ledger("seed", self.shared / "seed/gold.jsonl", *sorted((self.shared / "seed").glob("*.txt")))

    def held_out(self, name):
        """Gold of what this project annotated and trains nothing on: items, or whole reports."""
        gold = self.folder / f"{name}.gold.jsonl"
        os.environ.update(DEMARCHE_SHARED=str(self.shared.resolve()), PYTHONPATH=str(ROOT))
        found = self.run(sys.executable, "-B", "-m", "training.annotations", "held-out")
        lines = [line for line in found.splitlines(True) if (json.loads(line)["id"].startswith("wcep/")) == (name == "items")]
        gold.write_text("".join(lines), encoding="utf8")
        return self.own_gold(name, gold)

    def own_gold(self, name, gold=None):
        gold, reports = gold or self.shared / f"gold/{name}.jsonl", self.folder / f"{name}.reports.jsonl"
        with open(gold, encoding="utf8") as lines, open(reports, "w", encoding="utf8") as out:
            for record in map(json.loads, lines):  # the program gets the reports, not the answers
                out.write(json.dumps({key: record.get(key, "") for key in ("id", "date", "title", "source", "text")}) + "\n")
        return self.ledger(name, gold, reports)

    def polnear(self):
        data, reports, system = self.shared / "data/attribution/polnear", self.folder / "polnear.jsonl", self.folder / "polnear.system"
        reports.write_text(self.score("polnear_io.py", "input", data, "dev"), encoding="utf8")
        system.write_text(self.score("polnear_io.py", "system", self.findings("polnear", reports)), encoding="utf8")
        result = self.folder / "polnear.json"
        self.score("polnear_score.py", "score", data, "dev", system, "--json", result)
        return {key: 100 * value["F1"] for key, value in json.loads(result.read_text()).items()}

    def plv(self):
        data, reports = self.shared / "data/events/plv-train.tsv", self.folder / "plv.jsonl"
        reports.write_text(self.score("plv_score.py", "input", data), encoding="utf8")
        line = self.score("plv_score.py", "score", data, self.findings("plv", reports)).split("\n")[0]
        found = re.search(r"linked ([\d.]+)  accuracy ([\d.]+) .*macro-F1 ([\d.]+) .*quad accuracy ([\d.]+)", line)
        return dict(zip(("linked", "accuracy", "macro", "quad"), map(float, found.groups())))

    def merging(self):
        parts = merging.measure(self.program, self.shared / "data/text/wcep-events.jsonl.xz")
        return {f"{part}_{key}": values[key] for part, values in parts.items() for key in ("precision", "recall")}

    def measure(self, name):
        if name in ("items", "articles"):
            return self.held_out(name)
        return self.own_gold(name) if name in ("dev", "dev-long") else getattr(self, name)()


def rows_of(results, floors):
    """(set, measure, value, floor or None, held)"""
    for name, values in results.items():
        for key, title in MEASURES[name]:
            if key in values:
                floor = floors.get(name, {}).get(key)
                yield SETS[name], title, values[key], floor, floor is None or values[key] >= floor


def markdown(rows, program):
    version = subprocess.run([program, "version"], capture_output=True, text=True).stdout
    model = re.search(r"^\s*model\s+(.+) ([0-9a-f]{12})[0-9a-f]*$", version, re.MULTILINE)
    lines = [BEGIN, "", f"{datetime.date.today().isoformat()}, {version.split(chr(10))[0]}, model {model.group(1)} (`{model.group(2)}`)", "",
             "| set | measure | value | floor |", "|---|---|---:|---:|"]
    before = None
    for name, title, value, floor, held in rows:
        shown = "" if floor is None else f"{floor:.1f}" + ("" if held else " **missed**")
        lines.append(f"| {name if name != before else ''} | {title} | {value:.1f} | {shown} |")
        before = name
    return "\n".join(lines + ["", END])


def write_table(table):
    text = README.read_text(encoding="utf8")
    README.write_text(text[:text.index(BEGIN)] + table + text[text.index(END) + len(END):], encoding="utf8")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", default=ROOT / "build/release/demarche", type=pathlib.Path)
    parser.add_argument("--shared", default=ROOT.parent / "shared", type=pathlib.Path)
    parser.add_argument("--only", default=",".join(SETS), help="sets, separated by commas")
    parser.add_argument("--no-table", action="store_true", help="leave eval/README.md as it is")
    args = parser.parse_args()
    if not args.shared.is_dir() or not MODEL.exists():
        print(f"left out: no {args.shared if MODEL.exists() else MODEL}")
        return SKIPPED
    floors = tomllib.loads((ROOT / "eval/floors.toml").read_text(encoding="utf8"))
    results, program = {}, os.path.abspath(args.program)
    with tempfile.TemporaryDirectory() as folder:
        evaluation = Evaluation(program, args.shared.resolve(), pathlib.Path(folder))
        for name in args.only.split(","):
            if name not in SETS:
                raise SystemExit(f"no such set: {name}; there are {', '.join(SETS)}")
            started = time.monotonic()
            results[name] = evaluation.measure(name)
            print(f"{name}: {time.monotonic() - started:.1f} s", file=sys.stderr)
    rows = list(rows_of(results, floors))
    for name, title, value, floor, held in rows:
        print(f"{name:26s} {title:40s} {value:6.1f}" + ("" if floor is None else f"   floor {floor:5.1f}" + ("" if held else "  MISSED")))
    if not args.no_table and set(results) == set(SETS):
        write_table(markdown(rows, program))
    missed = [title for _, title, _, _, held in rows if not held]
    print(f"floors: {len(missed)} missed" + (": " + ", ".join(missed) if missed else ""))
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
