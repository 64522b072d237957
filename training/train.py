# SPDX-License-Identifier: Apache-2.0
"""Step `train`: all heads together, every batch mixed; stops and resumes."""
import json
import os
import pickle
import random
import time

import numpy as np
import torch

from . import evaluate, export, prepare, quantize
from .config import AGAIN, AVERAGED, DISTILL, SIZES, STATE, STUDENT, TRAIN, encoder_files, use
from .labels import Index
from .losses import Balance, losses
from .samples import Encoded, collate, cut, pack
from .words import Pieces


def epoch_batches(state):
    """Batches of an epoch: each treebank window once, each gold report `gold_passes` times, cut anew, and
    the epoch's part of the labelled texts; lists of samples."""
    encoded = state.encoded
    rng = random.Random(TRAIN["seed"] * 1000 + state.epoch)
    random.seed(rng.random())
    limit, share = SIZES["window_pieces"], TRAIN["case_share"]
    samples = [s for d in encoded["treebank"] for s in cut(d, state.pieces, TRAIN["minimum_window"], limit, rng, share)]
    for _ in range(TRAIN["gold_passes"]):
        samples += [s for d in encoded["gold"] for s in cut(d, state.pieces, 128, limit, rng, share)]
    labelled = encoded["labelled"][state.epoch::TRAIN["epochs"]]    # each text in one epoch
    samples += [s for d in labelled for s in cut(d, state.pieces, 128, limit, rng, share)]
    return pack(samples, TRAIN["batch_pieces"], rng)


def parameter_groups(model):
    """Encoder layers with decaying rates, heads with their own; no weight decay on biases, norms and tables of the input."""
    groups = []
    top = SIZES["layers"]
    for name, parameter in model.named_parameters():
        if name.startswith("layer."):
            rate = TRAIN["encoder_rate"] * TRAIN["layer_decay"] ** (top - 1 - int(name.split(".")[1]))
        elif name.startswith("embeddings.") and "feature" not in name:
            rate = TRAIN["encoder_rate"] * TRAIN["layer_decay"] ** top
        else:
            rate = TRAIN["head_rate"]
        decay = TRAIN["weight_decay"] if parameter.dim() > 1 and not name.startswith("embeddings.") else 0.0
        groups.append({"params": [parameter], "lr": rate, "base": rate, "weight_decay": decay})
    return groups


def rate_at(progress):
    """Share of the full learning rate: linear warm-up, then linear decay."""
    return min(progress / TRAIN["warm_up"], (1 - progress) / (1 - TRAIN["warm_up"]))


class Run:
    """The state of a training run."""

    def __init__(self, resume, name="checkpoint.pt", build=None, **more):
        self.name, self.data, self.ships = name, prepare.load() | {"labelled": []} | more, build is None
        self.pieces = Pieces.load(encoder_files()[1])
        index = Index(self.data["labels"])
        self.encoded = {key: [Encoded(d, index, self.pieces) for d in self.data[key]]
                        for key in ("treebank", "gold", "labelled", "dev", "gold_dev", "gold_long")}
        if build:
            self.model, groups, start = *build(self.data["labels"], self.encoded, self.pieces), {}
        else:
            self.model, start = export.build(self.data["labels"], TRAIN.get("start") and STATE / TRAIN["start"])
            groups = parameter_groups(self.model)
        self.optimizer = torch.optim.AdamW(groups, betas=(0.9, 0.98), fused=True)
        self.balance, self.epoch, self.batch, self.step, self.seconds, self.total = Balance(), 0, 0, 0, start.get("seconds", 0.0), 0
        self.steps_before = start.get("step", 0)
        self.thresholds, self.scores = None, {}
        path = STATE / name
        if resume and path.exists():
            state = torch.load(path, weights_only=False)
            self.model.load_state_dict(state["model"])
            self.optimizer.load_state_dict(state["optimizer"])
            self.balance = Balance(state["means"])
            for key in ("epoch", "batch", "step", "seconds", "total", "steps_before", "thresholds", "scores"):
                setattr(self, key, state.get(key, getattr(self, key)))

    def save(self, name="", optimizer=True):
        """Write a checkpoint by way of a temporary file."""
        name = name or self.name
        state = {key: getattr(self, key) for key in ("epoch", "batch", "step", "seconds", "total", "steps_before", "thresholds", "scores")}
        state |= {"model": self.model.state_dict(), "means": self.balance.means}
        if optimizer:
            state["optimizer"] = self.optimizer.state_dict()
        torch.save(state, STATE / (name + ".part"))
        os.replace(STATE / (name + ".part"), STATE / name)

    def update(self, samples):
        """One step; returns the losses."""
        progress = (self.step + 1) / self.total
        quantize.fake(progress > TRAIN["quantize_from"])
        for group in self.optimizer.param_groups:
            group["lr"] = group["base"] * max(rate_at(progress), 1e-4)
        torch.manual_seed(TRAIN["seed"] + self.step)
        found = losses(self.model, collate(samples))
        loss = self.balance.total(found)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), TRAIN["clip"])
        self.optimizer.step()
        self.optimizer.zero_grad()
        self.step += 1
        return {head: float(value.detach()) / count for head, (value, count) in found.items()}

    def finish_epoch(self):
        """Measure, tune thresholds, export and keep the weights."""
        quantize.fake(TRAIN["quantize_eval"])
        every = 4 if self.encoded["treebank"] else 100
        self.scores, self.thresholds = evaluate.all_scores(self.model, self.encoded, self.data["labels"], self.data["exceptions"], every)
        quantize.fake(False)
        log({"epoch": self.epoch, "step": self.step, "minutes": round(self.seconds / 60, 1), **self.scores, "thresholds": self.thresholds})
        self.save(f"{TRAIN['epoch_name']}-{self.epoch}.pt", optimizer=False)
        self.save()
        if self.ships:
            export.write(self.model, self.data["labels"], self.data["exceptions"], self.thresholds, "/tmp/demarche-current.dmm",
                         f"epoch {self.epoch}")


def run_student(resume=False):
    """Go on from the last epoch with the teacher's names."""
    use(STUDENT)
    state = begin(resume, "student.pt")
    add_names(state)
    epochs(state)


def run_again(resume=False):
    """Once more from the student's weights on, in another order."""
    use(AGAIN)
    state = begin(resume, "again.pt")
    add_names(state)
    epochs(state)


def run_distill(resume=False):
    """From the mean on, with what the larger network found in open texts."""
    from . import label
    use(DISTILL)
    state = begin(resume, "distill.pt", labelled=label.read(), treebank=prepare.load()["treebank"][::2])
    add_names(state)
    epochs(state)


def average(parts=AVERAGED, name="averaged.pt"):
    """The mean of weights by their shares, with thresholds of its own."""
    torch.set_num_threads(TRAIN["threads"])
    data, states = prepare.load(), [torch.load(STATE / file, weights_only=False) for file, _ in parts]
    mean = {}
    for key in states[0]["model"]:
        given = [(state["model"][key].float(), share) for state, (_, share) in zip(states, parts) if key in state["model"]]
        mean[key] = sum(weight * share for weight, share in given) / sum(share for _, share in given)
    model, _ = export.build(data["labels"])
    model.load_state_dict({**model.state_dict(), **mean})
    index, pieces = Index(data["labels"]), Pieces.load(encoder_files()[1])
    encoded = {key: [Encoded(d, index, pieces) for d in data[key]] for key in ("dev", "gold_dev", "gold_long")}
    scores, thresholds = evaluate.all_scores(model, encoded, data["labels"], data["exceptions"])
    log({"average": [file for file, _ in parts], **scores, "thresholds": thresholds})
    torch.save({"model": model.state_dict(), "thresholds": thresholds, "scores": scores, "seconds": states[-1]["seconds"],
                "step": states[-1]["step"], "steps_before": states[-1].get("steps_before", 0)}, STATE / name)


def add_names(state):
    """The teacher's names where a document has none."""
    with open(STATE / "names.pickle", "rb") as file:
        names = pickle.load(file)
    index = state.encoded["gold"][0].index
    for encoded in state.encoded["treebank"] + state.encoded["gold"]:
        if encoded.document.id in names:
            encoded.labels["name"] = np.array(index.ids("name", names[encoded.document.id]))


def log(record):
    """Print and keep a line."""
    line = json.dumps(record)
    print(line, flush=True)
    with open(STATE / "log.jsonl", "a", encoding="utf-8") as file:
        file.write(line + "\n")


def begin(resume, name, **more):
    """The run, with threads set; `more` replaces documents of the data by name."""
    torch.set_num_threads(TRAIN["threads"])
    torch.set_flush_denormal(True)
    return Run(resume, name, **more)


def run(resume=False):
    """Train until the last epoch is done."""
    epochs(begin(resume, "checkpoint.pt"))


def epochs(state):
    """The rest of the run."""
    while state.epoch < TRAIN["epochs"]:
        batches = epoch_batches(state)
        state.total = state.total or len(batches) * TRAIN["epochs"]
        train_epoch(state, batches)
        state.epoch, state.batch = state.epoch + 1, 0
        state.finish_epoch()


def train_epoch(state, batches):
    """The rest of an epoch from the batch the state stands at."""
    state.model.train()
    means, pieces, last_save, since = {}, 0, time.time(), time.time()
    while state.batch < len(batches):
        samples, begun = batches[state.batch], time.time()
        for head, value in state.update(samples).items():
            means[head] = value if head not in means else 0.95 * means[head] + 0.05 * value
        state.batch += 1
        state.seconds += time.time() - begun
        pieces += sum(s.size for s in samples)
        if state.batch % 25 == 0:
            log({"epoch": state.epoch, "batch": state.batch, "of": len(batches), "total": state.total,
                 "pieces_per_second": round(pieces / (time.time() - since)), **{h: round(v, 3) for h, v in means.items()}})
            pieces, since = 0, time.time()
        if time.time() - last_save > TRAIN["checkpoint_seconds"]:
            state.save()
            last_save = time.time()
    state.model.eval()
