#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""House rules that a program can see: license line, length, white space, size, loose ends.

    check_style.py [ROOT]

Looks at the files git would commit, or, where there is no git, at all but build folders. Length over 400 lines is a warning,
over 600 an error in the program; everything else is an error.
"""
import pathlib
import re
import subprocess
import sys

CODE = {".cc", ".h", ".py", ".sh", ".cmake", ".sql"}
TEXT = CODE | {".md", ".txt", ".toml", ".tsv", ".case", ".json", ".yaml", ".yml", ".cff", ".lex", ".html", ".jsonl", ""}
NEED_LICENSE = {".cc", ".h", ".py", ".sh", ".cmake", ".sql"}
WARN_LINES, MAX_LINES = 400, 600
MAX_BYTES = 500_000
# Folders where content is data: foreign bytes on purpose, reports as they arrive, tables, weights.
DATA = ("fuzz/corpus/", "tests/data/", "examples/", "tests/cli/data/", "models/")
LARGE = ("models/", "lexicons/", "web/dist/")  # weights, tables and the atlas of the page (web/build.mjs has its budget) may be larger
LOOSE_END = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b(?!\(#\d+\))")

PRIVATE_PATH = re.compile(r"(?<![\w.])/(work|home|Users|root)/\w")


def list_files(root):
    try:
        listed = subprocess.run(["git", "-C", str(root), "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
                                capture_output=True, check=True).stdout.decode().split("\0")
        return [p for p in map(pathlib.PurePosixPath, sorted(set(listed) - {""})) if (root / p).is_file()]
    except (OSError, subprocess.CalledProcessError):
        skip = {"build", ".git", "__pycache__", "node_modules"}
        return [p.relative_to(root) for p in sorted(root.rglob("*")) if p.is_file()
                and not any(part in skip or part.startswith(".venv") for part in p.relative_to(root).parts)]


def check_file(root, place, errors, warnings):
    name = str(place)
    data = (root / place).read_bytes()
    if len(data) > MAX_BYTES and not name.startswith(LARGE):
        errors.append(f"{name}: {len(data)} bytes; files over {MAX_BYTES} belong to {' or '.join(LARGE)}")
    if name.startswith(DATA) or place.suffix not in TEXT:
        return
    try:
        text = data.decode("utf8")
    except UnicodeDecodeError as error:
        errors.append(f"{name}: not UTF-8 ({error.reason} at byte {error.start})")
        return
    lines = text.split("\n")
    script = place.suffix in CODE or place.name == "CMakeLists.txt" or text.startswith("#!")
    if (place.suffix in NEED_LICENSE or text.startswith("#!")) and data.strip():
        if not any("SPDX-License-Identifier:" in line for line in lines[:3]):
            errors.append(f"{name}:1: no SPDX-License-Identifier line")
    if script:
        if len(lines) > MAX_LINES and name.startswith(("src/", "apps/")):
            errors.append(f"{name}: {len(lines)} lines; split it (at most {MAX_LINES})")
        elif len(lines) > WARN_LINES:
            warnings.append(f"{name}: {len(lines)} lines; over {WARN_LINES} asks to be split")
    for number, line in enumerate(lines, 1):
        where = f"{name}:{number}"
        if script or place.suffix == ".md":
            if "\t" in line and place.suffix != ".md":
                errors.append(f"{where}: a tab")
            if line != line.rstrip():
                errors.append(f"{where}: white space at the end")
        if place.name in ("check_style.py", "test_checks.py"):
            continue
        if script and LOOSE_END.search(line):
            errors.append(f"{where}: a loose end without an issue; write TODO(#number)")
        if PRIVATE_PATH.search(line):
            errors.append(f"{where}: a path of somebody's machine")
    if text and not text.endswith("\n"):
        errors.append(f"{name}: no line break at the end")


def main():
    root = pathlib.Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else pathlib.Path(__file__).resolve().parent.parent
    errors, warnings = [], []
    files = list_files(root)
    for place in files:
        check_file(root, place, errors, warnings)
    for line in warnings:
        print(f"warning: {line}")
    for line in errors:
        print(line)
    print(f"style: {len(files)} files, {len(errors)} errors, {len(warnings)} warnings")
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main())
