# SPDX-License-Identifier: Apache-2.0
"""Step `export`: the model file and its check file."""
from pathlib import Path

import torch

from . import config, evaluate, findings, modelfile, prepare, quantize, reference
from .labels import Index
from .model import Reader, load_encoder
from .samples import Encoded
from .words import Pieces


def build(labels, checkpoint=None):
    """The network with pre-trained or checkpointed weights; (model, checkpoint's state)."""
    torch.manual_seed(config.TRAIN["seed"])
    torch.set_num_threads(config.TRAIN["threads"])
    model = Reader(labels, config.TRAIN["dropout"])
    load_encoder(model, config.encoder_files()[0])
    state = {}
    if checkpoint:
        state = torch.load(checkpoint, weights_only=False, map_location="cpu")
        model.load_state_dict({**model.state_dict(), **state["model"]})
    model.eval()
    return model, state


def write(model, labels, exceptions, thresholds, output, version):
    """Model file and check file side by side."""
    pieces = Pieces.load(config.encoder_files()[1])
    size, digest = modelfile.write(output, model, labels, exceptions, thresholds, pieces.list, version)
    check = Path(str(output).removesuffix(".dmm") + ".check.json")
    reference.write(check, model, labels, pieces)
    return size, digest


def tuned(model, data, thresholds):
    """Thresholds for whole findings on the development gold, computed in int8 as the program does; name offsets go into the bias."""
    index, pieces = Index(data["labels"]), Pieces.load(config.encoder_files()[1])
    quantize.fake(True)
    dev = [Encoded(d, index, pieces) for d in data["dev"]]
    offsets, before, after = evaluate.name_offsets(model, dev, data["labels"])
    print(f"names: {before} -> {after} with {offsets}")
    with torch.no_grad():
        for i, tag in enumerate(data["labels"]["name"]):
            model.name.bias[i] += offsets.get(tag.split("-")[-1], 0.0)
    encoded = [Encoded(d, index, pieces) for key in ("gold_dev", "gold_long", "gold_held") for d in data[key]]
    with torch.no_grad():
        model.event.out.bias += torch.tensor([config.ROLE_LIFT.get(tag[2:], 0.0) for tag in data["labels"]["event"]])
    scores, thresholds = findings.tune(model, encoded, data["labels"], thresholds)
    print("temperatures:", findings.calibrate(model, encoded, data["labels"], thresholds))
    quantize.fake(False)
    print("whole findings on dev, dev-long and annotations held out, int8:", scores, thresholds)
    return thresholds


def run(untrained=False, checkpoint="", output=""):
    """Export the last checkpoint, or a network with random heads."""
    data = prepare.load()
    path = None if untrained else checkpoint or config.last_checkpoint()
    model, state = build(data["labels"], path)
    default = "/tmp/demarche-untrained.dmm" if untrained else config.MODELS / "reader-en.dmm"
    thresholds = state.get("thresholds") or {"sentence": 0.0, "cue": 0.0, "trigger": 0.0, "doorway": 0.0}
    if not untrained:
        thresholds = tuned(model, data, thresholds)
    size, digest = write(model, data["labels"], data["exceptions"], thresholds, output or default, "0" if untrained else config.VERSION)
    print(output or default, size, "bytes, sha256", digest)
