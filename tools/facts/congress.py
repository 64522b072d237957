# SPDX-License-Identifier: Apache-2.0
"""Members of Congress and of the executive of the United States, from unitedstates/congress-legislators."""
import json
import re

from table_files import Actor, with_folded


def unquote(value):
    if value.startswith('"'):
        return json.loads(value)
    return value[1:-1].replace("''", "'") if value.startswith("'") else value


def read_legislators(path):
    """The names and terms of each record of the YAML, which is regular: records, sections, one field a line."""
    records = []
    with open(path, encoding="utf-8") as file:
        for line in file:
            head = re.match("(- |  )([a-z_]+):", line)
            field = re.match("  (- |  )([a-z_]+): (.*)", line)
            if head:
                section = head[2]
                if head[1] == "- ":
                    records.append({"terms": []})
            elif field and section == "terms":
                if field[1] == "- ":
                    records[-1]["terms"].append({})
                records[-1]["terms"][-1][field[2]] = unquote(field[3].strip())
            elif field and (section == "name" or (section, field[2]) == ("id", "wikipedia")):
                records[-1][field[2]] = unquote(field[3].strip())
    return records


def names_of(record):
    """The canonical name, other spellings."""
    first, last, nick, middle = (record.get(key, "") for key in ("first", "last", "nickname", "middle"))
    full = record.get("official_full", "")
    names = [full, f"{first} {last}", record.get("wikipedia", "")]
    names += [f"{nick} {last}"] if nick else []
    names += [f"{first} {middle} {last}"] if middle else []
    names = [re.sub(",? (Jr[.]|Sr[.]|II|III|IV)$", "", re.sub(r"\s*\(.*", "", name).strip()) for name in names]
    return full or f"{nick or first} {last}", [name for name in names if name]


def offices(terms):
    """[from, to, sector] of terms since 1970; terms that follow one another are one office."""
    spans = []
    for term in terms:
        start, end, sector = term["start"], term["end"], "LEG" if term["type"] in ("rep", "sen") else "GOV"
        if end < "1970" or start > "2027":
            continue
        last = spans[-1] if spans else ["", "", ""]
        if last[2] == sector and (last[1] >= start or last[1][:4] == start[:4] and start[5:] < "01-25"):
            last[1] = max(last[1], end)
        else:
            spans.append([start, end, sector])
    return spans


def members(facts):
    for table, source in (("legislators-current.yaml", "congress-legislators"), ("executive.yaml", "congress executive")):
        for record in read_legislators(facts / "congress" / table):
            canonical, names = names_of(record)
            for start, end, sector in offices(record["terms"]):
                for name in with_folded(names):
                    yield Actor(name, canonical, "USA", sector, start, end, "person", source)
