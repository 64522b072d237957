# SPDX-License-Identifier: Apache-2.0
"""Wrong use, help, completion, color: what needs no model."""
import subprocess

import pytest

COMMANDS = "read extract parse query count search show explain export get link audit doctor version completion".split()


def test_alone_it_prints_where_to_start(demarche):
    page = demarche.text()
    assert page.startswith("demarche — a ledger of who said what")
    assert all(f"\n  {command} " in page for command in COMMANDS)
    assert len(page.split("\n")) < 32


@pytest.mark.parametrize("command", COMMANDS)
def test_help_begins_with_an_example(demarche, command):
    page = demarche.text(command, "--help")
    lines = page.split("\n")
    assert lines[0].startswith(f"demarche {command} — ")
    assert lines[2].strip().startswith(("demarche " + command, "source <(demarche", "curl")), lines[2]
    assert page == demarche.text(command, "-h") == demarche.text("help", command)
    assert max(map(len, lines)) <= 130


def test_version_names_the_program(demarche):
    assert demarche.text("--version").startswith("demarche ")


@pytest.mark.parametrize("given, meant", [("raed", "read"), ("qeury", "query"), ("explian", "explain"), ("doc", "doctor")])
def test_an_unknown_command_names_the_nearest(demarche, given, meant):
    message = demarche.error(given, "x.txt", code=2)
    assert message == f"error[unknown-command]: there is no command «{given}»\n  did you mean demarche {meant}?\n"


def test_a_command_that_resembles_nothing(demarche):
    assert demarche.error("xyzzy", code=2) == "error[unknown-command]: there is no command «xyzzy»\n  demarche lists all commands\n"


@pytest.mark.parametrize("arguments, meant", [
    (["query", "events", "--statu", "planned"], "--status"), (["query", "events", "--tpye=ASSAULT"], "--type"),
    (["read", "x.txt", "--legder", "l.db"], "--ledger"), (["extract", "--jsnol", "x.txt"], "--jsonl")])
def test_an_unknown_flag_names_the_nearest(demarche, arguments, meant):
    message = demarche.error(*arguments, code=2)
    assert message.startswith("error[unknown-flag]: demarche ")
    assert f"\n  did you mean {meant}?\n" in message


def test_nothing_is_done_on_wrong_use(demarche):
    demarche.write("x.txt", "Hello.")
    demarche.error("read", "x.txt", "--bogus", code=2)
    assert not (demarche.folder / "demarche.db").exists()


@pytest.mark.parametrize("arguments", [["read"], ["extract"], ["parse"], ["show"], ["explain"], ["query"], ["completion"]])
def test_what_is_missing_is_said_with_an_example(demarche, arguments):
    message = demarche.error(*arguments, code=2)
    assert " needs " in message
    assert "for example: demarche " + arguments[0] in message


@pytest.mark.parametrize("date, expected", [
    ("03/02/2026", "could be 3 February or 2 March\n  use 2026-02-03 or 2026-03-02 (year-month-day)"),
    ("25/02/2026", "is not written year-month-day\n  use 2026-02-25"),
    ("02/25/2026", "is not written year-month-day\n  use 2026-02-25"),
    ("2026-2-3", "is not written year-month-day with two digits\n  use 2026-02-03"),
    ("2026-02-30", "is no day: that month has 28"),
    ("0000-01-01", "is no day: there is no year 0\n  years run from 1 to 9999"),
    ("yesterday", "is no date\n  use year-month-day, for example 2026-02-03")])
def test_dates_are_explained(demarche, date, expected):
    for arguments in (["read", "x.txt", "--date", date], ["query", "events", "--from", date]):
        message = demarche.error(*arguments, code=2)
        assert message.startswith("error[bad-date]: --"), message
        assert expected in message


@pytest.mark.parametrize("arguments, slug", [
    (["read", "x", "--as", "htlm"], "bad-value"), (["read", "x", "-j", "0"], "bad-usage"), (["read", "x", "-j", "many"], "bad-usage"),
    (["read", "x", "--min-confidence", "2"], "bad-usage"), (["query", "evnts"], "bad-usage"), (["completion", "csh"], "bad-value"),
    (["query", "events", "--json", "--csv"], "bad-usage"), (["query", "reports", "--type", "ASSAULT"], "bad-filter"),
    (["query", "events", "--columns", "statuss"], "bad-column"), (["extract", "x", "--jsonl", "--case"], "bad-usage"),
    (["read", "x", "--map", "txt=body"], "bad-map"), (["read", "x", "--map", "text"], "bad-map")])
def test_bad_values_have_a_slug(demarche, shared_ledger, arguments, slug):
    message = demarche.error(*arguments, code=2, env={"DEMARCHE_LEDGER": str(shared_ledger)})
    assert message.startswith(f"error[{slug}]: "), message


def test_columns_are_listed(demarche):
    listed = demarche.text("query", "events", "--columns", "help")
    assert "event_id\ttables only\n" in listed and "status\ttables and programs\n" in listed
    assert "\nactor_countries\tprograms, and tables that ask for it\n" in listed


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_knows_commands_and_flags(demarche, shell):
    script = demarche.text("completion", shell)
    assert all(command in script for command in COMMANDS)
    assert "min-confidence" in script and "threatened" in script


def test_completion_of_bash_is_sound_and_completes(demarche):
    script = demarche.write("completion.bash", demarche.text("completion", "bash"))
    subprocess.run(["bash", "-n", script], check=True)
    probe = (f"source {script}; COMP_WORDS=(demarche query events --sta); COMP_CWORD=3; _demarche; echo ${{COMPREPLY[@]}};"
             "COMP_WORDS=(demarche query events --status pl); COMP_CWORD=4; _demarche; echo ${COMPREPLY[@]};"
             "COMP_WORDS=(demarche au); COMP_CWORD=1; _demarche; echo ${COMPREPLY[@]}")
    out = subprocess.run(["bash", "-c", probe], check=True, capture_output=True, text=True).stdout
    assert "--status" in out.split("\n")[0].split() and out.split("\n")[1:3] == ["planned", "audit"]


@pytest.mark.parametrize("environment, colored", [
    ({}, False), ({"FORCE_COLOR": "1"}, True), ({"CLICOLOR_FORCE": "1"}, True), ({"FORCE_COLOR": "0"}, False),
    ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False), ({"FORCE_COLOR": "1", "NO_COLOR": ""}, True), ({"FORCE_COLOR": "1", "TERM": "dumb"}, True)])
def test_color_of_messages(demarche, environment, colored):
    assert (b"\x1b[" in demarche("bogus", env=environment).stderr) == colored


def test_no_color_flag_wins_over_force(demarche):
    run = demarche("doctor", "--no-color", env={"FORCE_COLOR": "1"})
    assert b"\x1b[" not in run.stdout + run.stderr


def test_no_ledger(demarche):
    for command in (["query", "events"], ["audit"]):
        message = demarche.error(*command, code=5)
        assert message.startswith("error[ledger-missing]: "), message


def test_show_of_nothing(demarche):
    message = demarche.error("show", "nowhere.txt", code=4)
    assert message.startswith("error[not-found]: there is no file «nowhere.txt»")


def test_no_data_folder_is_explained(demarche):
    demarche.write("x.txt", "Hello.")
    message = demarche.error("extract", "x.txt", "--data", "empty", code=1)
    assert message.startswith("error[model-mismatch]: cannot find the model and the lexicons\n")
    assert "empty" in message and "--data or DEMARCHE_DATA" in message


def test_a_full_disk_is_noticed(demarche):
    with open("/dev/full", "wb") as full:
        run = subprocess.run([demarche_program(), "completion", "bash"], stdout=full, stderr=subprocess.PIPE, check=False)
    assert run.returncode == 7
    assert run.stderr.startswith(b"error[file-unwritable]: ")


def test_a_closed_pipe_ends_quietly(demarche):
    run = subprocess.run(["bash", "-c", f"'{demarche_program()}' completion bash | true; echo ${{PIPESTATUS[0]}}"],
                         capture_output=True, text=True, check=True)
    assert run.stdout.strip() in ("141", "0")  # 0 where all fitted into the pipe before it was closed
    assert run.stderr == ""


def demarche_program():
    import conftest
    return conftest.PROGRAM
