# SPDX-License-Identifier: Apache-2.0
"""Step `train`: all heads together, every batch mixed; stops and resumes. The steps `mpnet` and `distill` train in the same way."""
import json
import os
import random
import time

import torch

from . import evaluate, export, prepare, quantize, teachers
from .config import SIZES, STATE, TRAIN, encoder_files
from .labels import Index
from .losses import Balance, losses
from .samples import Encoded, collate, cut, pack
from .words import Pieces


def device():
    """An accelerator if there is one."""
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")


def device_name():
    """What the card says the training ran on."""
    return torch.cuda.get_device_name() if device().type == "cuda" else f"{TRAIN['threads']} processor cores"


def moved(value, to):
    """A batch with all its tensors on a device."""
    if isinstance(value, torch.Tensor):
        return value.to(to, non_blocking=True)
    return {key: moved(x, to) for key, x in value.items()} if isinstance(value, dict) else value


class Batches(torch.utils.data.Dataset):
    """Groups of samples, made into tensors by whoever asks; the samples themselves stay behind."""

    def __init__(self, groups):
        self.groups = groups

    def __len__(self):
        return len(self.groups)

    def __getitem__(self, i):
        batch = collate(self.groups[i])
        return {key: value for key, value in batch.items() if key != "samples"} | {"size": sum(s.size for s in self.groups[i])}


def loader(groups):
    """The batches in order, put together beside the training where there are processors for it."""
    return torch.utils.data.DataLoader(Batches(groups), batch_size=None, num_workers=TRAIN["workers"] if device().type == "cuda" else 0)


def epoch_batches(state):
    """Batches of an epoch: each treebank window once, each gold report `gold_passes` times, cut anew, and each text of a `study`
    set or for the teachers once; lists of samples."""
    encoded = state.encoded
    rng = random.Random(TRAIN["seed"] * 1000 + state.epoch)
    random.seed(rng.random())
    limit, share = SIZES["window_pieces"], TRAIN["case_share"]
    samples = [s for d in encoded["treebank"] for s in cut(d, state.pieces, TRAIN["minimum_window"], limit, rng, share)]
    for _ in range(TRAIN["gold_passes"]):
        samples += [s for d in encoded["gold"] for s in cut(d, state.pieces, 128, limit, rng, share)]
    samples += [s for d in encoded["study"] + encoded["texts"] for s in cut(d, state.pieces, 128, limit, rng, share)]
    return pack(samples, TRAIN["batch_pieces"], rng)


INPUT = ("embeddings.", "word.", "position.", "norm.", "bias.")


def parameter_groups(model, layers=SIZES["layers"]):
    """Encoder layers with decaying rates, heads with their own; no weight decay on biases, norms and tables of the input. Parameters that are
    treated alike are one group."""
    groups = {}
    for name, parameter in model.named_parameters():
        if name.startswith("layer."):
            rate = TRAIN["encoder_rate"] * TRAIN["layer_decay"] ** (layers - 1 - int(name.split(".")[1]))
        elif name.startswith(INPUT) and "feature" not in name:
            rate = TRAIN["encoder_rate"] * TRAIN["layer_decay"] ** layers
        else:
            rate = TRAIN["head_rate"]
        decay = TRAIN["weight_decay"] if parameter.dim() > 1 and not name.startswith(INPUT) else 0.0
        groups.setdefault((rate, decay), []).append(parameter)
    return [{"params": parameters, "lr": rate, "base": rate, "weight_decay": decay} for (rate, decay), parameters in groups.items()]


def rate_at(progress):
    """Share of the full learning rate: linear warm-up, then linear decay."""
    return min(progress / TRAIN["warm_up"], (1 - progress) / (1 - TRAIN["warm_up"]))


class Run:
    """The state of a training run."""

    def __init__(self, resume, name="checkpoint.pt", build=None, **more):
        self.name, self.data, self.ships, self.teachers = name, prepare.load() | {"study": [], "texts": []} | more, build is None, []
        self.asked = {}    # how `teachers.think` asks them
        self.pieces = Pieces.load(encoder_files()[1])
        index = Index(self.data["labels"])
        self.encoded = {key: [Encoded(d, index, self.pieces) for d in self.data[key]]
                        for key in ("treebank", "gold", "study", "texts", "dev", "gold_dev", "gold_long")}
        if build:
            self.model, groups, start = *build(self.data["labels"], self.encoded, self.pieces), {}
        else:
            self.model, start = export.build(self.data["labels"], TRAIN.get("start") and STATE / TRAIN["start"])
            groups = parameter_groups(self.model)
        self.model.to(device())
        self.optimizer = torch.optim.AdamW(groups, betas=(0.9, 0.98), fused=True)
        self.balance, self.epoch, self.batch, self.step, self.seconds, self.total = Balance(), 0, 0, 0, start.get("seconds", 0.0), 0
        self.steps_before = start.get("step", 0)
        self.thresholds, self.scores = None, {}
        path = STATE / name
        if resume and path.exists():
            state = torch.load(path, weights_only=False, map_location="cpu")
            self.model.load_state_dict(state["model"])
            self.optimizer.load_state_dict(state["optimizer"])
            self.balance = Balance(state["means"])
            for key in ("epoch", "batch", "step", "seconds", "total", "steps_before", "thresholds", "scores"):
                setattr(self, key, state.get(key, getattr(self, key)))

    def save(self, name="", optimizer=True):
        """Write a checkpoint by way of a temporary file."""
        name = name or self.name
        state = {key: getattr(self, key) for key in ("epoch", "batch", "step", "seconds", "total", "steps_before", "thresholds", "scores")}
        state |= {"model": self.model.state_dict(), "means": self.balance.means, "device": device_name()}
        if optimizer:
            state["optimizer"] = self.optimizer.state_dict()
        torch.save(state, STATE / (name + ".part"))
        os.replace(STATE / (name + ".part"), STATE / name)

    def update(self, batch):
        """One step; returns the losses."""
        progress, batch = (self.step + 1) / self.total, moved(batch, device())
        quantize.fake(progress > TRAIN["quantize_from"])
        for group in self.optimizer.param_groups:
            group["lr"] = group["base"] * max(rate_at(progress), 1e-4)
        torch.manual_seed(TRAIN["seed"] + self.step)
        found = losses(self.model, batch, self.thoughts(batch))
        loss = self.balance.total(found)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), TRAIN["clip"])
        self.optimizer.step()
        self.optimizer.zero_grad()
        self.step += 1
        return {head: value.detach() / count for head, (value, count) in found.items()}

    def thoughts(self, batch):
        """What the teachers think of the batch; None without teachers."""
        if not self.teachers:
            return None
        with quantize.halves(batch["pieces"].device):
            thought = teachers.think(self.teachers, batch, **self.asked)
        return teachers.in_type(thought, torch.float)

    def finish_epoch(self):
        """Measure, tune thresholds, export and keep the weights."""
        self.model.cpu()
        quantize.fake(TRAIN["quantize_eval"])
        self.scores, self.thresholds = evaluate.all_scores(self.model, self.encoded, self.data["labels"], self.data["exceptions"], 4)
        quantize.fake(False)
        log({"epoch": self.epoch, "step": self.step, "minutes": round(self.seconds / 60, 1), **self.scores, "thresholds": self.thresholds})
        self.save(f"{TRAIN['epoch_name']}-{self.epoch}.pt", optimizer=False)
        if self.ships:
            export.write(self.model, self.data["labels"], self.data["exceptions"], self.thresholds, "/tmp/demarche-current.dmm",
                         f"epoch {self.epoch}")
        self.model.to(device())
        self.save()


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
    torch.set_float32_matmul_precision("high")    # TensorFloat-32 where an accelerator has it
    return Run(resume, name, **more)


def run(resume=False):
    """Train until the last epoch is done."""
    epochs(begin(resume, "checkpoint.pt"))


def epochs(state, batches_of=epoch_batches):
    """The rest of the run."""
    while state.epoch < TRAIN["epochs"]:
        batches = batches_of(state)
        state.total = state.total or len(batches) * TRAIN["epochs"]
        train_epoch(state, batches)
        state.epoch, state.batch = state.epoch + 1, 0
        state.finish_epoch()


def train_epoch(state, batches):
    """The rest of an epoch from the batch the state stands at."""
    state.model.train()
    means, pieces, last_save, since = {}, 0, time.time(), time.time()
    for batch in loader(batches[state.batch:]):
        begun = time.time()
        for head, value in state.update(batch).items():
            means[head] = value if head not in means else 0.95 * means[head] + 0.05 * value
        state.batch += 1
        state.seconds += time.time() - begun
        pieces += batch["size"]
        if state.batch % 25 == 0:
            log({"epoch": state.epoch, "batch": state.batch, "of": len(batches), "total": state.total,
                 "pieces_per_second": round(pieces / (time.time() - since)), **{h: round(float(v), 3) for h, v in means.items()}})
            pieces, since = 0, time.time()
        if time.time() - last_save > TRAIN["checkpoint_seconds"]:
            state.save()
            last_save = time.time()
    state.model.eval()
