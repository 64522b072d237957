#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The checks are checked: each must find the defect it is there for, in a small repository made on the spot."""
import contextlib
import io
import pathlib
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
import check_docs  # noqa: E402
import check_layers  # noqa: E402
import check_style  # noqa: E402
import run_cases  # noqa: E402


class Repository:
    def __init__(self, files):
        self.folder = tempfile.TemporaryDirectory()
        self.root = pathlib.Path(self.folder.name)
        for name, text in files.items():
            path = self.root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf8")

    def run(self, check):
        out, before = io.StringIO(), sys.argv
        sys.argv = ["check", str(self.root)]
        try:
            with contextlib.redirect_stdout(out):
                code = check.main()
        finally:
            sys.argv = before
        return code, out.getvalue()


SPDX = "// SPDX-License-Identifier: Apache-2.0\n"
MODULES = {
    "src/base/CMakeLists.txt": "demarche_module(base\n  SOURCES a.cc)\n",
    "src/base/a.cc": SPDX,
    "src/intake/CMakeLists.txt": "demarche_module(intake\n  SOURCES b.cc\n  NEEDS base)\n",
    "src/intake/b.cc": SPDX + '#include "base/a.h"\n',
    "src/language/CMakeLists.txt": "demarche_module(language\n  SOURCES c.cc\n  NEEDS base)\n",
    "src/language/c.cc": SPDX + '#include "base/a.h"\n',
}


class Layers(unittest.TestCase):
    def check(self, changes, expected):
        code, out = Repository({**MODULES, **changes}).run(check_layers)
        self.assertEqual(code, 1 if expected else 0, out)
        self.assertIn(expected, out)

    def test_a_clean_tree_passes(self):
        self.check({}, "")

    def test_an_upward_include_is_found(self):
        self.check({"src/base/a.cc": '#include "language/c.h"\n'}, "stands after base")

    def test_rooms_of_the_star_do_not_meet(self):
        self.check({"src/language/c.cc": '#include "base/a.h"\n#include "intake/b.h"\n'}, "not each other")

    def test_a_need_that_is_not_declared_is_found(self):
        self.check({"src/intake/CMakeLists.txt": "demarche_module(intake SOURCES b.cc)"}, "does not name")

    def test_a_need_that_is_not_used_is_found(self):
        self.check({"src/intake/b.cc": SPDX}, "which no file of the module includes")

    def test_a_library_belongs_to_its_files(self):
        self.check({"src/base/a.cc": "#include <sqlite3.h>\n"}, "belongs to")

    def test_a_source_outside_the_build_is_found(self):
        self.check({"src/base/d.cc": SPDX}, "not in SOURCES")


class Style(unittest.TestCase):
    def check(self, files, expected):
        code, out = Repository(files).run(check_style)
        self.assertEqual(code, 1 if expected else 0, out)
        self.assertIn(expected, out)

    def test_a_clean_file_passes(self):
        self.check({"src/a.cc": SPDX}, "")

    def test_defects_are_found(self):
        self.check({"src/a.cc": "int a;\n"}, "no SPDX")
        self.check({"src/a.cc": SPDX + "\tint a;\n"}, "a tab")
        self.check({"src/a.cc": SPDX + "int a; \n"}, "white space at the end")
        self.check({"src/a.cc": SPDX + "// TODO later\n"}, "loose end")
        self.check({"src/a.cc": SPDX + "int a;\n" * 700}, "split it")
        self.check({"src/a.cc": SPDX + "int a;"}, "no line break")
        self.check({"image.bin": "x" * 600_000}, "600000 bytes")

    def test_a_loose_end_with_its_issue_passes(self):
        self.check({"src/a.cc": SPDX + "// TODO(#12): later\n"}, "")


class Docs(unittest.TestCase):
    FILES = {"ARCHITECTURE.md": "The room `src/base` is first.\n", "README.md": "See `src/base/a.cc`.\n", "dev": "do_demo() {\n",
             "src/base/CMakeLists.txt": "", "src/base/a.cc": ""}

    def check(self, changes, expected):
        code, out = Repository({**self.FILES, **changes}).run(check_docs)
        self.assertEqual(code, 1 if expected else 0, out)
        self.assertIn(expected, out)

    def test_clean_papers_pass(self):
        self.check({}, "")

    def test_defects_are_found(self):
        self.check({"README.md": "See `src/base/gone.cc`.\n"}, "does not exist")
        self.check({"README.md": "See [this](docs/gone.md).\n"}, "links to docs/gone.md")
        self.check({"README.md": "```console\n$ ./dev fly\n```\n"}, "no verb fly")
        self.check({"README.md": "```console\n$ demarche fly x\n```\n"}, "no verb 'fly'")
        self.check({"ARCHITECTURE.md": "`src/base`\n" * 300}, "at most 250")
        self.check({"ARCHITECTURE.md": "Nothing.\n"}, "does not mention src/base")


class Cases(unittest.TestCase):
    TEXT = "=== one\n:published 2031-01-02\nWords.\n\nMore words.\n---\ns1 statement\n\n=== two\nWords.\n---\n"

    def test_a_file_survives_reading_and_writing(self):
        repository = Repository({"a.case": self.TEXT})
        cases = run_cases.parse(repository.root / "a.case")
        self.assertEqual([c.title for c in cases], ["one", "two"])
        self.assertEqual(cases[0].text, "Words.\n\nMore words.")
        self.assertEqual((cases[0].expected, cases[1].expected), (["s1 statement"], []))
        self.assertEqual(run_cases.render(cases), self.TEXT)

    def test_what_is_not_understood_is_refused(self):
        for text in ("words\n=== one\n", "=== one\n:color red\nWords\n---\n", "=== one\n---\n"):
            repository = Repository({"a.case": text})
            with self.assertRaises(SystemExit):
                run_cases.parse(repository.root / "a.case")


if __name__ == "__main__":
    unittest.main()
