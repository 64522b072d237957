# SPDX-License-Identifier: Apache-2.0
"""What this project annotated for training: every line holds, and the checker sees what does not."""
import copy
import pathlib
import sys

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2]))
from training import annotations  # noqa: E402

TEXT = "Verania said on Monday that it had freed two Saldori envoys."
GOOD = {"id": "wcep/1", "text": annotations.digest(TEXT),
        "statements": [{"id": "s1", "speaker": [0, 7, "", "", "GOV"], "cue": [8, 12], "form": "indirect", "content": [[28, 59]], "addressee": None}],
        "events": [{"id": "e1", "trigger": [35, 40], "type": "RETREAT", "mode": "release", "cameo": "0841", "status": "happened",
                    "actors": [[28, 30, "Verania", "", "GOV"]], "recipients": [[41, 59, "", "", "GOV"]], "content_of": None,
                    "date": [13, 22, "2031-03-03", "2031-03-03"], "place": None}]}


def test_all_of_them_hold(capsys):
    assert annotations.check(), capsys.readouterr().err


def test_a_good_one_has_no_faults_and_comes_back_as_it_went():
    assert not list(annotations.faults(GOOD, len(TEXT)))
    gold = annotations.findings(GOOD, TEXT)
    assert gold["statements"][0]["content"][0]["text"] == "it had freed two Saldori envoys"
    assert gold["events"][0]["recipients"][0] == {"begin": 41, "end": 59, "text": "two Saldori envoys", "name": "two Saldori envoys",
                                                  "country": "", "sector": "GOV"}
    record = {"id": "wcep/1", "text": TEXT} | gold
    assert annotations.without_text(record) == GOOD


@pytest.mark.parametrize("path, value, said", [
    (("events", 0, "trigger"), [35, 35], "no span"), (("events", 0, "trigger"), [35, 400], "no span"), (("events", 0, "mode"), "cyber", "mode 'cyber'"),
    (("events", 0, "status"), "done", "status 'done'"), (("events", 0, "cameo"), "8", "code '8'"), (("events", 0, "content_of"), "e9", "no event"),
    (("events", 0, "actors"), [[28, 30, "", "Verania", ""]], "no country"), (("statements", 0, "form"), "said", "form 'said'"),
    (("statements", 0, "content"), [], "0 spans"), (("events", 0, "place"), [28, 30, "", "xx"], "no country")])
def test_faults_are_seen(path, value, said):
    record = copy.deepcopy(GOOD)
    at = record
    for key in path[:-1]:
        at = at[key]
    at[path[-1]] = value
    assert any(said in fault for fault in annotations.faults(record, len(TEXT)))
