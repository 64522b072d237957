# SPDX-License-Identifier: Apache-2.0
"""Step `check`: the model file read back and computed as the program does, against the same weights computed in float."""
import hashlib
import json
from pathlib import Path

import torch

from . import card, config, evaluate, export, findings, modelfile, prepare, quantize
from .labels import Index
from .model import contract_name
from .samples import Encoded
from .words import Pieces


def from_file(path, labels):
    """(network with the file's weights, header)."""
    header, tensors = modelfile.read(path)
    model, _ = export.build(labels)
    model.load_state_dict({key: torch.from_numpy(tensors[contract_name(key)].copy()) for key in model.state_dict() if not key.startswith("fact.")}, strict=False)
    return model, header


def measure(model, encoded, data, thresholds):
    """Scores at fixed thresholds: heads on their own, then whole findings."""
    heads, _ = evaluate.all_scores(model, encoded, data["labels"], data["exceptions"])
    out = {"heads": heads}
    for key in ("gold_dev", "gold_long"):
        collector = findings.Collector(model, data["labels"], encoded[key])
        summary = findings.score(collector, thresholds, [e.document.gold for e in encoded[key]])
        out[key] = {k: round(summary[k], 1) for k in ("content_f1", "attributed_f1", "located_f1", "typed_f1", "status", "unreal_as_real")}
    return out


def run(output="", checkpoint=""):
    """Compare, print, and write the card and the manifest."""
    path = Path(output or config.MODELS / "reader-en.dmm")
    torch.set_num_threads(config.TRAIN["threads"])
    data = prepare.load()
    index, pieces = Index(data["labels"]), Pieces.load(config.encoder_files()[1])
    encoded = {key: [Encoded(d, index, pieces) for d in data[key]] for key in ("dev", "gold_dev", "gold_long")}
    model, header = from_file(path, data["labels"])
    quantize.fake(True)
    int8 = measure(model, encoded, data, header["thresholds"])
    quantize.fake(False)
    floats = measure(model, encoded, data, header["thresholds"])
    _, state = export.build(data["labels"], checkpoint or config.last_checkpoint())
    print(json.dumps({"float": floats, "int8": int8}, indent=1))
    result = {"float": floats, "int8": int8, "sha256": hashlib.sha256(path.read_bytes()).hexdigest(), "bytes": path.stat().st_size,
              "minutes": round(state["seconds"] / 60), "steps": state["step"] + state.get("steps_before", 0), "device": state.get("device", "processor cores"),
              "thresholds": header["thresholds"], "version": header["version"]}
    (config.STATE / "check.json").write_text(json.dumps(result))
    if path.parent == config.MODELS:
        card.write(result)
    worst = max((floats[part][k] - int8[part][k], part, k) for part in floats for k in floats[part])
    print("largest loss by int8:", worst)
