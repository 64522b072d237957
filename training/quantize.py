# SPDX-License-Identifier: Apache-2.0
"""Layers that can compute as the int8 program does: weights in -63..63, activations and tables in -127..127, one scale a row."""
import contextlib

import torch
import torch.nn.functional as F
from torch import nn

WEIGHT_LIMIT, ACTIVATION_LIMIT = 63, 127
_state = {"fake": False}


def fake(on):
    """Switch the simulation of int8 on or off for every layer."""
    _state["fake"] = on


def halves(device):
    """Products in bfloat16 where that is faster: on accelerators, and on processors with tiles (AMX: six times as fast as in float)."""
    if device.type == "cuda" or torch.cpu._is_amx_tile_supported():    # pylint: disable=protected-access
        return torch.autocast(device.type, torch.bfloat16)
    return contextlib.nullcontext()


def row_scale(x, limit):
    """Scale of each row; rows of zeros get 1."""
    top = x.detach().abs().amax(-1, keepdim=True)
    return torch.where(top > 0, top / limit, torch.ones_like(top))


def quantize(x, limit):
    """(integers, scales) of each row; halves round to even."""
    scale = row_scale(x, limit)
    return torch.round(x / scale).clamp(-limit, limit), scale


def rounded(x, limit):
    """The value that the integers stand for; the gradient passes straight through."""
    integers, scale = quantize(x.detach(), limit)
    return x + (integers * scale - x).detach()


class Dense(nn.Linear):
    """A linear layer; int8 in the program if it has more than 64 outputs."""

    @property
    def int8(self):
        return self.out_features > 64

    def forward(self, x):
        if _state["fake"] and self.int8:
            return F.linear(rounded(x, ACTIVATION_LIMIT), rounded(self.weight, WEIGHT_LIMIT), self.bias)
        return F.linear(x, self.weight, self.bias)


class Table(nn.Embedding):
    """A table of rows, int8 in the program."""

    def forward(self, rows):
        found = F.embedding(rows, self.weight)
        return rounded(found, ACTIVATION_LIMIT) if _state["fake"] else found
