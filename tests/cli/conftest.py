# SPDX-License-Identifier: Apache-2.0
"""What the tests of the command line share: the built program, and a way to run it. DEMARCHE_BIN names the program; without
it, build/release/demarche and build/dev/demarche are tried. Where there is no program or no model, tests are skipped and say so."""
import os
import pathlib
import shutil
import subprocess

import pytest

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
REPORT = """Title: Two sources say Ostrel was warned
Date: 2031-03-04
Source: Northern Wire

Two Ostreli intelligence officers told Northern Wire that their foreign minister, Davor Quill, told the cabinet in February that Veranian generals would seize the bridges.

President Ilse Maron of Verania said she had ordered no attack. She accused Ostrel of shelling its own post, and she urged the League of River States to send observers. The League agreed on Monday to send forty.

"Nobody can say we were not told," one of the officers said.
"""


def find_program():
    given = os.environ.get("DEMARCHE_BIN")
    candidates = [given] if given else [ROOT / "build/release/demarche", ROOT / "build/dev/demarche"]
    return next((str(pathlib.Path(c).resolve()) for c in candidates if pathlib.Path(c).exists()), None)


PROGRAM = find_program()


def clean_environment(**more):
    environment = {k: v for k, v in os.environ.items()
                   if k not in ("NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE", "COLUMNS", "DEMARCHE_LEDGER")}
    return {**environment, "TERM": "xterm", "LC_ALL": "C.UTF-8", **more}


class Program:
    """Runs the program in a folder of its own."""

    def __init__(self, folder):
        self.folder = folder

    def __call__(self, *arguments, stdin=None, env=None, cwd=None, timeout=300):
        return subprocess.run([PROGRAM, *map(str, arguments)], capture_output=True, cwd=cwd or self.folder, input=stdin,
                              stdin=subprocess.DEVNULL if stdin is None else None, env=clean_environment(**(env or {})), timeout=timeout)

    def text(self, *arguments, code=0, **more):
        """Standard output of a run that must end with `code`."""
        run = self(*arguments, **more)
        assert run.returncode == code, run.stderr.decode()
        return run.stdout.decode()

    def error(self, *arguments, code, **more):
        """Standard error of a run that must fail with `code` and write no data."""
        run = self(*arguments, **more)
        assert run.returncode == code, (run.returncode, run.stderr.decode())
        return run.stderr.decode()

    def write(self, name, content):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path


@pytest.fixture
def demarche(tmp_path):
    if PROGRAM is None:
        pytest.skip("no program: build it (./dev build) or name it by DEMARCHE_BIN")
    return Program(tmp_path)


@pytest.fixture(scope="session")
def data_folder():
    """The folder that holds models/ and lexicons/, as the program finds it by itself."""
    for folder in filter(None, (os.environ.get("DEMARCHE_DATA"), ROOT)):
        if (pathlib.Path(folder) / "models/reader-en.dmm").exists():
            return pathlib.Path(folder)
    pytest.skip("no model file: ./dev train makes it")
    return None


@pytest.fixture
def reader(demarche, data_folder):
    """The program with a model."""
    return demarche


@pytest.fixture(scope="session")
def shared_ledger(tmp_path_factory, data_folder):
    """A ledger of three reports, read once for all tests that only ask. Copy it before changing it."""
    if PROGRAM is None:
        pytest.skip("no program")
    program = Program(tmp_path_factory.mktemp("ledger"))
    program.write("one.txt", REPORT)
    for path in sorted((ROOT / "examples/invented").glob("*.txt"))[:2]:
        shutil.copy(path, program.folder)
    run = program("read", ".", "-l", "l.db")
    assert run.returncode == 0, run.stderr.decode()
    return program.folder / "l.db"
