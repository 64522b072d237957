#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""How fast the server answers on a large ledger, alone and for 16 clients at once, beside what the bare SQL costs in SQLite.

    serve_bench.py --program build/release/demarche --ledger build/bench.db [--seconds 10]

The bare SQL is the server's own for the same question (/api/v1/sql/...), run by Python's sqlite3 on the same file.
"""
import argparse
import http.client
import json
import pathlib
import re
import sqlite3
import subprocess
import sys
import time
import urllib.parse

LISTS = ["events", "events?type=ASSAULT", "events?country=BIH", "events?status=planned&sort=-date", "events?place=Sarajevo", "events?actor=BIH&type=CONSULT",
         "mentions", "mentions?country=USA", "statements", "statements?speaker=USA", "statements?form=direct", "reports", "reports?copies=1",
         "actors", "sources", "places", "plans", "plans?verdict=open", "contradictions"]
OTHERS = [("facets/events?country=BIH", 150), ("facets/events", 150), ("facets/statements", 150), ("search?q=shelled+village", 100), ("search?q=treaty", 100),
          ("events/timeline", 200), ("events/timeline?by=status", 200), ("overview", 200)]
LIST_LIMIT, RATE, MEMORY = 50, 200, 500
CLIENTS = 16
PATIENCE = 2.0  # seconds for the bare SQL; a view may have no index for what the server finds by one


def percentile(times, share):
    return sorted(times)[min(len(times) - 1, int(len(times) * share))] * 1000


class Server:
    def __init__(self, program, ledger):
        self.process = subprocess.Popen([program, "serve", "-l", ledger, "--listen", "127.0.0.1:0"], stdout=subprocess.PIPE, text=True)
        self.port = int(re.search(r":(\d+)/", self.process.stdout.readline()).group(1))
        self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)

    def ask(self, path):
        begin = time.monotonic()
        try:
            answer = self.request(path)
        except (http.client.RemoteDisconnected, ConnectionError):  # it does not wait for ever while the bare SQL runs
            self.connection.close()
            begin = time.monotonic()
            answer = self.request(path)
        body = answer.read()
        if answer.status != 200:
            raise RuntimeError(f"{answer.status} {json.loads(body)['title']}")
        return time.monotonic() - begin, body

    def request(self, path):
        self.connection.request("GET", "/api/v1/" + path, headers={"Cache-Control": "no-cache"})
        return self.connection.getresponse()

    def memory(self):
        """Most megabytes so far."""
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmHWM:\s+(\d+)", status).group(1)) / 1024


def bare(server, database, path):
    """Milliseconds of the SQL alone, the median of some runs."""
    kind, _, query = path.partition("?")
    sql = json.loads(server.ask(f"sql/{kind}?{query}")[1])["sql"].rstrip().rstrip(";")
    sql = sql if re.search(r"\bLIMIT\b", sql.rsplit(")", 1)[-1], re.I) else sql + " LIMIT 50"
    times = []
    for _ in range(3):
        begin = time.monotonic()
        database.set_progress_handler(lambda: time.monotonic() - begin > PATIENCE, 10000)
        try:
            database.execute(sql).fetchall()
        except sqlite3.OperationalError:
            return None
        times.append(time.monotonic() - begin)
    return percentile(times, 0.5)


def measure(server, path, runs):
    """An unchanging answer would be kept by server and clients, so each question is asked anew."""
    server.ask(path)
    return [server.ask(path)[0] for _ in range(runs)]


def many_clients(server, seconds, folder, anew):
    """wrk with all lists in turn, each worked out anew or as the server keeps it: requests a second, 95th percentile, errors."""
    script = folder / "paths.lua"
    header = "['Cache-Control'] = 'no-cache'" if anew else ""
    paths = ", ".join(json.dumps("/api/v1/" + path) for path in LISTS)
    script.write_text(f"local paths = {{{paths}}}\nlocal at = 0\nrequest = function()\n  at = at % #paths + 1\n  return wrk.format('GET', paths[at], {{{header}}})\nend\n"
                      "done = function(summary, latency)\n  local e = summary.errors\n"
                      "  io.write(string.format('RESULT %d %d %d %d\\n', summary.requests, summary.duration, latency:percentile(95),"
                      " e.connect + e.read + e.write + e.status + e.timeout))\nend\n")
    out = subprocess.run(["wrk", "-t", "2", "-c", str(CLIENTS), "-d", f"{seconds}s", "--timeout", "10s", "-s", str(script), f"http://127.0.0.1:{server.port}"],
                         capture_output=True, text=True, check=True).stdout
    requests, microseconds, p95, errors = map(int, re.search(r"RESULT (\d+) (\d+) (\d+) (\d+)", out).groups())
    return requests / (microseconds / 1e6), p95 / 1000, errors


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", required=True)
    parser.add_argument("--ledger", required=True)
    parser.add_argument("--seconds", type=int, default=10)
    parser.add_argument("--runs", type=int, default=20)
    args = parser.parse_args()
    server = Server(args.program, args.ledger)
    try:
        return report(server, args)
    finally:
        server.process.terminate()
        server.process.wait()


def report(server, args):
    database = sqlite3.connect(f"file:{urllib.parse.quote(args.ledger)}?mode=ro", uri=True)
    over = []
    print(f"{'question':45} {'p50 ms':>8} {'p95 ms':>8} {'SQL ms':>8} {'ratio':>6}  goal")
    for path, goal in [(path, LIST_LIMIT) for path in LISTS] + OTHERS:
        try:
            times = measure(server, path, args.runs)
        except RuntimeError as error:
            print(f"{path:45} {error}", flush=True)
            over.append(path)
            continue
        middle, p95 = percentile(times, 0.5), percentile(times, 0.95)
        alone = bare(server, database, path) if path in LISTS else None
        shown = f"{alone:8.2f} {middle / max(alone, 0.001):6.1f}" if alone is not None else f"{'':8} {'':6}"
        print(f"{path:45} {middle:8.2f} {p95:8.2f} {shown}  {goal} ms{'' if p95 <= goal else '  OVER'}", flush=True)
        over += [path] if p95 > goal else []
    slowest, failed = float("inf"), 0  # the goal is for answers worked out anew
    for anew in (True, False):
        rate, p95, errors = many_clients(server, args.seconds, pathlib.Path(args.ledger).resolve().parent, anew)
        print(f"{CLIENTS} clients, all lists in turn, {'each worked out anew' if anew else 'as the server keeps them'}: {rate:.0f} requests/s "
              f"(goal {RATE}), p95 {p95:.1f} ms, {errors} errors", flush=True)
        slowest, failed = min(slowest, rate), failed + errors
    memory = server.memory()
    print(f"at most {memory:.0f} MB (goal {MEMORY})")
    if over or slowest < RATE or failed or memory > MEMORY:
        print("over the goal: " + ", ".join(over + ["requests/s"] * (slowest < RATE) + ["errors"] * bool(failed) + ["memory"] * (memory > MEMORY)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
