# SPDX-License-Identifier: Apache-2.0
"""Step `prepare`: read all data once and keep it as one file."""
import pickle

from . import annotations, config, gold, labels, re3d, treebank


def load():
    """What `prepare` wrote."""
    with open(config.STATE / "data.pickle", "rb") as file:
        return pickle.load(file)


def run():
    """Read treebanks, names and gold; build the label sets; write data.pickle."""
    if not config.SHARED.is_dir():
        raise SystemExit(f"training needs the data folder {config.SHARED} (set DEMARCHE_SHARED); it is not part of the repository")
    config.STATE.mkdir(parents=True, exist_ok=True)
    ewt = treebank.read(config.TREEBANK / "ewt-train.conllu", facts=treebank.read_facts(config.FACTS))
    gum = treebank.read(config.TREEBANK / "gum-open-train.conllu", names=True)
    dev = treebank.read(config.TREEBANK / "ewt-dev.conllu")
    missing = treebank.attach_uner(dev, treebank.read_uner(config.UNER / "en_ewt-ud-dev.iob2"))
    findings = gold.read(config.GOLD / "train.jsonl")
    sets, exceptions = labels.build(ewt + gum, findings)    # of these alone: the codes that the weights know stay the same
    findings += gold.documents(annotations.read())
    data = {"treebank": ewt + gum + re3d.read(), "gold": findings, "dev": dev, "gold_dev": gold.read(config.GOLD / "dev.jsonl"),
            "gold_long": gold.read(config.GOLD / "dev-long.jsonl"), "gold_held": gold.documents(annotations.read(held_out=True)), "labels": sets, "exceptions": exceptions}
    with open(config.STATE / "data.pickle", "wb") as file:
        pickle.dump(data, file)
    print({key: len(value) for key, value in sets.items()}, "exceptions", len(exceptions), "UNER sentences not found", missing)
    events = sum(len(d.events) for d in findings)
    print("gold", len(findings), "statements", sum(len(d.statements) for d in findings), "events", events)
