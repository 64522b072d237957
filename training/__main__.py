# SPDX-License-Identifier: Apache-2.0
"""python -m training STEP: prepare, train, teacher, student, again, average, mpnet, label, distill, export, check, or all of these; also
untrained."""
import argparse


def main():
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument("step", choices=["prepare", "untrained", "train", "teacher", "mpnet", "label", "student", "again", "average", "distill", "export", "check", "all"])
    parser.add_argument("--resume", action="store_true", help="go on from the last checkpoint")
    parser.add_argument("--checkpoint", default="", help="checkpoint to export instead of the last one")
    parser.add_argument("--output", default="", help="model file to write instead of models/reader-en.dmm")
    args = parser.parse_args()
    if args.step in ("prepare", "all"):
        from . import prepare
        prepare.run()
    if args.step in ("train", "all"):
        from . import train
        train.run(args.resume)
    if args.step in ("teacher", "all"):
        from . import teacher
        teacher.run(args.resume)
    if args.step in ("student", "all"):
        from . import train
        train.run_student(args.resume)
    if args.step in ("again", "all"):
        from . import train
        train.run_again(args.resume)
    if args.step in ("average", "all"):
        from . import train
        train.average()
    if args.step in ("mpnet", "all"):
        from . import mpnet
        mpnet.run(args.resume)
    if args.step in ("label", "all"):
        from . import label
        label.run(args.resume)
    if args.step in ("distill", "all"):
        from . import train
        train.run_distill(args.resume)
    if args.step in ("export", "untrained", "all"):
        from . import export
        export.run(args.step == "untrained", args.checkpoint, args.output)
    if args.step in ("check", "all"):
        from . import check
        check.run(args.output)


if __name__ == "__main__":
    main()
