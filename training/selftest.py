# SPDX-License-Identifier: Apache-2.0
"""Tests of the parts that need no data: python -m unittest training.selftest."""
import random
import unittest

import numpy as np
import torch

from . import decode, lemmas, losses, samples, windows, words
from .names import mentions


class Lemmas(unittest.TestCase):
    def test_script_turns_form_into_lemma(self):
        for form, lemma in (("went", "go"), ("Said", "say"), ("NATO", "NATO"), ("The", "the"), ("'s", "be"), ("Cities", "city")):
            self.assertEqual(lemmas.apply(lemmas.script(form, lemma), form), lemma)


class Words(unittest.TestCase):
    def test_shapes(self):
        expected = {"...": 0, "$": 0, "12": 1, "F-16": 2, "A": 3, "NATO": 4, "Iran": 5, "said": 6, "McDonald": 7, "½": 8}
        self.assertEqual({word: words.shape(word) for word in expected}, expected)

    def test_affix_rows_of_short_words(self):
        self.assertEqual(words.affix_rows("a")[0], words.fnv1a(b"s1a") % 8192)
        self.assertEqual(len(words.affix_rows("a")), 7)

    def test_pieces(self):
        pieces = words.Pieces(["[UNK]", "[CLS]", "[SEP]", "un", "##able", "-", "cafe"])
        self.assertEqual(pieces("Unable"), (3, 4))
        self.assertEqual(pieces("Café-x"), (6, 5, 0))
        self.assertEqual(pieces("\u0301"), (0,))


class Windows(unittest.TestCase):
    def test_every_word_once_and_none_too_long(self):
        rng = random.Random(1)
        text = [rng.choice(["word", ".", "”", "x"]) for _ in range(500)]
        gaps = [3 if i % 90 == 0 else 1 for i in range(500)]
        document = windows.Document("d", text, gaps)
        found = windows.windows(document, lambda word: (1, 2), 64)
        self.assertEqual([b for b, _ in found[1:]], [e for _, e in found[:-1]])
        self.assertEqual((found[0][0], found[-1][1]), (0, 500))
        self.assertLessEqual(max(2 * (e - b) for b, e in found), 62)


class Decode(unittest.TestCase):
    def test_inside_follows_its_own_begin(self):
        scores = np.zeros((1, 3, 5), np.float32)
        scores[0, 0, 0], scores[0, 1, 2], scores[0, 2, 4] = 5, 3, 3
        path = decode.viterbi(scores)[0].tolist()
        for before, tag in zip([0] + path, path):
            if tag in (2, 4):
                self.assertIn(before, (tag - 1, tag))

    def test_tree_has_one_root_and_no_cycle(self):
        rng = np.random.default_rng(0)
        for n in range(1, 15):
            heads = decode.tree(rng.normal(size=(n, n + 1)))
            self.assertEqual(heads.count(0), 1)
            for i in range(1, n + 1):
                steps = 0
                while i and steps <= n:
                    i, steps = heads[i - 1], steps + 1
                self.assertLessEqual(steps, n)

    def test_spans(self):
        self.assertEqual(decode.spans_of(["O", "I-A", "I-A", "B-A", "I-B"]), [(1, 3, "A"), (3, 4, "A"), (4, 5, "B")])


class Shares(unittest.TestCase):
    def test_certain_shares_are_labels(self):
        logits = torch.randn(5, 3)
        gold = torch.tensor([0, 2, 1, -100, 1])
        certain = torch.nn.functional.one_hot(gold.clamp(min=0), 3).float() * (gold >= 0).unsqueeze(1)
        for a, b in zip(losses.soft_entropy(logits, certain), losses.entropy(logits, gold)):
            self.assertAlmostEqual(float(a), float(b), places=5)

    def test_roles_of_another_window(self):
        given = np.arange(12, dtype=np.float16).reshape(4, 3)
        batch = {"statement": {}}
        samples.add_anchor_shares(batch, "statement", [(0, 12, {"shares": (10, given)})], 5)    # given for words 10-13, the window begins at 12
        found = batch["statement"]["shares"][0].numpy()
        self.assertEqual(found[:2].tolist(), given[2:].tolist())
        self.assertEqual(found[2:].sum(), 0)


class Names(unittest.TestCase):
    def test_mentions_of_one_and_more_words(self):
        misc = ["Entity=(1-person-new-x-y-1-sgl", "Entity=(2-place-new-x-y-1-sgl)1)"]
        self.assertEqual(sorted(mentions(misc)), [(0, 2, "person"), (1, 2, "place")])


if __name__ == "__main__":
    unittest.main()
