# SPDX-License-Identifier: Apache-2.0
"""/changes: a copy that fetches only what it names stays equal to the ledger, whatever comes."""
import json
from pathlib import Path

import pytest
from conftest import run_program

EXAMPLES = Path(__file__).resolve().parents[2] / "examples/dayton"
KEPT = ("events", "plans", "reports", "decisions")
ID = {"events": "event_id", "plans": "plan_link_id", "reports": "report_id", "decisions": "decision_id"}
KIND = {"ev_": "events", "pl_": "plans", "rp_": "reports", "dc_": "decisions"}


def all_rows(server, kind):
    rows, address = {}, f"/api/v1/{kind}?limit=1000&count=none"
    while address:
        body = server.get(address).json()
        # How many reports the ledger has of a plan's days is counted when asked, and changes with every report.
        rows |= {row[ID[kind]]: {column: value for column, value in row.items() if column != "coverage"} for row in body["data"]}
        address = body["page"]["next_url"]
    return rows


def told(server, since, limit=None):
    """All changes since, and the revision that they lead to."""
    changes = []
    while True:
        body = server.api("changes", since=since, **({"limit": limit} if limit else {}))
        assert body["complete"] and body["revision"] >= since
        changes += body["changes"]
        since = body["revision"]
        if since == body["latest"]:
            return changes, since


class Copy:
    def __init__(self, server):
        self.server = server
        self.revision = server.api("overview")["query"]["revision"]
        self.rows = {kind: all_rows(server, kind) for kind in KEPT}
        self.seen = set()

    def follow(self, limit=None):
        changes, self.revision = told(self.server, self.revision, limit)
        for change in changes:
            self.seen.add((change["id"][:3], change["what"]))
            kind = KIND[change["id"][:3]]
            if change["what"] in ("merged", "removed"):
                del self.rows[kind][change["id"]]
                continue
            assert (change["id"] in self.rows[kind]) == (change["what"] == "changed"), change
            self.rows[kind][change["id"]] = None
        return [change["id"] for change in changes]

    def differs(self, kind):
        """Ids whose rows are not those of the ledger although no change named them; named ones count as fetched."""
        now = all_rows(self.server, kind)
        assert now.keys() == self.rows[kind].keys()
        unlike = [key for key, row in self.rows[kind].items() if row is not None and row != now[key]]
        self.rows[kind] = now
        return unlike


@pytest.fixture
def growing(serve, tmp_path):
    ledger = tmp_path / "growing.db"
    some = sorted(EXAMPLES.iterdir())
    run_program("read", *some[: len(some) // 2], "--ledger", ledger)
    return serve(ledger, "--write"), ledger, some


def test_a_copy_follows(growing):
    server, ledger, files = growing
    copy = Copy(server)
    rest = files[len(files) // 2 :]
    for path in rest[::-1]:
        run_program("read", path, "--ledger", ledger)
        copy.follow()
        assert [copy.differs(kind) for kind in KEPT] == [[], [], [], []], path
    assert {("ev_", "added"), ("ev_", "changed"), ("rp_", "added"), ("pl_", "added")} <= copy.seen


def test_decisions_are_changes_and_are_undone(growing):
    server, _, _ = growing
    copy = Copy(server)
    one, other = list(copy.rows["events"])[:2]
    made = server.post("/api/v1/decisions", {"act": "merge", "record_id": one, "other_id": other, "by": "Ana"}).json()["data"]
    named = copy.follow()
    assert made["decision_id"] in named
    assert ("ev_", "merged") in copy.seen and [copy.differs(kind) for kind in KEPT] == [[], [], [], []]
    (gone,) = {one, other} - copy.rows["events"].keys()
    assert server.get(f"/api/v1/events/{gone}").status == 308
    server.post(f"/api/v1/decisions/{made['decision_id']}/undo", {"by": "Ana"})
    copy.follow(limit=1)
    assert gone in copy.rows["events"] and [copy.differs(kind) for kind in KEPT] == [[], [], [], []]


def test_many_revisions_are_one_answer(growing):
    server, ledger, files = growing
    copy = Copy(server)
    for path in files[-3:]:
        run_program("read", path, "--ledger", ledger)
    first, second = Copy(server), Copy(server)
    first.rows, second.rows = dict(copy.rows), {kind: dict(rows) for kind, rows in copy.rows.items()}
    first.revision = second.revision = copy.revision
    assert sorted(set(first.follow())) == sorted(set(second.follow(limit=1)))
    assert [second.differs(kind) for kind in KEPT] == [[], [], [], []]


def test_what_is_no_longer_told_is_gone(serve, tmp_path):
    report = {"id": "one", "date": "2031-03-04", "source": "Northern Wire", "text": "Ardonian troops shelled the port of Velm on Monday. Three people were killed."}
    ledger, file = tmp_path / "l.db", tmp_path / "one.jsonl"
    file.write_text(json.dumps(report))
    run_program("read", file, "--ledger", ledger)
    server = serve(ledger)
    before = server.api("events")["data"]
    assert before
    from_the_start, _ = told(server, 0)
    assert {c["id"] for c in from_the_start if c["id"][:3] == "ev_"} == {row["event_id"] for row in before} and {c["what"] for c in from_the_start} == {"added"}
    run_program("read", file, "--ledger", ledger, "--min-confidence", "1")
    changes, _ = told(server, server.api("changes", since=0)["latest"] - 1)
    ended = [change["id"] for change in changes if change["what"] == "removed"]
    assert sorted(ended) == sorted(row["event_id"] for row in before) and {"rp_"} == {c["id"][:3] for c in changes if c["what"] == "changed"}
    answer = server.get(f"/api/v1/events/{ended[0]}")
    assert answer.status == 410 and answer.slug() == "deleted" and "revision" in answer.json()["detail"]


def test_linking_all_anew_tells_nothing_of_before(growing):
    server, ledger, _ = growing
    since = server.api("changes", since=0)["latest"]
    run_program("link", "--ledger", ledger)
    body = server.api("changes", since=since)
    assert body["complete"] is False and body["changes"] == [] and body["revision"] == body["latest"] > since
    assert server.api("changes", since=body["latest"])["complete"] is True


def test_an_answer_may_be_kept_to_one_revision(growing):
    server, ledger, files = growing
    first = server.get("/api/v1/events", limit=5, sort="-date")
    now = first.headers["demarche-revision"]
    page = server.get("/api/v1/events", limit=5, sort="-date", rev=now)
    assert page.json()["data"] == first.json()["data"] and f"rev={now}" in page.json()["page"]["next_url"]
    run_program("read", files[-1], "--ledger", ledger)
    for address in (page.json()["page"]["next_url"], f"/api/v1/events.csv?rev={now}", f"/api/v1/facets/events?rev={now}", f"/api/v1/overview?rev={now}"):
        late = server.get(address)
        assert late.status == 409 and late.slug() == "other-revision" and now in late.json()["detail"], address
    assert server.get(f"/api/v1/events?rev={int(now) + 1}").status == 200 and server.get("/api/v1/events?rev=x").slug() == "bad-parameter"
