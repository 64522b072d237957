#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The architecture as a test: each module includes only what its NEEDS line names, only modules before it on the data's way,
and each third-party library only from the files that stand for it.

    check_layers.py [ROOT]      ROOT is the repository, by default the folder above this one
"""
import fnmatch
import pathlib
import re
import sys

# The data's way. A module may include modules to its left only.
ORDER = ["base", "document", "intake", "language", "extraction", "linking", "ledger", "pipeline", "answers", "exchange", "service"]
# A star, not a chain: these know the document alone; the order between them is written in the pipeline.
STAR = {"intake", "language", "extraction"}

# Header -> the files that may include it. Everybody else uses what those files offer.
LIBRARIES = {
    "sqlite3.h": ["src/ledger/database*.cc", "src/ledger/database*.h", "tests/ledger/*"],
    "gumbo.h": ["src/intake/html*.cc", "src/intake/html*.h"],
    "oneapi/dnnl/*": ["src/language/encoder/*"],
    "hwy/*": ["src/language/encoder/*"],
    "unicode/*": ["src/base/unicode*.cc", "src/intake/charset*.cc", "src/language/encoder/characters.cc"],
    "openssl/*": ["src/base/digest.cc"],
    "CLI/*": ["apps/*"],
    "zlib.h": ["src/intake/decompress*.cc", "src/service/compress.cc"],
    "httplib.h": ["src/service/http_server.cc"],
    "lzma.h": ["src/intake/decompress*.cc"],
    "zstd.h": ["src/intake/decompress*.cc"],
    "gtest/*": [],
    "gmock/*": [],
    "benchmark/*": ["bench/*"],
}

# Tests may look behind any library.
TESTS = ["*_test.cc", "*/test_*.h", "tests/*"]

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]', re.MULTILINE)


def needs_of(cmake_text):
    """The words of NEEDS in demarche_module(...)."""
    call = re.search(r"demarche_module\((.*?)\)", cmake_text, re.DOTALL)
    lists, key = {}, None
    for word in re.sub(r"#.*", "", call.group(1)).split() if call else []:
        if word in ("SOURCES", "NEEDS", "LIBRARIES", "TESTS"):
            key = word
        elif key:
            lists.setdefault(key, []).append(word)
    return lists.get("NEEDS", [])


def includes_of(path):
    return INCLUDE.findall(path.read_text(encoding="utf8"))


def check_module(root, module, problems):
    folder = root / "src" / module
    cmake_text = (folder / "CMakeLists.txt").read_text(encoding="utf8")
    listed, built, used = needs_of(cmake_text), re.split(r"[\s()]+", cmake_text), {}
    for path in sorted(p for p in folder.rglob("*") if p.suffix in (".cc", ".h", ".inc")):
        place = path.relative_to(root)
        for _, header in includes_of(path):
            other = header.split("/")[0]
            if other not in ORDER or other == module:
                continue
            # A unit test may build its input with any module; what ships may not.
            if not path.name.endswith("_test.cc"):
                used.setdefault(other, place)
                if ORDER.index(other) > ORDER.index(module):
                    problems.append(f"{place}: includes {header}, which stands after {module} on the data's way")
                if module in STAR and other in STAR:
                    problems.append(f"{place}: includes {header}; {module} and {other} know the document, not each other")
        if path.suffix == ".cc" and str(path.relative_to(folder)) not in built:
            problems.append(f"{place}: not in src/{module}/CMakeLists.txt")
    for other, place in sorted(used.items()):
        if other not in listed:
            problems.append(f"{place}: includes {other}, which NEEDS of src/{module}/CMakeLists.txt does not name")
    for other in listed:
        if other not in used:
            problems.append(f"src/{module}/CMakeLists.txt: NEEDS {other}, which no file of the module includes")


def check_libraries(root, problems):
    for top in ("src", "apps", "bench", "fuzz", "tests"):
        for path in sorted(p for p in (root / top).rglob("*") if p.suffix in (".cc", ".h")):
            place = str(path.relative_to(root))
            for _, header in includes_of(path):
                for pattern, allowed in LIBRARIES.items():
                    if fnmatch.fnmatch(header, pattern) and not any(fnmatch.fnmatch(place, a) for a in allowed + TESTS):
                        problems.append(f"{place}: includes <{header}>, which belongs to {', '.join(allowed) or 'tests'} alone")


def main():
    root = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else __file__).resolve()
    root = root if len(sys.argv) > 1 else root.parent.parent
    problems = []
    modules = sorted(p.parent.name for p in (root / "src").glob("*/CMakeLists.txt"))
    for module in modules:
        if module not in ORDER:
            problems.append(f"src/{module}: not in the order of modules (tests/check_layers.py, ARCHITECTURE.md)")
        else:
            check_module(root, module, problems)
    check_libraries(root, problems)
    for problem in problems:
        print(problem)
    print(f"layers: {len(modules)} modules, {len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
