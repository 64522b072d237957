# SPDX-License-Identifier: Apache-2.0
"""Leaders of states: world-leaders-current of 2026-08 and world-leaders-2021, both from Wikidata."""
import csv
import json
import re

from table_files import Actor, fold_case, with_folded


def current_leaders(facts, countries):
    organizations = {"european_union": "EUR", "african_union": "IGO"}
    iso3_of = {country.iso2: country.iso3 for country in countries}
    for path in (facts / "world-leaders-current/data/countries").glob("*/current.json"):
        state = json.loads(path.read_text(encoding="utf-8"))
        country = organizations.get(path.parent.name) or iso3_of.get(state["country"]["iso_code"])
        for position in state["positions"].values():
            holder = position.get("current_holder") or {}
            name, since, title = holder.get("name_en"), holder.get("since"), position.get("title_en", "")
            is_abroad = name == "Charles III" and "onarch" in title and country != "GBR"
            if country and name and since and not is_abroad:
                sector = "" if country in organizations.values() else "GOV"
                for spelling in with_folded([name]):
                    yield Actor(spelling, name, country, sector, since, "", "leader", "world-leaders-current 2026-08: " + title)


def country_key(name):
    return re.sub("^the ", "", fold_case(name))


def leaders_of_2021(facts, states, countries):
    """By years. An open end in a snapshot of 2021-22 is not known to last: it is cut at the snapshot."""
    iso3_of = {country_key(country.name): country.iso3 for country in countries}
    iso3_of.update({country_key(name): state.iso3 for state in states for name in [state.name] + state.aliases})
    for table in ("wikidata.csv", "wikipedia.csv"):
        with open(facts / "world-leaders-2021" / table, encoding="utf-8") as file:
            for row in csv.DictReader(file):
                row = {head.lower(): cell or "" for head, cell in row.items()}
                country = iso3_of.get(country_key(row["country"]))
                name = re.sub(r"\s*\(.*", "", row["officeholderlabel"]).strip()
                is_name = name not in ("", "Elizabeth II", "vacant") and not re.fullmatch(r"Q\d+", name)
                if country and is_name and re.fullmatch(r"\d{4}", row["start_year"]):
                    end = row["end_year"] + "-12-31" if re.fullmatch(r"\d{4}", row["end_year"]) else "2022-10-09"
                    for spelling in with_folded([name]):
                        yield Actor(spelling, name, country, "GOV", row["start_year"] + "-01-01", end, "leader",
                                    "world-leaders-2021: " + row["positionlabel"])
