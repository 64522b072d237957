# SPDX-License-Identifier: Apache-2.0
"""Tests of the parts that need no data: python -m unittest training.selftest."""
import random
import unittest

import numpy as np
import torch

from . import decode, lemmas, losses, samples, teachers, windows, words
from .labels import Index
from .model import Reader
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

    def test_two_words_that_may_be_one_span_are_one(self):
        tags = ["O", "B-A", "I-A"]
        scores = np.log(np.array([[0.55, 0.4, 0.05], [0.98, 0.01, 0.01], [0.5, 0.45, 0.05], [0.7, 0.01, 0.29]]))
        self.assertEqual(decode.add_expected(scores, tags, [], 0.6), [(2, 4, "A")])
        self.assertEqual(decode.add_expected(scores, tags, [], 0.9), [])
        self.assertEqual(decode.add_expected(scores, tags, [(0, 1, "A")], 0.6), [(0, 1, "A")])


class Shares(unittest.TestCase):
    def test_certain_shares_are_labels(self):
        logits = torch.randn(5, 3)
        gold = torch.tensor([0, 2, 1, -100, 1])
        certain = torch.nn.functional.one_hot(gold.clamp(min=0), 3).float() * (gold >= 0).unsqueeze(1)
        for a, b in zip(losses.soft_entropy(logits, certain), losses.entropy(logits, gold)):
            self.assertAlmostEqual(float(a), float(b), places=5)

    def test_a_teacher_that_is_the_pupil_teaches_nothing(self):
        torch.manual_seed(1)
        batch = samples.collate([open_sample(n) for n in (5, 9)])
        model = Reader(LABELS).eval()
        taught = teachers.think([model, model], batch)
        found = losses.all_losses(model, batch, taught)
        for head in ("upos", "name", "trigger", "arc", "relation", "event", "status", "doorway"):
            model.zero_grad()
            found[head][0].backward(retain_graph=True)
            strongest = max(float(p.grad.abs().max()) for p in model.parameters() if p.grad is not None)
            self.assertLess(strongest, 1e-3, head)

    def test_annotated_words_are_not_taught(self):
        batch = samples.collate([open_sample(6)])
        batch["cue"][:], batch["trigger"][:] = 0, 0
        taught = teachers.think([Reader(LABELS).eval()], batch)
        self.assertEqual((len(taught["statement"]["window"]), len(taught["event"]["window"])), (0, 0))
        self.assertEqual(len(taught["child"]), 6)


LABELS = {"upos": list("abc"), "xpos": list("ab"), "feats": list("ab"), "lemma": ["="], "relation": list("abcd"), "name": list("OBI"), "kind": list("OBI"),
          "cue": ["O", "B", "I", "BARE"], "trigger": ["O", "B-X", "I-X"], "status": list("ab"), "mode": list("ab"), "code": list("ab"),
          "statement": ["O", "B-s", "I-s"], "event": ["O", "B-a", "I-a"]}


def open_sample(count):
    """A window of two sentences that nobody annotated."""
    rng = random.Random(count)
    text = ["".join(rng.choice("abc") for _ in range(3)) for _ in range(count)]
    document = windows.Document("d", text, [1] * count, bounds=[int(i in (0, 3)) for i in range(count)])
    encoded = samples.Encoded(document, Index(LABELS), lambda word: (1 + len(word),))
    return samples.Sample(encoded, 0, count)


class Names(unittest.TestCase):
    def test_mentions_of_one_and_more_words(self):
        misc = ["Entity=(1-person-new-x-y-1-sgl", "Entity=(2-place-new-x-y-1-sgl)1)"]
        self.assertEqual(sorted(mentions(misc)), [(0, 2, "person"), (1, 2, "place")])


if __name__ == "__main__":
    unittest.main()
