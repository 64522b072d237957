# SPDX-License-Identifier: Apache-2.0
"""Actors of the World Factbook: chiefs of state, heads of government, terrorist groups."""
import re

from table_files import Actor, with_folded

MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
SINCE = re.compile(rf"since (?:(\d\d?) )?(?:({'|'.join(MONTHS)})[a-z]* )?(\d{{4}})")
NOT_IN_OFFICE = re.compile("represented by|former|also referred")
NO_SURNAMES = set("II III IV V VI VIII X XIV XVI CNSP".split())
TITLES = set("""
    President Prime Minister King Queen Premier Chancellor Chairman Chairperson of the and Acting Transitional Interim Caretaker Sultan
    Emperor Amir Emir Sir Dame Dr. Gen. Sr. Col. Capt. Lt. Taoiseach Supreme Leader Crown Prince Grand Duke Pope General Field Marshal State
    Affairs Commission Cabinet Ministers Council Presidency Vice Deputy First Chief Head Government Executive Foreign Co-Vice Governor
    Presidential Leadership Swiss Confederation National for Safeguard Homeland CNSP People's Assembly Moldova Spain Secretary Sovereign
    Transition Republic Co-prince Archbishop Lord Mann China French Polynesia Federal Mayor Administrator Major Brigadier
    Mrs. Ms. Mr.""".split())
# Heads of states whom the Factbook lists with their territories too.
SHARED = re.compile("represented by|CHARLES III|MACRON|of China|FREDERIK X of|HARALD V of|of the Netherlands|TRUMP")
HOMES_OF_SHARED = {"GBR", "FRA", "USA", "CHN", "DNK", "NOR", "NLD"}
WITHOUT_GOVERNMENT = {"GUM", "ASM", "PRI", "VIR", "MNP", "IOT", "FLK", "SHN"}
GROUPS_ELSEWHERE = re.compile("Islamic State|ISIS|IRGC|Islamic Revolutionary|none|Qa.ida")    # by hand, or none
CRIME = re.compile("Cartel|Mara Salv|Tren de|Family|Gran Grif|Viv Ansanm|Los ", re.IGNORECASE)


def is_surname(word):
    """The Factbook writes surnames in capitals."""
    return word.isupper() and sum(c.isalpha() for c in word) > 1 and word not in NO_SURNAMES


def spell(word):
    """LOURENCO -> Lourenco, al-SUDANI -> al-Sudani."""
    if is_surname(word):
        return re.sub("^(Mc|O'|D'|N')([a-z])", lambda m: m[1] + m[2].upper(), "-".join(part.capitalize() for part in word.split("-")))
    return re.sub("^(al-|el-|Hoseini-|Fils-|bin-)([A-Z'-]+)$", lambda m: m[1] + m[2].capitalize(), word)


def spellings(words):
    """The full name, and all names: also the first word with the surnames, and the name without what follows its surname."""
    spelled = [spell(word) for word in words]
    surnames = [spell(word) for word in words if is_surname(word)]
    name = " ".join(spelled)
    names = with_folded([name])
    at = spelled.index(surnames[0])
    if at > 0:
        names |= with_folded([" ".join(spelled[:1] + surnames)])
        if len(surnames) == 1:
            names.add(" ".join(spelled[:at + 1]))
    return name, names


def holders(cell):
    """(name, all names, first day) of each person of a cell like "President Abdelmadjid TEBBOUNE (since 12 December 2019)"."""
    for part in re.split(";|, and | and Co-prince", cell):
        since = SINCE.search(part)
        words = [word.strip(",") for word in part.partition("(")[0].split() if not word.startswith('"')]
        surnames = [at for at, word in enumerate(words) if is_surname(word)]
        if since and surnames and not NOT_IN_OFFICE.search(part):
            first = next(at for at, word in enumerate(words) if at == surnames[0] or word not in TITLES)
            day, month, year = since.groups()
            yield *spellings(words[first:]), f"{year}-{MONTHS.index(month) + 1 if month else 1:02}-{int(day or 1):02}"


def leaders(factbook):
    for iso3, entry in factbook:
        offices = []
        if iso3 in HOMES_OF_SHARED or not SHARED.search(entry["chief_of_state"]):
            offices.append("chief_of_state")
        if iso3 not in WITHOUT_GOVERNMENT:
            offices.append("head_of_government")
        for office in offices:
            for canonical, names, start in holders(entry[office]):
                for name in names:
                    yield Actor(name, canonical, iso3, "GOV", start, "", "leader", "factbook 2026-05: " + office.replace("_", " "))


def groups(factbook):
    homes = {}
    for iso3, entry in factbook:
        for group in entry["terrorist_groups"].replace("’", "'").split(";"):
            group = group.strip()
            if 0 < len(group) < 80 and not GROUPS_ELSEWHERE.search(group):
                homes.setdefault(group, set()).add(iso3)
    for group, countries in homes.items():
        with_initials = re.fullmatch(r"(.*?)\s*\(([^)]{1,19})\)", group)
        names = with_initials.groups() if with_initials else [group]
        country = countries.pop() if len(countries) == 1 else "IMG"
        sector = "CRM" if CRIME.search(group) else "REB"
        for name in names:
            if len(name) > 2:
                yield Actor(name, names[0], country, sector, "", "", "group", "factbook 2026-05: terrorist groups")
