# SPDX-License-Identifier: Apache-2.0
"""Lists, their pages and streams: all forms of one question give the same rows."""
import csv
import io
import json

import pytest
from conftest import KINDS


@pytest.mark.parametrize("kind", KINDS)
def test_pages_stream_and_count_agree(server, kind):
    pages = server.rows(kind, limit=7)
    stream = [json.loads(line) for line in server.get(f"/api/v1/{kind}.jsonl").text.splitlines()]
    assert pages == stream
    assert server.api(f"count/{kind}", count="exact")["count"]["rows"] == len(pages)
    if kind != "decisions":
        assert pages


@pytest.mark.parametrize("kind", ["events", "statements", "reports"])
def test_tables_hold_the_same_as_json(server, kind):
    rows = server.rows(kind, limit=1000)
    table = list(csv.DictReader(io.StringIO(server.get(f"/api/v1/{kind}.csv").text, newline="")))
    assert len(table) == len(rows)
    for row, cells in zip(rows, table):
        assert list(row) == list(cells)
        for name, value in row.items():
            if isinstance(value, str):
                assert cells[name] == value
            elif isinstance(value, list):
                assert cells[name] == ";".join(value)
    lines = server.get(f"/api/v1/{kind}.tsv").text.splitlines()
    assert lines[0].split("\t") == list(rows[0]) and len(lines) == len(rows) + 1
    assert all(line.count("\t") == lines[0].count("\t") for line in lines)


def test_next_page_is_linked(server):
    answer = server.get("/api/v1/statements", limit=3, form="direct")
    page = answer.json()["page"]
    assert answer.headers["link"] == f'<{page["next_url"]}>; rel="next"'
    assert "form=direct" in page["next_url"]
    following = server.get(page["next_url"]).json()
    assert {row["statement_id"] for row in following["data"]}.isdisjoint(row["statement_id"] for row in answer.json()["data"])


def test_cursor_of_another_question_is_refused(server):
    cursor = server.api("events", limit=2)["page"]["next"]
    assert server.get("/api/v1/statements", limit=2, cursor=cursor).slug() == "bad-cursor"
    for broken in ("x", "eyJhIjoxfQ", "%00"):
        assert server.get("/api/v1/events", limit=2, cursor=broken).status == 400, broken


def test_unchanged_ledger_answers_304(server):
    first = server.get("/api/v1/events", limit=2)
    tag = first.headers["etag"]
    assert first.headers["demarche-revision"] == str(first.json()["query"]["revision"])
    again = server.get("/api/v1/events", headers={"If-None-Match": tag}, limit=2)
    assert again.status == 304 and again.raw == b"" and again.headers["etag"] == tag
    assert server.get("/api/v1/events", headers={"If-None-Match": tag}, limit=3).status == 200


def test_only_asked_columns_in_the_asked_order(server):
    page = server.api("events", fields="status,event_id", limit=3)
    assert all(list(row) == ["status", "event_id"] for row in page["data"])
    assert server.get("/api/v1/events", fields="status,nonsense").slug() == "unknown-field"


def test_facets_beside_a_list(server):
    page = server.api("events", facet=["status", "type"], limit=1)
    counts = {value["value"]: value["rows"] for value in page["facets"]["status"]["values"]}
    assert sum(counts.values()) == page["count"]["rows"]
    for status, rows in counts.items():
        assert server.api("count/events", status=status)["count"]["rows"] == rows
    assert server.api("facets/events", facet="status")["facets"]["status"] == page["facets"]["status"]


def test_empty_list_says_which_filter_emptied_it(server):
    page = server.api("events", status="denied", q="nobodysaysthisword")
    assert page["data"] == [] and page["count"]["rows"] == 0
    denied = server.api("count/events", status="denied")["count"]["rows"]
    assert {"without": "q", "values": "nobodysaysthisword", "rows": denied} in page["empty"]


def test_count_can_be_left_out(server):
    assert "count" not in server.api("events", count="none", limit=1)


def test_head_has_the_headers_of_get(server):
    got, head = server.get("/api/v1/events", limit=1), server.ask("HEAD", "/api/v1/events?limit=1")
    assert head.status == 200 and head.raw == b""
    assert head.headers["etag"] == got.headers["etag"] and head.headers["content-length"] == got.headers["content-length"]


def test_answers_are_packed_where_asked(server):
    plain = server.get("/api/v1/events")
    packed = server.get("/api/v1/events", headers={"Accept-Encoding": "gzip"})
    assert packed.headers["content-encoding"] == "gzip" and packed.body == plain.body and len(packed.raw) < len(plain.raw) / 2
    assert "content-encoding" not in server.get("/api/v1/events", headers={"Accept-Encoding": "gzip;q=0"}).headers
    stream = server.get("/api/v1/events.csv", headers={"Accept-Encoding": "gzip"})
    assert stream.headers["content-encoding"] == "gzip" and stream.body == server.get("/api/v1/events.csv").body


def test_the_sql_of_a_list_gives_its_rows(server):
    import sqlite3
    sql = server.api("sql/events", status="planned", fields="event_id,status")["sql"]
    with sqlite3.connect(f"file:{server.ledger}?mode=ro", uri=True) as database:
        rows = database.execute(sql).fetchall()
    assert sorted(row[0] for row in rows) == sorted(row["event_id"] for row in server.rows("events", status="planned"))


def test_series_adds_up(server):
    series = server.api("events/timeline", interval="month", by="status")
    assert sum(point["rows"] for point in series["points"]) + series["undated"] == server.api("count/events", count="exact")["count"]["rows"]
    for point in series["points"]:
        assert sum(point["by"].values()) == point["rows"]


def test_search_groups_what_it_finds(server):
    found = server.api("search", q="shelling")
    assert {group["kind"] for group in found["groups"]} >= {"reports", "statements", "events"}
    for group in found["groups"]:
        for hit in group["hits"]:
            for begin, end in hit["marks"]:
                assert 0 <= begin < end <= len(hit["snippet"])
    assert any(group["hits"] for group in found["groups"])


def test_overview_and_vocabulary(server):
    counts = server.api("overview")["counts"]
    for kind in ("reports", "statements", "mentions", "events"):
        assert counts[kind] == server.api(f"count/{kind}", count="exact")["count"]["rows"], kind
    for name in ("types", "modes", "statuses", "sectors", "countries", "quads", "cameo"):
        assert server.api(f"vocab/{name}")["data"], name
    assert server.get("/api/v1/vocab/nothing").slug() == "no-such-path"


def test_graph_map_and_panel(server):
    actor = server.api("actors", limit=1)["data"][0]["actor_id"]
    graph = server.api("graph", actor=actor)
    names = {node["id"] for node in graph["nodes"]}
    assert actor in names and all(edge["from"] in names and edge["to"] in names for edge in graph["edges"])
    assert server.api("map/events")["type"] == "FeatureCollection"
    panel = server.api("events/panel", unit="country", by="month")
    assert panel["data"] and list(panel["data"][0]) == panel["columns"]
