# SPDX-License-Identifier: Apache-2.0
"""The network of docs/formats/model.md."""
import math

import torch
import torch.nn.functional as F
from torch import nn

from .config import SIZES as S
from .quantize import Dense, Table


def gelu(x):
    """The tanh form."""
    return F.gelu(x, approximate="tanh")


class Dropout(nn.Module):
    """Dropout; on a CPU with masks cut from a pool, as drawing them anew costs 9 % of a step."""

    POOL = 1 << 22

    def __init__(self, share):
        super().__init__()
        self.pool, self.share = None, share

    def forward(self, x):
        if not self.training or not self.share:
            return x
        if x.is_cuda:
            return F.dropout(x, self.share)
        if self.pool is None:
            self.pool = (torch.rand(self.POOL) >= self.share).to(x.dtype) / (1 - self.share)
        begin = int(torch.randint(self.POOL - x.numel(), (1,)))
        return x * self.pool[begin:begin + x.numel()].view(x.shape)


class Embeddings(nn.Module):
    """Piece, position, type and the input feature of each piece's word."""

    def __init__(self):
        super().__init__()
        self.word, self.position = Table(S["vocabulary"], S["hidden"]), Table(S["positions"], S["hidden"])
        self.kind, self.feature = Table(1, S["hidden"]), Table(S["features"], S["hidden"])
        nn.init.zeros_(self.feature.weight)
        self.norm = nn.LayerNorm(S["hidden"], eps=1e-12)

    def forward(self, pieces, features):
        """`features` is -1 where no word stands."""
        positions = torch.arange(pieces.shape[1], device=pieces.device)
        extra = self.feature(features.clamp(min=0)) * (features >= 0).unsqueeze(-1)
        return self.norm(self.word(pieces) + self.position(positions) + self.kind(torch.zeros_like(pieces[:1, :1])) + extra)


def attend(q, k, v, mask):
    """Attention with something added to its scores; on processors the gradient of PyTorch's own is slow."""
    if not torch.is_grad_enabled():
        return F.scaled_dot_product_attention(q, k, v, mask.to(q.dtype))
    return torch.softmax((q / math.sqrt(q.shape[-1])) @ k.transpose(-1, -2) + mask.to(q.dtype), -1) @ v


class Layer(nn.Module):
    """One post-norm transformer layer; attention as plain products."""

    def __init__(self):
        super().__init__()
        h, m = S["hidden"], S["intermediate"]
        self.query, self.key, self.value, self.output = Dense(h, h), Dense(h, h), Dense(h, h), Dense(h, h)
        self.up, self.down = Dense(h, m), Dense(m, h)
        self.norm1, self.norm2 = nn.LayerNorm(h, eps=1e-12), nn.LayerNorm(h, eps=1e-12)

    def forward(self, x, mask, dropout):
        """`mask` is added to the attention scores."""
        b, t, h = x.shape
        split = lambda y: y.view(b, t, S["heads"], h // S["heads"]).transpose(1, 2)
        q, k, v = split(self.query(x)), split(self.key(x)), split(self.value(x))
        mixed = attend(q, k, v, mask).transpose(1, 2).reshape(b, t, h)
        x = self.norm1(x + dropout(self.output(mixed)))
        return self.norm2(x + dropout(self.down(gelu(self.up(x)))))


class Roles(nn.Module):
    """BIO tags of every word of the window for each anchor."""

    def __init__(self, roles):
        super().__init__()
        p, w = S["pair"], S["word"]
        self.q, self.k, self.m, self.n = Dense(w, p), Dense(w, p, bias=False), Dense(w, p, bias=False), Dense(w, p, bias=False)
        self.dist = nn.Embedding(2 * S["distance"] + 1, p)
        nn.init.normal_(self.dist.weight, std=0.1)
        self.conv1, self.conv2, self.conv3 = Dense(3 * p, p), Dense(3 * p, p), Dense(3 * p, p)
        self.out = Dense(p, 2 * roles + 1)

    def forward(self, words, valid, window, anchor):
        """words (B, N, 512), valid (B, N); anchors as (window, word) pairs; gives (A, N, tags)."""
        n = words.shape[1]
        at = words[window, anchor]
        distance = (torch.arange(n, device=words.device)[None] - anchor[:, None]).clamp(-S["distance"], S["distance"]) + S["distance"]
        x = gelu(self.q(at)[:, None] + self.k(words)[window] + self.dist(distance)) + self.m(at)[:, None] * self.n(words)[window]
        keep = valid[window].unsqueeze(-1).to(x.dtype)
        x = x * keep
        for dilation, conv in ((1, self.conv1), (2, self.conv2), (4, self.conv3)):
            wide = F.pad(x, (0, 0, dilation, dilation))
            taps = torch.cat([wide[:, :n], x, wide[:, 2 * dilation:]], -1)
            x = (x + gelu(conv(taps))) * keep
        return self.out(x)


class Arc(nn.Module):
    """Scores of heads: dep (U head) + w head."""

    def __init__(self):
        super().__init__()
        self.inner = Dense(S["arc"], S["arc"], bias=False)
        self.head = nn.Parameter(torch.zeros(S["arc"]))

    def forward(self, dep, head):
        """(S, N, 256) and (S, N + 1, 256) give (S, N, N + 1)."""
        return dep @ self.inner(head).transpose(1, 2) + (head @ self.head)[:, None]


class Reader(nn.Module):
    """Encoder and heads; `labels` gives the sizes of the heads."""

    def __init__(self, labels, dropout=0.1):
        super().__init__()
        size = {head: len(values) for head, values in labels.items()}
        w, a, l = S["word"], S["arc"], S["label"]
        self.drop = Dropout(dropout)
        self.embeddings = Embeddings()
        self.layer = nn.ModuleList([Layer() for _ in range(S["layers"])])
        self.affix, self.shape = Table(S["affix_rows"], S["affix_width"]), Table(S["shapes"], S["shape_width"])
        nn.init.normal_(self.affix.weight, std=0.05)
        nn.init.normal_(self.shape.weight, std=0.1)
        self.sentence, self.upos, self.xpos = Dense(w, 1), Dense(w, size["upos"]), Dense(w, size["xpos"])
        self.feats, self.lemma, self.sem = Dense(w, size["feats"]), Dense(w, size["lemma"]), Dense(w, S["sem"])
        self.name, self.kind, self.cue, self.trigger = (Dense(S["sem"], size[head]) for head in ("name", "kind", "cue", "trigger"))
        self.dep, self.head = Dense(w, a), Dense(w, a)
        self.dep_label, self.head_label = Dense(w, l), Dense(w, l)
        self.root, self.root_label = nn.Parameter(torch.randn(a) * 0.1), nn.Parameter(torch.randn(l) * 0.1)
        self.arc, self.relation = Arc(), Dense(2 * l, size["relation"])
        self.statement, self.event = Roles((size["statement"] - 1) // 2), Roles((size["event"] - 1) // 2)
        self.trig_hidden = Dense(w, S["trigger_hidden"])
        self.status, self.mode, self.code = (Dense(S["trigger_hidden"], size[head]) for head in ("status", "mode", "code"))
        self.fact = nn.Linear(S["trigger_hidden"], 1)    # teaches the status head; it is not in the model file
        self.child, self.parent = Dense(w, S["doorway"], bias=False), Dense(w, S["doorway"], bias=False)
        self.none = Dense(w, 1)

    def encode(self, batch):
        """Vectors of all words of the batch, (W, 512)."""
        x = self.drop(self.embeddings(batch["pieces"], batch["features"]))
        mask = torch.where(batch["mask"], 0.0, -1e9)[:, None, None]
        for layer in self.layer:
            x = layer(x, mask, self.drop)
        first = x.reshape(-1, x.shape[-1])[batch["first"]]
        return self.drop(torch.cat([first, self.affix(batch["affix"]).sum(1), self.shape(batch["shape"])], -1))

    def tags(self, v):
        """Logits of the heads that see one word."""
        s = gelu(self.sem(v))
        out = {head: getattr(self, head)(v) for head in ("sentence", "upos", "xpos", "feats", "lemma")}
        return out | {head: getattr(self, head)(s) for head in ("name", "kind", "cue", "trigger")}

    def arcs(self, v, rows, valid):
        """Head scores in each sentence: rows (S, N) are word numbers; the root is column 0."""
        dep, head = gelu(self.dep(v))[rows], gelu(self.head(v))[rows]
        head = torch.cat([self.root.expand(len(rows), 1, -1), head], 1)
        scores = self.arc(dep, head)
        columns = torch.cat([valid.new_ones(len(rows), 1), valid], 1)
        return scores.masked_fill(~columns[:, None], -1e9)

    def relations(self, v, child, parent):
        """Labels of arcs given as word numbers; parent -1 is the root."""
        dl = self.dep_label(v)[child]
        hl = torch.cat([self.head_label(v), self.root_label[None]])[parent]
        return self.relation(torch.cat([gelu(dl + hl), dl * hl], -1))

    def attributes(self, v):
        """Status, mode and code at the triggers' first words."""
        t = gelu(self.trig_hidden(v))
        return {head: getattr(self, head)(t) for head in ("status", "mode", "code")}

    def facts(self, v):
        """Did it happen, about -1 no to 1 yes."""
        return self.fact(gelu(self.trig_hidden(v))).squeeze(-1)

    def doorways(self, v, window=None):
        """Scores {none} + other triggers of the same window for each trigger, (T, T + 1); without `window` all are of one."""
        links = self.child(v) @ self.parent(v).T / 8
        apart = torch.eye(len(v), dtype=torch.bool, device=v.device)
        if window is not None:
            apart |= window[:, None] != window[None]
        return torch.cat([self.none(v), links.masked_fill(apart, -1e9)], 1)


def load_encoder(model, path):
    """Copy the pre-trained weights."""
    from safetensors.torch import load_file
    weights = load_file(str(path))
    with torch.no_grad():
        e = model.embeddings
        e.word.weight.copy_(weights["embeddings.word_embeddings.weight"])
        e.position.weight.copy_(weights["embeddings.position_embeddings.weight"][:S["positions"]])
        e.kind.weight.copy_(weights["embeddings.token_type_embeddings.weight"][:1])
        e.norm.weight.copy_(weights["embeddings.LayerNorm.weight"])
        e.norm.bias.copy_(weights["embeddings.LayerNorm.bias"])
        names = {"query": "attention.self.query", "key": "attention.self.key", "value": "attention.self.value",
                 "output": "attention.output.dense", "norm1": "attention.output.LayerNorm", "up": "intermediate.dense",
                 "down": "output.dense", "norm2": "output.LayerNorm"}
        for i, layer in enumerate(model.layer):
            for ours, theirs in names.items():
                for kind in ("weight", "bias"):
                    getattr(getattr(layer, ours), kind).copy_(weights[f"encoder.layer.{i}.{theirs}.{kind}"])


def contract_name(key):
    """The name of a parameter in the model file."""
    tables = ("embeddings.word", "embeddings.position", "embeddings.feature", "affix", "shape", "statement.dist", "event.dist")
    if key.endswith(".weight") and key[:-7] in tables:
        return key[:-7]
    return {"arc.inner.weight": "arc.weight", "embeddings.kind.weight": "embeddings.type"}.get(key, key)
