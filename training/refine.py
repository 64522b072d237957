# SPDX-License-Identifier: Apache-2.0
"""Step `refine`: what `distill` made, or else the weights that ship, goes on learning, on processors too (2 1/2 hours on two cores with AMX).

One larger network learns trees, tags and names (three passes over the treebanks, one and two thirds over en-worldwide), then the gold findings
too (four passes, with a quarter of the treebanks in each). Batches of everything open are made once, and what it thinks of them is kept; of
statements and events, the mean of what it and the reader's earlier self think, who keeps what other networks taught it. The reader learns from those
and from the labels.
"""
import pickle
import random
import shutil

import torch

from . import export, losses, modelfile, mpnet, polnear, prepare, quantize, teachers, texts, train, worldwide
from .config import MODELS, MPNET, REFINE, ROLE_LIFT, STATE, TRAIN, encoder_files, use
from .labels import Index
from .model import contract_name
from .samples import Encoded, collate, cut, pack
from .words import Pieces

PART = 50    # batches of one file of thoughts
START = "refine-start.pt"
LEARNED = f"{REFINE['findings']['epoch_name']}-{REFINE['findings']['epochs']}.pt"


def begin():
    """Write what is gone on from: what `distill` made; where that is not there, the weights of models/reader-en.dmm."""
    if (STATE / "distilled.pt").exists():
        shutil.copyfile(STATE / "distilled.pt", STATE / START)
    else:
        write_shipped()


def write_shipped():
    """The weights of models/reader-en.dmm as the networks have them; heads that it lacks stay random."""
    header, values = modelfile.read(MODELS / "reader-en.dmm")
    model, _ = export.build(prepare.load()["labels"])
    state = model.state_dict()
    for key in state:
        if contract_name(key) in values:
            state[key] = torch.tensor(values[contract_name(key)]).view(state[key].shape)
    state["event.out.bias"] -= torch.tensor([ROLE_LIFT.get(tag[2:], 0.0) for tag in header["labels"]["event"]])
    torch.save({"model": state, "thresholds": header["thresholds"]}, STATE / START)


def teacher_batches(state):
    """The treebanks, and a third of en-worldwide in each pass but the last."""
    rng, study = random.Random(TRAIN["seed"] * 1000 + state.epoch), state.encoded["study"]
    random.seed(rng.random())
    found = [s for d in state.encoded["treebank"] for s in cut(d, state.pieces, TRAIN["minimum_window"], 192, rng, TRAIN["case_share"])]
    last = state.epoch == TRAIN["epochs"] - 1
    found += [s for d in (study if last else study[state.epoch::3]) for s in cut(d, state.pieces, 128, 192, rng, TRAIN["case_share"])]
    batches = pack(found, TRAIN["batch_pieces"], rng)
    if last:
        state.total = state.step - state.batch + len(batches)
    return batches


def teach(resume):
    """The larger network: trees, tags and names."""
    name = f"refine{REFINE['teacher_seed']}"
    if resume and (STATE / f"{name}-{MPNET['epochs']}.pt").exists():
        return
    use(MPNET | {"start": START, "seed": REFINE["teacher_seed"], "epoch_name": name})
    state = train.begin(resume, f"{name}.pt", build=mpnet.build, study=worldwide.read())
    train.epochs(state, teacher_batches)


def findings_batches(state):
    """The gold, a quarter of the treebanks, and little of the `study` sets in each pass."""
    rng, encoded = random.Random(TRAIN["seed"] * 1000 + state.epoch), state.encoded
    random.seed(rng.random())
    study = [d for d in encoded["study"] if rng.random() < REFINE["study"][d.document.style]]
    found = [s for d in encoded["gold"] + study for s in cut(d, state.pieces, 128, 192, rng, TRAIN["case_share"])]
    found += [s for d in encoded["treebank"][state.epoch::4] for s in cut(d, state.pieces, TRAIN["minimum_window"], 192, rng, TRAIN["case_share"])]
    return pack(found, TRAIN["batch_pieces"], rng)


def learned(labels, *_):
    """The larger network as `teach` left it, with its parameters in groups."""
    model = mpnet.Teacher(labels, TRAIN["dropout"])
    path = STATE / f"refine{REFINE['teacher_seed']}-{MPNET['epochs']}.pt"
    model.load_state_dict(torch.load(path, weights_only=False, map_location="cpu")["model"])
    return model, train.parameter_groups(model, mpnet.LAYERS)


def teach_findings(resume):
    """The larger network goes on: findings too."""
    if resume and (STATE / LEARNED).exists():
        return
    use(MPNET | REFINE["findings"])
    state = train.begin(resume, "refine-findings.pt", build=learned, study=worldwide.read() + polnear.read())
    train.epochs(state, findings_batches)


def groups(index, pieces):
    """Batches of everything open: treebanks twice, in other windows, gold once, and a share of each source of texts."""
    rng, (open_texts, gold) = random.Random(REFINE["seed"]), texts.read()
    random.seed(REFINE["seed"])
    encoded = lambda documents: [Encoded(d, index, pieces) for d in documents]
    chosen = encoded(d for d in open_texts if rng.random() < REFINE["texts"][d.id.rsplit("-", 1)[0]])
    found = []
    for _ in range(2):
        found += [s for d in encoded(prepare.load()["treebank"]) for s in cut(d, pieces, 64, 192, rng, 0.05)]
    found += [s for d in encoded(gold) for s in cut(d, pieces, 128, 192, rng, 0.05)]
    return pack(found + [s for d in chosen for s in cut(d, pieces, 128, 192, rng, 0.03)], REFINE["batch_pieces"], rng)


@torch.no_grad()
def thoughts(model, earlier, batch):
    """What the larger network thinks of words and trees, and of findings the mean of it and the earlier self, as `teachers.think` gives it."""
    with quantize.halves(batch["pieces"].device):
        return teachers.in_type(teachers.think([model, earlier], batch, of_words=1), torch.half)


def think(resume, labels):
    """Keep batches and thoughts."""
    if resume and (STATE / "refine-groups.pickle").exists():
        return
    model, (earlier, _) = mpnet.Teacher(labels), export.build(labels, STATE / START)
    model.load_state_dict(torch.load(STATE / LEARNED, weights_only=False, map_location="cpu")["model"])
    model.eval()
    earlier.eval()
    made = groups(Index(labels), Pieces.load(encoder_files()[1]))
    for first in range(0, len(made), PART):
        torch.save([thoughts(model, earlier, collate(group)) for group in made[first:first + PART]], STATE / f"refine-{first // PART}.pt")
        print(f"{min(first + PART, len(made))} of {len(made)} batches", flush=True)
    (STATE / "refine-groups.pickle").write_bytes(pickle.dumps(made))


def order(count):
    """Batches of all passes."""
    out = []
    for number in range(REFINE["passes"]):
        part = list(range(count))
        random.Random(REFINE["seed"] + number).shuffle(part)
        out += part
    return out


def learn(resume, labels):
    """The reader itself; writes refined.pt."""
    use(REFINE["settings"])
    made = pickle.loads((STATE / "refine-groups.pickle").read_bytes())
    kept = [x for part in range((len(made) + PART - 1) // PART) for x in torch.load(STATE / f"refine-{part}.pt", weights_only=False, mmap=True)]
    model, _ = export.build(labels, STATE / START)
    model.train()
    optimizer, balance = torch.optim.AdamW(train.parameter_groups(model), betas=(0.9, 0.98), fused=True), losses.Balance()
    steps, step, path = order(len(made)), 0, STATE / "refine.ckpt"
    if resume and path.exists():
        state = torch.load(path, weights_only=False, map_location="cpu")
        model.load_state_dict(state["model"])
        optimizer.load_state_dict(state["optimizer"])
        balance, step = losses.Balance(state["means"]), state["step"]
    for step in range(step, len(steps)):
        batch, progress = collate(made[steps[step]]), (step + 1) / len(steps)
        for group in optimizer.param_groups:
            group["lr"] = group["base"] * max(train.rate_at(progress), 1e-4)
        torch.manual_seed(TRAIN["seed"] + step)
        quantize.fake(progress > TRAIN["quantize_from"])
        found = losses.losses(model, batch, teachers.in_type(kept[steps[step]], torch.float))
        balance.total(found).backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), TRAIN["clip"])
        optimizer.step()
        optimizer.zero_grad()
        if step % 25 == 24:
            train.log({"step": step + 1, "of": len(steps), **{head: round(float(value.detach() / count), 3) for head, (value, count) in found.items()}})
        if step % 100 == 99:
            torch.save({"model": model.state_dict(), "optimizer": optimizer.state_dict(), "means": balance.means, "step": step + 1}, path)
    quantize.fake(False)
    torch.save({"model": model.state_dict(), "step": len(steps), "device": train.device_name()}, STATE / "refine-last.pt")


def run(resume=False):
    """All of it; what ships keeps a share of what was gone on from."""
    from .distill import average
    torch.set_num_threads(TRAIN["threads"])
    torch.set_flush_denormal(True)
    labels = prepare.load()["labels"]
    losses.WEIGHTS["fact"] = 0.0    # its head is not in the model file
    begin()
    teach(resume)
    teach_findings(resume)
    think(resume, labels)
    learn(resume, labels)
    average(["refine-last.pt", START], "refined.pt", (1 - REFINE["keeps"], REFINE["keeps"]))
