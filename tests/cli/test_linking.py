# SPDX-License-Identifier: Apache-2.0
"""Links of the Dayton reports: the same in whatever order these are read, and what a person looks for is found. Needs the model."""
import pathlib
import random
import sqlite3


ROOT = pathlib.Path(__file__).resolve().parent.parent.parent

# All that linking makes, by ids: keys number rows of one file alone.
TABLES = {
    "copy": "SELECT one.id, other.id, copy.reason, credit, round(similarity, 9) FROM copy JOIN reading AS a USING (reading_key) "
            "JOIN report AS one USING (report_key) JOIN reading AS b ON b.reading_key = original_key "
            "JOIN report AS other ON other.report_key = b.report_key",
    "identity": "SELECT id, name, kind, country, sector, n_reports, n_statements, n_mentions FROM identity",
    "alias": "SELECT actor.id, identity.id, reason FROM alias JOIN actor USING (actor_key) JOIN identity USING (identity_key)",
    "event": "SELECT * FROM event_view",
    "mention": "SELECT mention_id, event_id, origin, independent, merge_reason, round(merge_score, 9) FROM mention_view",
    "plan": "SELECT * FROM plan_view",
    "contradiction": "SELECT * FROM contradiction_view",
}


def links(path):
    database = sqlite3.connect(path)
    dump = {}
    for name, sql in TABLES.items():
        rows = [tuple(";".join(sorted(v.split(";"))) if isinstance(v, str) and v[:3] in ("ev_", "cx_") else v for v in row)
                for row in database.execute(sql)]
        dump[name] = sorted(rows, key=repr)
    return dump


def test_any_order_gives_the_same_links(reader):
    files = sorted(str(path) for path in (ROOT / "examples/dayton").iterdir() if path.suffix != ".md")
    assert reader("read", *files, "-l", "a.db").returncode == 0
    expected = links(reader.folder / "a.db")
    assert len(expected["event"]) < len(expected["mention"])
    for seed in (1, 2):
        random.Random(seed).shuffle(files)
        ledger = f"b{seed}.db"
        middle = len(files) // 3
        assert reader("read", *files[:middle], "-l", ledger).returncode == 0
        assert reader("read", *files[middle:], "-l", ledger).returncode == 0
        assert links(reader.folder / ledger) == expected
    assert reader("link", "-l", "b1.db").returncode == 0
    assert links(reader.folder / "b1.db") == expected
    assert "Clean: " in reader.text("audit", "-l", "b1.db")


def test_the_denial_stands_beside_the_claim(reader):
    files = sorted(str(path) for path in (ROOT / "examples/dayton").iterdir() if path.suffix != ".md")
    assert reader("read", *files, "-l", "a.db").returncode == 0
    find_markale(reader.folder / "a.db")


def find_markale(path):
    """Who first reported the shelling, and who denied it."""
    database = sqlite3.connect(path)
    event, asserts, denies = database.execute(
        "SELECT event_id, a_id, b_id FROM contradiction_view WHERE kind = 'assert_deny' AND date_from = '1995-08-28' "
        "ORDER BY n_independent_a DESC").fetchone()
    first = database.execute("SELECT source, published FROM mention_view WHERE mention_id = ?", [asserts]).fetchone()
    assert first == ("Northern Wire", "1995-08-28")
    denial = database.execute("SELECT source, actor_countries, status, claimed_by FROM mention_view WHERE mention_id = ?", [denies]).fetchone()
    assert denial[0] in ("Danube News Agency", "Northern Wire") and denial[1:3] == ("BIH", "denied")  # both tell it, the first more than once
    assert denial[3] in ("Bosnian Serb leadership", "Radovan Karadžić", "source in the army’s main staff", "Bosnian Serb")
    killed = database.execute("SELECT killed_low, killed_high, contested FROM event_view WHERE event_id = ?", [event]).fetchone()
    assert killed[0] <= 35 and killed[1] >= 37 and killed[2] == 1


def steps_of(database, sql, rows):
    """Steps of SQLite's machine, in hundreds, for these rows."""
    ticks = []
    database.set_progress_handler(lambda: ticks.append(1) and 0, 100)
    database.executemany(sql, rows)
    database.set_progress_handler(None, 0)
    return len(ticks)


def test_counting_parties_costs_the_same_in_a_large_ledger():
    database = sqlite3.connect(":memory:")
    for path in sorted((ROOT / "schema").glob("*.sql")):
        database.executescript(path.read_text())
    events = "INSERT INTO merged_party VALUES (?, 'actor', 0, 1, 'BIH', '', '1995-08-28')"
    statements = "INSERT INTO statement_party VALUES (?, 'speaker', 1, 'BIH', '1995-08-28')"
    for insert, remove in ((events, "DELETE FROM merged_party WHERE merged_key = ?"),
                           (statements, "DELETE FROM statement_party WHERE finding_key = ?")):
        few = [(i,) for i in range(100)]
        cost = steps_of(database, insert, few), steps_of(database, remove, few)
        database.executemany(insert, [(1000 + i,) for i in range(5000)])
        assert steps_of(database, insert, few) <= 2 * cost[0] + 10 and steps_of(database, remove, few) <= 2 * cost[1] + 10
