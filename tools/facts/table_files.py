# SPDX-License-Identifier: Apache-2.0
"""What the makers of tables share: reading and writing tables, names without accents, dates, rows of actors."""
import calendar
import pathlib
import unicodedata
from collections import namedtuple

HAND = pathlib.Path(__file__).resolve().parent / "hand"
ACTOR_HEAD = ["name", "canonical", "country", "sector", "from", "to", "kind", "source"]
PLACE_HEAD = ["name", "country", "kind", "population", "lat", "lon", "geonameid"]
Actor = namedtuple("Actor", "name canonical country sector start end kind source")
LETTERS = str.maketrans({"đ": "d", "Đ": "D", "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "ı": "i", "ß": "ss", "æ": "ae", "Æ": "Ae",
                         "’": "'", "‘": "'", "ʼ": "'", "ʻ": "'", "`": "'"})


def fold(name):
    """The name in plain letters, without accents."""
    return "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)).translate(LETTERS)


def fold_case(name):
    """Equal for names that differ in accents and capitals alone."""
    return fold(name).lower()


def with_folded(names):
    """The names and what they are without accents."""
    return {spelling for name in names for spelling in (name, fold(name))}


def read_rows(path, separator="\t"):
    """The cells of each line of a table; lines with "#" are comments."""
    with open(path, encoding="utf-8") as file:
        for line in file:
            line = line.rstrip("\n")
            if line and not line.startswith("#"):
                yield line.split(separator)


def read_hand(name):
    return read_rows(HAND / name, "|")


def date_from(date):
    """The first day of YYYY, YYYY-MM or YYYY-MM-DD; "-" is open."""
    return "" if date in ("", "-") else date + "-01-01"[3 * date.count("-"):]


def date_to(date):
    """The last day of YYYY, YYYY-MM or YYYY-MM-DD; "-" is open."""
    if date in ("", "-"):
        return ""
    if "-" not in date:
        return date + "-12-31"
    year, month, *day = date.split("-")
    return date if day else f"{date}-{calendar.monthrange(int(year), int(month))[1]}"


def merge(actors):
    """Sorted, one row for each (name, canonical, country, sector, from, to)."""
    best = {}
    for actor in sorted(actors):
        best.setdefault(actor[:6], actor)
    return list(best.values())


def write(path, notes, head, rows):
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        file.write("#" + "\t".join(head) + "\n")
        file.writelines(f"# {note}\n" for note in notes)
        for row in rows:
            assert len(row) == len(head) and not any("\t" in cell or "\n" in cell for cell in row), row
            file.write("\t".join(row) + "\n")
