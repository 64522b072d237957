#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes a large ledger of invented rows for measuring questions: by default 1 million events, 3 million statements, 250 thousand
reports of ten years. The rows are not read from any text, so links and totals are filled in directly; what is measured is asking.

    make_ledger.py OUT [--events 1000000]
"""
import argparse
import pathlib
import sqlite3
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
TYPES = ("AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE COERCE "
         "ASSAULT").split()
QUADS = [1, 1, 1, 1, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 4]
STATUSES = ["happened"] * 12 + ["ongoing"] * 2 + ["planned"] * 2 + ["requested", "threatened", "possible", "denied"]
ACTORS, PLACES, SOURCES = 50000, 5000, 300
PER_REPORT, STATEMENTS_EACH = 4, 12
WORDS = ("talks border army minister cease fire shelled village agreed aid convoy sanctions troops court rebels election police strike "
         "president airport weapons prisoners release summit envoy truce attack protest embassy treaty bridge river port").split()


def countries():
    rows = (ROOT / "lexicons/en/countries.tsv").read_text(encoding="utf8").splitlines()
    return [line.split("\t")[0] for line in rows if line and line[0] != "#"]


def places():
    rows = (ROOT / "lexicons/en/places.tsv").read_text(encoding="utf8").splitlines()
    seen = {}
    for line in rows:
        if line and line[0] != "#":
            name, country = line.split("\t")[:2]
            seen.setdefault((name, country), None)
    return list(seen)[:PLACES]


def tables(db):
    """Small tables that the large ones are made from by SQL alone."""
    for table in ("pick_type (k INTEGER PRIMARY KEY, type, quad)", "pick_status (k INTEGER PRIMARY KEY, status)", "word (k "
        "INTEGER PRIMARY KEY, w)"):
        db.execute(f"CREATE TEMP TABLE {table}")
    db.executemany("INSERT INTO pick_type VALUES (?, ?, ?)", [(i, t, QUADS[i]) for i, t in enumerate(TYPES)])
    db.executemany("INSERT INTO pick_status VALUES (?, ?)", list(enumerate(STATUSES)))
    db.executemany("INSERT INTO word VALUES (?, ?)", list(enumerate(WORDS)))
    codes = countries()
    db.execute("INSERT INTO run VALUES (1, ?, 'bench', 'bench', 'bench', '')", ("0" * 64,))
    db.executemany("INSERT INTO source VALUES (?, ?, ?, ?)",
                   [(i + 1, f"so_{i:013}", f"Outlet {i}", f" outlet {i} ") for i in range(SOURCES)])
    db.executemany("INSERT INTO place VALUES (?, ?, 1, ?, ?)",
                   [(i + 1, n, c, " " + n.lower() + " ") for i, (n, c) in enumerate(places())])
    names = [(i + 1, f"ac_{i:013}", f"Person {i} {WORDS[i % len(WORDS)].title()}", codes[min(len(codes) - 1, int((i % 1000) ** 2 / 5000))],
              f" person {i} {WORDS[i % len(WORDS)]} ") for i in range(ACTORS)]
    db.executemany("INSERT INTO actor VALUES (?, ?, ?, 1, ?, ?)", names)
    db.executemany("INSERT INTO identity VALUES (?, ?, ?, 'person', ?, 'GOV', 1, 1, 1, 0)", [(k, i, n, c) for k, i, n, c, _ in names])
    db.execute("INSERT INTO alias SELECT actor_key, actor_key, 'same-name' FROM actor")


# A number that looks random, from 0 to M - 1. Squared for things of which few are frequent.
def mixed(i, seed, m):
    return f"(((({i}) * 2654435761 + {seed} * 40503) % 4294967296 >> 7) % {m})"


def skewed(i, seed, m):
    r = mixed(i, seed, 100003)
    return f"CAST({m} * ({r} / 100003.0) * ({r} / 100003.0) * ({r} / 100003.0) AS INTEGER)"


def sentence(i, n):
    return " || ' ' || ".join(f"(SELECT w FROM word WHERE k = {mixed(i, seed + 11, len(WORDS))})" for seed in range(n))


def fill(db, events):
    reports = events // PER_REPORT
    numbers = "WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < {} - 1) "
    day = f"date('2016-01-01', '+' || {mixed('i', 1, 3650)} || ' days')"
    steps = [
        ("report", numbers.format(reports) + "INSERT INTO report SELECT i + 1, printf('rp_%013d', i), printf('%064d', i) FROM n"),
        ("text", numbers.format(reports) + f"INSERT INTO text SELECT i + 1, printf('%064d', i), {sentence('i', 24)} FROM n"),
        ("reading", numbers.format(reports) + "INSERT INTO reading SELECT i + 1, i + 1, 1, i + 1, 1 + " + skewed("i", 2, SOURCES) +
         ", printf('%064d', i), printf('%064d', i), 'r' || i, '', '', '', 'Report ' || i, 'en', " + day + ", 'field' FROM n"),
        ("copy", "INSERT INTO copy SELECT reading_key, reading_key, 'original', '', 0 FROM reading"),
        ("report_day", "INSERT INTO report_day SELECT published, count(*) FROM reading GROUP BY 1"),
        ("finding", numbers.format(events) + f"INSERT INTO finding SELECT i + 1, i / {PER_REPORT} + 1, printf('mn_%013d', i), "
            f"'event', i % {PER_REPORT}, "
         f"NULL, 0.5 + {mixed('i', 3, 500)} / 1000.0, 'event-head' FROM n"),
        ("finding", numbers.format(events * 3) + f"INSERT INTO finding SELECT {events} + i + 1, i / {STATEMENTS_EACH} + 1, "
            f"printf('st_%013d', i), "
         f"'statement', i % {STATEMENTS_EACH}, CASE WHEN i % {STATEMENTS_EACH} BETWEEN 1 AND 2 THEN {events} + i END, 0.5, "
         f"'statement-head' FROM n"),
        ("statement", f"INSERT INTO statement SELECT finding_key, CASE finding_key % 5 WHEN 0 THEN 'direct' WHEN 1 THEN 'mixed' "
            f"ELSE 'indirect' END, "
         f"published FROM finding JOIN reading USING (reading_key) WHERE finding_key > {events}"),
        ("event", f"INSERT INTO event SELECT f.finding_key, type, '', '', status, 0.9, NULL, date(published, '-' || "
            f"{mixed('f.finding_key', 4, 5)} || ' days'), "
         f"date(published, '-' || {mixed('f.finding_key', 4, 5)} || ' days'), 'text', '', CASE WHEN f.finding_key % 3 THEN 1 + "
         f"{skewed('f.finding_key', 5, PLACES)} END, '' "
         f"FROM finding AS f JOIN reading USING (reading_key) JOIN pick_type ON pick_type.k = {mixed('f.finding_key', 6, 16)} "
         f"JOIN pick_status ON pick_status.k = {mixed('f.finding_key', 7, len(STATUSES))} WHERE f.finding_key <= {events}"),
        ("party", f"INSERT INTO party SELECT finding_key, 'actor', 0, 1 + {skewed('finding_key', 8, ACTORS)}, 'GOV', '' FROM event"),
        ("party", f"INSERT INTO party SELECT finding_key, 'recipient', 0, 1 + {skewed('finding_key', 9, ACTORS)}, 'GOV', '' "
            f"FROM event WHERE finding_key % 3"),
        ("party", f"INSERT INTO party SELECT finding_key, 'speaker', 0, 1 + {skewed('finding_key', 10, ACTORS)}, 'GOV', '' FROM "
            f"statement"),
        ("evidence", f"INSERT INTO evidence SELECT finding_key, 'trigger', 0, 0, 4, 0, 4, 0, 4, (SELECT w FROM word WHERE k = "
            f"{mixed('finding_key', 20, len(WORDS))}) FROM event"),
        ("evidence", "INSERT INTO evidence SELECT finding_key, column1, 0, 0, 4, 0, 4, 0, 4, CASE column1 WHEN 'cue' THEN 'said' ELSE "
         f"{sentence('finding_key', 4)} END FROM statement, (VALUES ('content'), ('cue'))"),
        ("merged_event", "INSERT INTO merged_event SELECT finding_key, 'ev_' || printf('%013d', finding_key - 1), event.type, "
            "mode, cameo, quad, status, "
         "finding_key % 200 = 0, date_from, date_to, 'day', date_basis, date_from, place_key, coalesce(country, ''), 1, 0, 0, "
         "0, 0, 0, 0, 1, 1 + finding_key % 7, 0, 1, "
         "1 + finding_key % 5, date_from, date_from, 0.5 + (finding_key % 500) / 1000.0, finding_key, 'unreviewed' "
         "FROM event JOIN pick_type USING (type) LEFT JOIN place USING (place_key) ORDER BY finding_key"),
        ("mention", "INSERT INTO mention SELECT finding_key, finding_key, 'Outlet ' || (finding_key % 300), 1, 'alone', 1 FROM event"),
        ("merged_party", "INSERT INTO merged_party SELECT finding_key, role, ordinal, actor_key, country, sector, date_from "
            "FROM party JOIN actor USING "
         "(actor_key) JOIN event USING (finding_key) WHERE role IN ('actor', 'recipient') ORDER BY 1, 2, 3"),
        ("statement_party", "INSERT INTO statement_party SELECT finding_key, role, actor_key, country, coalesce(published, '') "
            "FROM party JOIN actor USING "
         "(actor_key) JOIN statement USING (finding_key) WHERE role = 'speaker' ORDER BY 1, 2"),
        ("plan_link", "INSERT INTO plan_link SELECT merged_key, 'pl_' || substr(id, 4), merged_key, NULL, CASE merged_key % 3 "
            "WHEN 0 THEN 'open' WHEN 1 THEN "
         "'not_seen' ELSE 'withdrawn' END, date_from, date_to, NULL, 0, 'bench', sort_date FROM merged_event WHERE status = 'planned'"),
        ("contradiction", "INSERT INTO contradiction SELECT merged_key, 'cx_' || substr(id, 4), 'assert_deny', 'status', "
            "'mention', merged_key, 'mention', "
         "merged_key, 'happened', 'denied', 1, 1, 'open', merged_key, sort_date FROM merged_event WHERE contested"),
        ("report_search", "INSERT INTO report_search (rowid, title, text) SELECT reading_key, title, text FROM report_words"),
        ("finding_search", "INSERT INTO finding_search (rowid, speaker, cue, content, trigger_words, parties) SELECT "
            "finding_key, '', '', "
         "(SELECT quote FROM evidence AS e WHERE e.finding_key = statement.finding_key AND role = 'content'), '', '' FROM statement"),
        ("finding_search", "INSERT INTO finding_search (rowid, speaker, cue, content, trigger_words, parties) SELECT "
            "finding_key, '', '', '', quote, '' "
         "FROM evidence WHERE role = 'trigger'"),
    ]
    for name, sql in steps:
        start = time.process_time()
        db.execute(sql)
        print(f"{name:16} {time.process_time() - start:6.1f} s", file=sys.stderr)


TOTALS = [
    "INSERT INTO tally SELECT 'events', '', '', count(*) FROM merged_event",
    *(f"INSERT INTO tally SELECT 'events', '{c}', {c}, count(*) FROM merged_event GROUP BY 3" for c in
      ("type", "mode", "status", "quad", "contested", "review", "place_country", "date_precision")),
    "INSERT INTO tally SELECT 'events', 'country', country, count(DISTINCT merged_key) FROM merged_party GROUP BY 3",
    "INSERT INTO tally SELECT 'events', role, identity_key, count(DISTINCT merged_key) FROM merged_party GROUP BY role, identity_key",
    "INSERT INTO tally SELECT 'mentions', '', '', count(*) FROM mention",
    *(f"INSERT INTO tally SELECT 'mentions', '{c}', {c}, count(*) FROM mention JOIN event USING (finding_key) GROUP BY 3"
      for c in ("type", "mode", "status")),
    "INSERT INTO tally SELECT 'statements', '', '', count(*) FROM statement",
    "INSERT INTO tally SELECT 'statements', 'form', form, count(*) FROM statement GROUP BY 3",
    "INSERT INTO tally SELECT 'statements', 'country', country, count(*) FROM statement_party GROUP BY 3",
    "INSERT INTO tally SELECT 'statements', role, identity_key, count(*) FROM statement_party GROUP BY role, identity_key",
    "INSERT INTO tally SELECT 'reports', '', '', count(*) FROM copy",
    "INSERT INTO tally SELECT 'reports', 'copy', '0', count(*) FROM copy",
    "INSERT INTO tally SELECT 'reports', 'language', 'en', count(*) FROM copy",
    *(f"INSERT INTO tally_time SELECT '{kind}', '{grain}', {start}, type, status, count(*) FROM {table} GROUP BY 3, 4, 5"
      for kind, table in (("events", "merged_event"), ("mentions", "event"))
      for grain, start in (("month", "coalesce(date(date_from, 'start of month'), '')"), ("week", "coalesce(date(date_from, '-6 "
          "days', 'weekday 1'), '')"))),
    *(f"INSERT INTO tally_time SELECT 'statements', '{grain}', {start}, form, '', count(*) FROM statement GROUP BY 3, 4"
      for grain, start in (("month", "coalesce(date(published, 'start of month'), '')"), ("week", "coalesce(date(published, '-6 "
          "days', 'weekday 1'), '')"))),
    "INSERT INTO source_total SELECT source_key, count(*), count(*) * 12, count(*) * 4, 0 FROM reading GROUP BY 1",
    "INSERT INTO place_total SELECT place_key, count(*) FROM merged_event WHERE place_key IS NOT NULL GROUP BY 1",
    "UPDATE identity SET n_reports = coalesce((SELECT n FROM tally WHERE kind = 'events' AND facet = 'actor' AND value = "
        "CAST(identity_key AS TEXT)), 0) + 1, "
    "n_mentions = coalesce((SELECT n FROM tally WHERE kind = 'events' AND facet = 'actor' AND value = CAST(identity_key AS TEXT)), 0), "
    "n_statements = coalesce((SELECT n FROM tally WHERE kind = 'statements' AND facet = 'speaker' AND value = CAST(identity_key "
        "AS TEXT)), 0)",
    "UPDATE ledger_revision SET revision = 1, linked = 1",
]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("--events", type=int, default=1_000_000)
    options = parser.parse_args()
    if options.out.exists():
        sys.exit(f"there is already {options.out}")
    schema = sorted((ROOT / "schema").glob("*.sql"))
    part = options.out.with_name(options.out.name + ".part")
    part.unlink(missing_ok=True)
    db = sqlite3.connect(part, isolation_level=None)
    db.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -1500000; PRAGMA page_size = "
        "4096; PRAGMA foreign_keys = OFF")
    for file in schema:
        db.executescript(file.read_text(encoding="utf8"))
    # Totals and words of names are filled in at the end, in bulk.
    counting = [row for row in db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%counts%'")]
    later = [row for row in db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL")]
    for name, _ in counting:
        db.execute(f"DROP TRIGGER {name}")
    for name, _ in later:
        db.execute(f"DROP INDEX {name}")
    db.execute("BEGIN")
    tables(db)
    db.execute("UPDATE ledger_revision SET revision = 0")
    fill(db, options.events)
    start = time.process_time()
    for _, sql in later:
        db.execute(sql)
    print(f"{'indexes':16} {time.process_time() - start:6.1f} s", file=sys.stderr)
    start = time.process_time()
    for sql in TOTALS:
        db.execute(sql)
    for _, sql in counting:
        db.execute(sql)
    print(f"{'totals':16} {time.process_time() - start:6.1f} s", file=sys.stderr)
    db.execute("COMMIT")
    db.executescript(f"PRAGMA application_id = {0x444D5243}; PRAGMA user_version = {len(schema)}; PRAGMA journal_mode = WAL")
    db.close()
    part.rename(options.out)
    print(f"{options.out}: {options.out.stat().st_size / 1e9:.2f} GB, {time.process_time():.0f} s", file=sys.stderr)


if __name__ == "__main__":
    main()
