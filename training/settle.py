# SPDX-License-Identifier: Apache-2.0
"""Step `settle`: the reader goes on over the gold findings and what this project annotated itself (annotations.py), with a quarter of the
treebanks in each pass. Of all that nobody annotated its earlier self, which reads beside it, says what it thought."""
import random

from . import export, refine, texts, train
from .config import SETTLE, STATE, TRAIN, use
from .samples import cut, pack


def batches(state):
    """The gold, in windows as long as the program's, and a quarter of the treebanks."""
    rng, encoded = random.Random(TRAIN["seed"] * 1000 + state.epoch), state.encoded
    random.seed(rng.random())
    found = [s for d in encoded["gold"] for s in cut(d, state.pieces, 128, 192, rng, TRAIN["case_share"])]
    found += [s for d in encoded["treebank"][state.epoch::4] for s in cut(d, state.pieces, TRAIN["minimum_window"], 192, rng, TRAIN["case_share"])]
    return pack(found, TRAIN["batch_pieces"], rng)


def begin():
    """What is gone on from: what `refine` made; where that is not there, what `refine` goes on from."""
    if (STATE / "refined.pt").exists():
        return "refined.pt"
    refine.begin()
    return refine.START


def run(resume=False):
    """Runs that differ in their order; their mean, with a share of what was gone on from."""
    from .distill import average
    start, last = begin(), [f"settled{seed}-{SETTLE['epochs']}.pt" for seed in SETTLE["seeds"]]
    for seed, name in zip(SETTLE["seeds"], last):
        if resume and (STATE / name).exists():
            continue
        use(SETTLE | {"start": start, "seed": seed, "epoch_name": f"settled{seed}"})
        state = train.begin(resume, f"settle{seed}.ckpt", gold=texts.read()[1])
        state.teachers = [export.build(state.data["labels"], STATE / start)[0]]
        train.epochs(state, batches)
    average([*last, start], "settled.pt", [(1 - SETTLE["keeps"]) / len(last)] * len(last) + [SETTLE["keeps"]])
