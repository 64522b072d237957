#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Make the generated tables of lexicons/en from open sets of facts and the hand lists in tools/facts/hand.

    python3 tools/facts/make_facts.py [--facts ../shared/data/facts] [--out lexicons/en]

Writes actors.tsv, actors-reviewed.tsv, agents.tsv, places.tsv, countries.tsv, cameo.tsv. Deterministic: the same
inputs give the same bytes. Standard library only.
"""
import argparse
import pathlib

from agents import make_agents
from cameo import make_cameo
from countries import load_countries, load_factbook, load_states, make_countries
from open_actors import make_open_actors
from places import make_places
from reviewed_actors import make_reviewed_actors

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--facts", type=pathlib.Path, default=ROOT.parent / "shared/data/facts")
    parser.add_argument("--out", type=pathlib.Path, default=ROOT / "lexicons/en")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    states = load_states()
    countries = load_countries(args.facts)
    factbook = load_factbook(args.facts, countries)
    make_countries(args.out, states, countries, factbook)
    reviewed = make_reviewed_actors(args.out, states)
    make_open_actors(args.facts, args.out, states, countries, factbook, reviewed)
    make_agents(args.facts, args.out)
    make_places(args.facts, args.out, countries)
    make_cameo(args.facts, args.out)


if __name__ == "__main__":
    main()
