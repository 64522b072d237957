#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A document that matters is read by a test: paths named in the papers exist, ARCHITECTURE.md covers src/ and stays short,
links lead somewhere, and the commands of README.md and docs/manual/ are commands the program and ./dev have.

    check_docs.py [ROOT] [--program PROGRAM]     with a built program, flags are checked against its --help
"""
import argparse
import os
import pathlib
import re
import subprocess
import sys

MAX_ARCHITECTURE = 250
TOPS = ("src", "apps", "cmake", "docs", "eval", "examples", "fuzz", "bench", "lexicons", "models", "schema", "tests", "tools", "training")
VERBS = set("read extract parse query count search export get show explain link serve audit doctor completion version help".split())
CODE_SPAN = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"(?<!\!)\[[^\]]*\]\(([^)\s]+)\)|!\[[^\]]*\]\(([^)\s]+)\)")
FENCE = re.compile(r"^```[^\n]*\n(.*?)^```", re.MULTILINE | re.DOTALL)


def papers(root):
    found = [root / n for n in ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md")]
    found += sorted((root / "docs").rglob("*.md")) + [root / "eval/README.md", root / "fuzz/README.md"]
    return [p for p in found if p.exists()]


def named_paths(text):
    """Paths in code spans: they start with a folder of the repository and hold no blank, glob or placeholder."""
    for match in CODE_SPAN.finditer(FENCE.sub("", text)):
        word = match.group(1).strip()
        if re.fullmatch(r"[\w.\-/]+", word) and word.split("/")[0] in TOPS and "/" in word:
            yield word


def check_paths(root, paper, text, problems):
    for path in named_paths(text):
        stem = root / path.rstrip("/")
        if not stem.exists() and not list(stem.parent.glob(stem.name + ".*")):
            problems.append(f"{paper}: names {path}, which does not exist")


def check_links(root, paper, text, problems):
    for match in LINK.finditer(FENCE.sub("", text)):
        target = (match.group(1) or match.group(2)).split("#")[0]
        if not target or re.match(r"[a-z]+:", target):
            continue
        if not (root / paper).parent.joinpath(target).exists():
            problems.append(f"{paper}: links to {target}, which does not exist")


def check_architecture(root, problems):
    text = (root / "ARCHITECTURE.md").read_text(encoding="utf8")
    lines = text.count("\n")
    if lines > MAX_ARCHITECTURE:
        problems.append(f"ARCHITECTURE.md: {lines} lines (at most {MAX_ARCHITECTURE})")
    for folder in sorted(p.name for p in (root / "src").iterdir() if (p / "CMakeLists.txt").exists()):
        if f"`src/{folder}" not in text:
            problems.append(f"ARCHITECTURE.md: does not mention src/{folder}")


def check_errors(root, problems):
    """Every name of an error that the program can print stands in the manual."""
    source, manual = root / "src/base/error.cc", root / "docs/manual/command-line.md"
    if source.exists() and manual.exists():
        text = manual.read_text(encoding="utf8")
        for slug in re.findall(r'return "([a-z-]+)";', source.read_text(encoding="utf8")):
            if f"`{slug}`" not in text:
                problems.append(f"docs/manual/command-line.md: says nothing of {slug}")


def check_comments(root, problems):
    """A comment that sends its reader to a paper names one that exists."""
    for top in ("src", "apps", "bench", "fuzz", "schema", "cmake", "training", "tools"):
        for path in sorted(p for p in (root / top).rglob("*") if p.suffix in (".h", ".cc", ".sql", ".py", ".cmake", ".txt")):
            for paper in re.findall(r"\bdocs/[\w/.-]+\.md\b", path.read_text(encoding="utf8", errors="replace")):
                if not (root / paper).exists():
                    problems.append(f"{path.relative_to(root)}: names {paper}, which does not exist")


def commands(text):
    """Lines of fenced blocks that a reader types: `$ demarche ...`, or a line that starts with it; continuation lines joined."""
    for block in FENCE.findall(text):
        for line in block.replace("\\\n", " ").split("\n"):
            line = re.sub(r"\s+#.*", "", line.strip().removeprefix("$ "))
            line = re.sub(r"^(?:\./)?build/release/demarche\b", "demarche", line)
            if re.match(r"(demarche|\./dev)\s", line + " "):
                yield line


def help_of(program, verb, cache={}):
    if verb not in cache:
        run = subprocess.run([program, verb, "--help"], capture_output=True, text=True, env={**os.environ, "NO_COLOR": "1"})
        cache[verb] = run.stdout + run.stderr if run.returncode == 0 else None
    return cache[verb]


def check_commands(root, paper, text, program, problems):
    dev = (root / "dev").read_text(encoding="utf8")
    for line in commands(text):
        words = line.split()
        verb = words[1] if len(words) > 1 else ""
        if words[0] == "./dev":
            if verb and f"do_{verb}()" not in dev:
                problems.append(f"{paper}: ./dev has no verb {verb}")
            continue
        if verb.startswith("-") or not verb:
            continue
        if verb not in VERBS:
            problems.append(f"{paper}: demarche has no verb {verb!r} ({line})")
        elif program and verb != "help":
            text_of_help = help_of(program, verb)
            if text_of_help is None:
                problems.append(f"{paper}: demarche {verb} --help fails")
                continue
            for flag in re.findall(r"(?<!\S)(--[a-z][\w-]*)", line.split("|")[0]):
                if flag not in text_of_help and flag not in (help_of(program, "") or ""):
                    problems.append(f"{paper}: demarche {verb} has no {flag} ({line})")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("root", nargs="?", default=pathlib.Path(__file__).resolve().parent.parent, type=pathlib.Path)
    parser.add_argument("--program", help="the built program")
    args = parser.parse_args()
    root, problems = args.root.resolve(), []
    program = os.path.abspath(args.program) if args.program and os.path.exists(args.program) else None
    check_architecture(root, problems)
    check_errors(root, problems)
    check_comments(root, problems)
    for path in papers(root):
        paper, text = str(path.relative_to(root)), path.read_text(encoding="utf8")
        if not paper.startswith("docs/decisions"):  # a decision speaks of its day
            check_paths(root, paper, text, problems)
        check_links(root, paper, text, problems)
        if paper == "README.md" or paper.startswith("docs/manual"):
            check_commands(root, paper, text, program, problems)
    for problem in problems:
        print(problem)
    print(f"docs: {len(papers(root))} papers, {len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
