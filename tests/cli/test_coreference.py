# SPDX-License-Identifier: Apache-2.0
"""The scorer of eval/ecb.py, on cases worked out by hand."""
import pathlib
import sys

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "eval"))
import coreference  # noqa: E402


def groups(text):
    return [set(group) for group in text.split()]


# Gold, system, then MUC, B-cubed and CEAF-e (F1), worked out from the definitions.
CASES = [
    ("abc de", "abc de", 1, 1, 1),
    # Bagga and Baldwin's example: gold 1-5, 6-7, 8-12; the system joins the last two. MUC: R 9/9, P 9/10. B3: R 1,
    # P (5*1 + 2*2/7 + 5*5/7) / 12 = 64/84. CEAF-e: 1 + 2*5/(5+7) = 11/6; P 11/12, R 11/18.
    ("12345 67 89abc", "12345 6789abc", 2 * 0.9 / 1.9, 2 * (64 / 84) / (1 + 64 / 84), 2 * (11 / 12) * (11 / 18) / (11 / 12 + 11 / 18)),
    # Everything apart: no links at all; B3: P 1, R (1/3 * 3 + 1) / 4; CEAF-e: 2*1/(1+3) + 1 = 1.5; P 1.5/4, R 1.5/2.
    ("abc d", "a b c d", 0, 2 * 0.5 / 1.5, 2 * 0.375 * 0.75 / (0.375 + 0.75)),
    # Crossed: the assignment must give up the greedy choice. phi(ab,ab)... gold ab cd, system abc d:
    # phi(ab,abc) = 4/5, phi(cd,abc) = 2/5, phi(cd,d) = 2/3; best 4/5 + 2/3. MUC: R: ab kept 1, cd 0 of 2; P: abc 1 of 2.
    ("ab cd", "abc d", 0.5, 2 * (2 / 3) * 0.75 / (2 / 3 + 0.75), (4 / 5 + 2 / 3) / 2),
]


@pytest.mark.parametrize("gold, system, muc, b3, ceafe", CASES)
def test_hand_made_cases(gold, system, muc, b3, ceafe):
    scores = coreference.scores(groups(gold), groups(system))
    assert scores["muc"] == pytest.approx(muc)
    assert scores["b3"] == pytest.approx(b3)
    assert scores["ceafe"] == pytest.approx(ceafe)
    assert scores["conll"] == pytest.approx((muc + b3 + ceafe) / 3)


def test_assignment_is_the_best_of_all():
    weight = {(0, 0): 0.9, (0, 1): 0.8, (1, 0): 0.8}
    assert coreference.assignment(2, 2, weight) == pytest.approx(1.6)
    assert coreference.assignment(1, 3, {(0, 2): 0.5}) == pytest.approx(0.5)
