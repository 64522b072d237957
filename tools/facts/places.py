# SPDX-License-Identifier: Apache-2.0
"""places.tsv from GeoNames and hand/places.txt."""
import csv
import pathlib
import re
from collections import namedtuple

from table_files import PLACE_HEAD, fold, fold_case, read_hand, read_rows, write

City = namedtuple("City", "geonameid names other_names lat lon feature province iso3 people kind", defaults=[""])
KNOWN_CITY = 50000     # people: cities that are known without their country
OTHER_NAMES = 50000    # people: cities whose other names are taken
OFTEN = 20             # times that open texts have a word
LEMMAS = pathlib.Path(__file__).resolve().parent.parent.parent / "lexicons/en/lemmas.tsv"
OTHER_NAME = re.compile("[A-Z][A-Za-z' -]{3,}")
PROVINCE = re.compile(r"\s+(Province|Region|Oblast|Governorate|State|District|Prefecture|County|Department|Canton|Krai|Voivodeship|"
                      "Division|Wilaya|Municipality)$")


def name_key(name):
    """As the program compares names of places."""
    return re.sub("[’‘ʻʿ'`]", "", fold_case(name)).replace("-", " ")


class Places:
    """Rows of places.tsv by name, country and id."""

    def __init__(self):
        self.rows, self.keys = {}, set()

    def add(self, names, iso3, kind, people, lat="", lon="", geonameid=""):
        """Names that compare as equal have one row."""
        seen = set()
        for name in names:
            name = " ".join(name.split())
            key = name_key(name)
            if name and key not in seen:
                seen.add(key)
                self.keys.add(key)
                self.rows.setdefault((name, iso3, geonameid or kind), [name, iso3, kind, str(people), lat, lon, geonameid])

    def in_countries(self, *kinds):
        """(key of name, country) of the places of these kinds, or of all."""
        return {(name_key(name), iso3) for name, iso3, kind, *_ in self.rows.values() if not kinds or kind in kinds}


def english_names():
    """{(GeoNames name, ISO3): English names} by hand."""
    english = {}
    for row in read_hand("places.txt"):
        if row[0] == "alias":
            english.setdefault((row[1], row[2]), []).extend(row[3].split(";"))
    return english


def degrees(number):
    return f"{float(number):.2f}"


def read_cities(facts, iso3_of):
    for row in read_rows(facts / "geonames/cities15000.txt"):
        geonameid, name, plain, others, lat, lon, _, feature, iso2, _, province, _, _, _, people, *_ = row
        if iso2 in iso3_of:
            yield City(geonameid, [name, plain], others.split(","), degrees(lat), degrees(lon), feature, f"{iso2}.{province}", iso3_of[iso2],
                       int(people or 0))


def add_cities(places, facts, iso3_of):
    """Cities, towns, parts of cities of 100,000 and more. Returns them."""
    english, cities = english_names(), []
    for city in read_cities(facts, iso3_of):
        by_hand = next((english[name, city.iso3] for name in city.names if (name, city.iso3) in english), [])
        is_part = city.feature in ("PPLX", "PPLH", "PPLQ", "PPLW")
        if is_part and city.people < 2 * KNOWN_CITY and not by_hand:
            continue
        is_known = city.people >= KNOWN_CITY or by_hand or city.feature in ("PPLC", "PPLA")
        city = city._replace(kind="capital" if city.feature == "PPLC" else "city" if is_known else "town")
        places.add(city.names + by_hand, city.iso3, city.kind, city.people, city.lat, city.lon, city.geonameid)
        cities.append(city)
    return cities


def add_by_hand(places):
    for kind, iso3, names, *where in read_hand("places.txt"):
        if kind != "alias":
            lat, lon, people = [*where, "", "", ""][:3]
            places.add(names.split(";"), iso3, kind, int(people or 0), lat, lon)


def add_provinces(places, facts, iso3_of):
    """First-level divisions, with the people of their cities of 15,000 and more (not where a city has the name), and those of the second
    level."""
    cities = places.in_countries("city", "capital")
    people = {}
    for city in read_cities(facts, iso3_of):
        if city.feature != "PPLX":
            people[city.province] = people.get(city.province, 0) + city.people
    for table, kind in (("admin1CodesASCII.txt", "admin1"), ("admin2Codes.txt", "district")):
        for code, name, plain, geonameid in read_rows(facts / "geonames" / table):
            iso3 = iso3_of.get(code.split(".")[0])
            if iso3:
                names = [name, plain] + ([PROVINCE.sub("", plain)] if kind == "admin1" else [])
                is_alone = kind == "admin1" and not any((name_key(n), iso3) in cities for n in names)
                places.add(names, iso3, kind, people.get(code, 0) if is_alone else 0, geonameid=geonameid)


def add_towns(places, facts, iso3_of):
    """Places of more than 5,000 that stand in no other list; their numbers of people are not known."""
    known = places.in_countries()
    with open(facts / "geonames/cities5000-basic.csv", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            iso3 = iso3_of.get(row["country"])
            if iso3 and (name_key(row["name"]), iso3) not in known:
                places.add([row["name"]], iso3, "town", 5000, degrees(row["lat"]), degrees(row["lng"]))


def english_words():
    """{word: how often open texts have it}, base forms alone."""
    counts = {}
    for _, word, count in read_rows(LEMMAS):
        counts[word] = max(counts.get(word, 0), int(count))
    return counts


def add_words(places, words):
    """Names of cities and provinces that are words: "Reading", "Central" are no place at the head of an organization's name."""
    names = {name for name, _, kind, *_ in places.rows.values() if kind in ("city", "capital", "admin1") and words.get(name.lower(), 0) >= OFTEN}
    places.add(sorted(names), "", "word", 0)


def add_other_names(places, cities, words):
    """Names of large cities in other languages and spellings, where only one country has a place of that name; no words ("Human" for Uman)."""
    countries = {}
    for city in cities:
        for name in city.other_names:
            countries.setdefault(name_key(name), set()).add(city.iso3)
    taken = set(places.keys)
    for city in cities:
        if city.people >= OTHER_NAMES:
            names = [name for name in city.other_names
                     if OTHER_NAME.fullmatch(name) and name_key(name) not in taken and len(countries[name_key(name)]) == 1
                     and name.lower() not in words]
            places.add(names, city.iso3, city.kind, city.people, city.lat, city.lon, city.geonameid)


def make_places(facts, out, countries):
    iso3_of = {country.iso2: country.iso3 for country in countries}
    places = Places()
    for country in countries:
        places.add([country.name, fold(country.name)], country.iso3, "country", country.people, geonameid=country.geonameid)
    cities = add_cities(places, facts, iso3_of)
    add_by_hand(places)
    add_provinces(places, facts, iso3_of)
    add_towns(places, facts, iso3_of)
    words = english_words()
    add_other_names(places, cities, words)
    add_words(places, words)
    write(out / "places.tsv",
          ["Places. Generated by tools/facts/make_facts.py from GeoNames cities15000, cities5000, admin1, admin2, countryInfo (CC BY 4.0, "
           "geonames.org, 2025-12) and tools/facts/hand/places.txt (CC0).",
           "An ambiguous name has a row for each place; most populous first. Kinds town and district: known only where "
           "their country is spoken of."],
          PLACE_HEAD, sorted(places.rows.values(), key=lambda row: (-int(row[3]), row[0], row[1], row[2], row[6])))
