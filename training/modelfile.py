# SPDX-License-Identifier: Apache-2.0
"""Writing the model file of docs/formats/model.md."""
import hashlib
import json
import os
import struct

import numpy as np

from .config import SIZES
from .model import contract_name
from .quantize import ACTIVATION_LIMIT, WEIGHT_LIMIT, Dense, Table, quantize

ALIGN = 64


def tensors(model):
    """Yield (name, array, scales or None) for every parameter."""
    limits = {}
    for path, module in model.named_modules():
        if isinstance(module, Table):
            limits[path + ".weight"] = ACTIVATION_LIMIT
        elif isinstance(module, Dense) and module.int8:
            limits[path + ".weight"] = WEIGHT_LIMIT
    for key, value in sorted(model.state_dict().items()):
        if key.startswith("fact."):
            continue
        if key in limits:
            integers, scale = quantize(value.float(), limits[key])
            yield contract_name(key), integers.numpy().astype(np.int8), scale.squeeze(-1).numpy().astype("<f4")
        else:
            yield contract_name(key), value.float().numpy().astype("<f4"), None


class Data:
    """Bytes with aligned parts."""

    def __init__(self):
        self.parts, self.size = [], 0

    def add(self, array):
        """Append an array; its offset."""
        offset = -self.size % ALIGN
        raw = array.tobytes()
        self.parts += [b"\0" * offset, raw]
        at = self.size + offset
        self.size = at + len(raw)
        return at


def write(path, model, labels, exceptions, thresholds, vocabulary, version):
    """Write the file by way of a temporary one; returns (bytes, digest of the whole file)."""
    data, table = Data(), {}
    for name, array, scales in tensors(model):
        table[name] = {"dtype": "i8" if scales is not None else "f32", "shape": list(array.shape), "offset": data.add(array)}
        if scales is not None:
            table[name]["scale"] = data.add(scales)
    header = {"name": "reader-en", "version": version, "sizes": SIZES, "labels": labels, "lemma_exceptions": exceptions,
              "thresholds": thresholds, "vocabulary": vocabulary, "tensors": table}
    text = json.dumps(header, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
    body = text + b"\0" * (-(48 + len(text)) % ALIGN) + b"".join(data.parts)
    whole = b"DEMARCHE" + struct.pack("<II", 1, len(text)) + hashlib.sha256(body).digest() + body
    temporary = str(path) + ".part"
    with open(temporary, "wb") as file:
        file.write(whole)
    os.replace(temporary, path)
    return len(whole), hashlib.sha256(whole).hexdigest()


def read(path):
    """(header, {name: float array}) of a model file; refuses one whose digest is wrong."""
    whole = open(path, "rb").read()
    version, length = struct.unpack("<II", whole[8:16])
    if whole[:8] != b"DEMARCHE" or version != 1 or hashlib.sha256(whole[48:]).digest() != whole[16:48]:
        raise ValueError(f"{path}: not a model file of version 1, or damaged")
    header = json.loads(whole[48:48 + length])
    base, out = 48 + length + (-(48 + length) % ALIGN), {}
    for name, entry in header["tensors"].items():
        count = int(np.prod(entry["shape"]))
        values = np.frombuffer(whole, np.int8 if entry["dtype"] == "i8" else "<f4", count, base + entry["offset"])
        values = values.reshape(entry["shape"]).astype(np.float32)
        if entry["dtype"] == "i8":
            values *= np.frombuffer(whole, "<f4", entry["shape"][0], base + entry["scale"])[:, None]
        out[name] = values
    return header, out
