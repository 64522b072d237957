# SPDX-License-Identifier: Apache-2.0
"""The API's description of itself, and that the server does what it describes. schemathesis asks whatever the description allows;
where it is not installed (tests/http/requirements.txt) that test is skipped and says so."""
import re
import subprocess
import sys

import pytest
from conftest import KINDS, ROOT


def references(value):
    if isinstance(value, dict):
        if "$ref" in value:
            yield value["$ref"]
        for inner in value.values():
            yield from references(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from references(inner)


def test_is_whole(server):
    api = server.api("openapi.json")
    assert api["openapi"].startswith("3.1")
    for reference in references(api):
        assert reference.removeprefix("#/components/schemas/") in api["components"]["schemas"], reference
    names = [operation["operationId"] for item in api["paths"].values() for operation in item.values()]
    assert len(names) == len(set(names)) and all(f"/api/v1/{kind}" in api["paths"] for kind in KINDS)
    for path, item in api["paths"].items():
        for operation in item.values():
            named = {parameter["name"] for parameter in operation.get("parameters", []) if parameter["in"] == "path"}
            assert named == set(re.findall(r"\{(\w+)\}", path)), path


def test_columns_are_those_of_the_rows(server):
    schemas = server.api("openapi.json")["components"]["schemas"]
    for kind in KINDS:
        for row in server.api(kind, limit=3)["data"]:
            assert list(row) == list(schemas[kind.rstrip("s")]["properties"]), kind


def test_is_a_page_too(server):
    page = server.get("/api").text
    for path in server.api("openapi.json")["paths"]:
        assert path in page


def test_every_address_of_the_paper_is_described(server):
    paths = server.api("openapi.json")["paths"]
    text = (ROOT / "docs/formats/http.md").read_text()
    for path in set(re.findall(r"(?:GET|POST) (/api/v1/[a-z/_.]+[a-z])(?=[`?\s])", text)):
        assert path in paths, path


def test_an_empty_value_is_refused(server):
    paths = server.api("openapi.json")["paths"]
    for path, item in paths.items():
        for parameter in item.get("get", {}).get("parameters", []) if "{" not in path else []:
            if parameter["in"] == "query" and parameter["schema"].keys() != {"type"}:
                assert server.get(path, **{parameter["name"]: ""}).status == 400, (path, parameter["name"])


def test_the_server_does_what_it_describes(server, tmp_path):
    pytest.importorskip("schemathesis")
    # Some parameters exclude one another, and a cursor is not to be guessed: an answer 400 to what each alone would allow is right.
    command = [sys.executable, "-m", "schemathesis.cli", "run", f"http://127.0.0.1:{server.port}/api/v1/openapi.json", "--phases", "coverage,fuzzing",
               "--max-examples", "5", "--exclude-checks", "positive_data_acceptance,unsupported_method,ignored_auth", "--seed", "1", "--no-color",
               "--request-timeout", "20", "--workers", "1",
               # Lines of JSON have no form there: test_writing.py has them.
               "--exclude-path-regex", "/v1/read$"]
    run = subprocess.run(command, capture_output=True, text=True, timeout=600, cwd=tmp_path)
    assert run.returncode == 0, run.stdout[-8000:] + run.stderr[-2000:]
    assert server.get("/healthz").status == 200
