# SPDX-License-Identifier: Apache-2.0
"""python -m training STEP: prepare, train, texts, mpnet, distill, refine, settle, trees, export, check, or all of these; also untrained."""
import argparse
import importlib

# In the order of `all`: the module of each step, and its call.
STEPS = {
    "prepare": ("prepare", lambda module, args: module.run()),
    "train": ("train", lambda module, args: module.run(args.resume)),
    "texts": ("texts", lambda module, args: module.run(args.resume)),
    "mpnet": ("mpnet", lambda module, args: module.run(args.resume)),
    "distill": ("distill", lambda module, args: module.run(args.resume)),
    "refine": ("refine", lambda module, args: module.run(args.resume)),
    "settle": ("settle", lambda module, args: module.run(args.resume)),
    "trees": ("trees", lambda module, args: module.run(args.resume)),
    "export": ("export", lambda module, args: module.run(False, args.checkpoint, args.output)),
    "check": ("check", lambda module, args: module.run(args.output)),
}
UNTRAINED = ("export", lambda module, args: module.run(True, args.checkpoint, args.output))


def main():
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument("step", choices=[*STEPS, "untrained", "all"])
    parser.add_argument("--resume", action="store_true", help="go on from the last checkpoint")
    parser.add_argument("--checkpoint", default="", help="checkpoint to export instead of the last one")
    parser.add_argument("--output", default="", help="model file to write instead of models/reader-en.dmm")
    args = parser.parse_args()
    for module, run in STEPS.values() if args.step == "all" else [STEPS.get(args.step, UNTRAINED)]:
        run(importlib.import_module(f".{module}", __package__), args)


if __name__ == "__main__":
    main()
