#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Golden cases: reads each case of tests/cases/**/*.case with the built program and compares the findings, line by line, with
what the case expects. The form of a case is docs/formats/case.md.

    run_cases.py --program build/dev/demarche [--bless] [FILES OR FOLDERS...]

--bless writes what the program finds now into the files; the difference is then reviewed as a change of meaning.
Exit: 0 all as expected, 1 differences, 77 left out because there is no model file.
"""
import argparse
import dataclasses
import difflib
import json
import os
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
MODEL = ROOT / "models/reader-en.dmm"
SKIPPED = 77
OPTIONS = {"published", "title", "source", "layers", "wrong", "format"}
SUFFIX = {"text": ".txt", "html": ".html", "jsonl": ".jsonl"}
LAYERS = {"statements": "s", "events": "e"}


@dataclasses.dataclass
class Case:
    title: str
    line: int
    options: dict
    text: str
    expected: list


def parse(path):
    """The cases of a file. Refuses what it does not understand, naming file and line."""
    cases, state = [], None
    for number, line in enumerate(path.read_text(encoding="utf8").split("\n"), 1):
        where = f"{path}:{number}"
        if line.startswith("=== "):
            cases.append(Case(line[4:].strip(), number, {}, "", []))
            state = "options"
        elif state is None:
            if line.strip() and not line.startswith("#"):
                raise SystemExit(f"{where}: text before the first ===")
        elif state == "options" and line.startswith(":"):
            name, _, value = line[1:].partition(" ")
            if name not in OPTIONS:
                raise SystemExit(f"{where}: no such option :{name}; there are {', '.join(sorted(OPTIONS))}")
            cases[-1].options[name] = value.strip()
        elif line == "---" and state in ("options", "text"):
            state = "expected"
        elif state in ("options", "text"):
            state = "text"
            cases[-1].text += line + "\n"
        elif line.strip():
            cases[-1].expected.append(line)
    for case in cases:
        case.text = case.text.strip("\n")
        if not case.text:
            raise SystemExit(f"{path}:{case.line}: a case without text")
    return cases


def render(cases):
    out = []
    for case in cases:
        options = "".join(f":{name} {value}\n" for name, value in case.options.items())
        expected = "".join(line + "\n" for line in case.expected)
        out.append(f"=== {case.title}\n{options}{case.text}\n---\n{expected}")
    return "\n".join(out)


def find(program, case, folder):
    """What the program finds in the case's text, the lines of the layers that the case speaks of."""
    kind = case.options.get("format", "json")
    if kind == "json":
        # As a record, so that the text is kept character for character and the date stands beside it.
        path = folder / "case.jsonl"
        record = {"id": "case", "date": case.options.get("published", ""), "title": case.options.get("title", ""),
                  "source": case.options.get("source", ""), "text": case.text}
        path.write_text(json.dumps(record, ensure_ascii=False) + "\n", encoding="utf8")
    else:
        path = folder / ("case" + SUFFIX[kind])
        path.write_text(case.text + "\n", encoding="utf8")
    run = subprocess.run([program, "extract", str(path), "--case"], capture_output=True, text=True, encoding="utf8",
                         env={**os.environ, "NO_COLOR": "1"})
    if run.returncode != 0:
        return [f"exit {run.returncode}"] + run.stderr.strip().split("\n")
    layers = [LAYERS[name.strip()] for name in case.options.get("layers", "statements, events").split(",")]
    return [line for line in run.stdout.split("\n") if line[:1] in layers]


def collect(names):
    files = []
    for name in map(pathlib.Path, names):
        files += sorted(name.rglob("*.case")) if name.is_dir() else [name]
    return files


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", default=[ROOT / "tests/cases"])
    parser.add_argument("--program", default=str(ROOT / "build/release/demarche"))
    parser.add_argument("--bless", action="store_true")
    args = parser.parse_args()
    if not MODEL.exists():
        print(f"left out: no {MODEL.relative_to(ROOT)}; ./dev train makes it")
        return SKIPPED
    if args.bless and os.environ.get("CI"):
        raise SystemExit("a machine does not bless: run this by hand and review the difference")
    total, wrong = 0, 0
    with tempfile.TemporaryDirectory() as folder:
        for path in collect(args.files):
            cases = parse(path)
            for case in cases:
                total += 1
                found = find(os.path.abspath(args.program), case, pathlib.Path(folder))
                if found == case.expected:
                    continue
                wrong += 1
                print(f"{path}:{case.line}: {case.title}")
                for line in difflib.unified_diff(case.expected, found, "expected", "found", lineterm="", n=9):
                    print("  " + line)
                case.expected = found
            if args.bless:
                path.write_text(render(cases), encoding="utf8")
    if args.bless:
        print(f"cases: {total}, {wrong} blessed; review the difference")
        return 0
    print(f"cases: {total}, {wrong} not as expected")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
