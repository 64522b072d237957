#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The checks are checked: each must find the defect it is there for, in a small repository made on the spot."""
import contextlib
import io
import pathlib
import sys
import tempfile
import unittest

TESTS = pathlib.Path(__file__).resolve().parent.parent
sys.path[:0] = [str(TESTS), str(TESTS.parent / "tools")]
import check_docs  # noqa: E402
import check_layers  # noqa: E402
import check_style  # noqa: E402
import make_picture  # noqa: E402
import paste_output  # noqa: E402
import run_cases  # noqa: E402


class InRepository(unittest.TestCase):
    def make(self, files):
        """The root of a repository of these files, gone after the test."""
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        for name, text in files.items():
            path = pathlib.Path(folder.name) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf8")
        return pathlib.Path(folder.name)

    def expect(self, check, files, expected):
        """The check finds nothing, or, where something is expected, fails and says so."""
        out, before = io.StringIO(), sys.argv
        sys.argv = ["check", str(self.make(files))]
        try:
            with contextlib.redirect_stdout(out):
                code = check.main()
        finally:
            sys.argv = before
        self.assertEqual(code, 1 if expected else 0, out.getvalue())
        self.assertIn(expected, out.getvalue())


SPDX = "// SPDX-License-Identifier: Apache-2.0\n"
MODULES = {
    "src/base/CMakeLists.txt": "demarche_module(base\n  SOURCES a.cc)\n",
    "src/base/a.cc": SPDX,
    "src/intake/CMakeLists.txt": "demarche_module(intake\n  SOURCES b.cc\n  NEEDS base)\n",
    "src/intake/b.cc": SPDX + '#include "base/a.h"\n',
    "src/language/CMakeLists.txt": "demarche_module(language\n  SOURCES c.cc\n  NEEDS base)\n",
    "src/language/c.cc": SPDX + '#include "base/a.h"\n',
}


class Layers(InRepository):
    def check(self, changes, expected):
        self.expect(check_layers, {**MODULES, **changes}, expected)

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
        self.check({"src/base/d.cc": SPDX}, "not in src/base/CMakeLists.txt")


class Style(InRepository):
    def check(self, files, expected):
        self.expect(check_style, files, expected)

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


class Docs(InRepository):
    FILES = {"ARCHITECTURE.md": "The room `src/base` is first.\n", "README.md": "See `src/base/a.cc`.\n", "dev": "do_demo() {\n",
             "src/base/CMakeLists.txt": "", "src/base/a.cc": ""}

    def check(self, changes, expected):
        self.expect(check_docs, {**self.FILES, **changes}, expected)

    def test_clean_papers_pass(self):
        self.check({}, "")

    def test_defects_are_found(self):
        self.check({"README.md": "See `src/base/gone.cc`.\n"}, "does not exist")
        self.check({"README.md": "See [this](docs/gone.md).\n"}, "links to docs/gone.md")
        self.check({"README.md": "```console\n$ ./dev fly\n```\n"}, "no verb fly")
        self.check({"README.md": "```console\n$ demarche fly x\n```\n"}, "no verb 'fly'")
        self.check({"ARCHITECTURE.md": "`src/base`\n" * 300}, "at most 250")
        self.check({"ARCHITECTURE.md": "Nothing.\n"}, "does not mention src/base")


class Cases(InRepository):
    TEXT = "=== one\n:published 2031-01-02\nWords.\n\nMore words.\n---\ns1 statement\n\n=== two\nWords.\n---\n"

    def test_a_file_survives_reading_and_writing(self):
        cases = run_cases.parse(self.make({"a.case": self.TEXT}) / "a.case")
        self.assertEqual([c.title for c in cases], ["one", "two"])
        self.assertEqual(cases[0].text, "Words.\n\nMore words.")
        self.assertEqual((cases[0].expected, cases[1].expected), (["s1 statement"], []))
        self.assertEqual(run_cases.render(cases), self.TEXT)

    def test_what_is_not_understood_is_refused(self):
        for text in ("words\n=== one\n", "=== one\n:color red\nWords\n---\n", "=== one\n---\n"):
            root = self.make({"a.case": text})
            with self.assertRaises(SystemExit):
                run_cases.parse(root / "a.case")


@unittest.skipUnless(paste_output.has_terminals(), "no pseudo-terminals here (is /dev/pts mounted?)")
class Output(unittest.TestCase):
    ENVIRONMENT = {"PATH": "/usr/bin:/bin"}

    def refresh(self, block):
        with tempfile.TemporaryDirectory() as folder:
            return paste_output.refresh(block, folder, self.ENVIRONMENT)

    def test_output_is_put_behind_its_command(self):
        self.assertEqual(self.refresh("$ echo one  # a remark\nold\n$ echo two >&2\n"), "$ echo one  # a remark\none\n$ echo two >&2\ntwo\n")

    def test_a_terminal_is_what_commands_see(self):
        self.assertEqual(self.refresh("$ test -t 1 && echo yes; stty size <&1\n"), "$ test -t 1 && echo yes; stty size <&1\nyes\n40 100\n")

    def test_lines_left_out_stay_left_out(self):
        self.assertEqual(self.refresh("$ seq 9\n1\n2\n[...]\n8\n"), "$ seq 9\n1\n2\n[...]\n9\n")

    def test_times_may_differ(self):
        block = "$ echo Read 5 reports in 0.3 s\nRead 5 reports in 9.1 s\n"
        self.assertEqual(self.refresh(block), block)
        self.assertIn("Read 5", self.refresh(block.replace("d 5 reports in 9", "d 6 reports in 9")).split("\n")[1])


class Picture(unittest.TestCase):
    def test_styles_and_columns(self):
        runs, style = make_picture.runs("a \x1b[1;31mred\x1b[0m  \x1b[38;5;196mx", dict(make_picture.PLAIN))
        self.assertEqual([(column, width, text) for column, width, text, _ in runs], [(0, 1, "a"), (2, 3, "red"), (7, 1, "x")])
        self.assertTrue(runs[1][3]["bold"])
        self.assertEqual(style["fill"], "#ff0000")

    def test_text_is_escaped_and_other_sequences_are_refused(self):
        self.assertIn("&lt;b&gt; &amp;", make_picture.draw("<b> &", "", 10))
        with self.assertRaises(SystemExit):
            make_picture.draw("\x1b[2J", "", 10)


if __name__ == "__main__":
    unittest.main()
