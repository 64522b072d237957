# SPDX-License-Identifier: Apache-2.0
"""actors-reviewed.tsv from hand/states.txt, organizations.txt and persons.txt."""
import re

from table_files import ACTOR_HEAD, Actor, date_from, date_to, fold_case, merge, read_hand, with_folded, write

# Lines whose names are actors of their own, not spellings of the first: by their kind, and by their first name.
LIST_KINDS = {"party", "outlet", "body"}
LIST_FIRST = set("""
Save the Children|Greenpeace|Reporters Without Borders|UNFPA|UNCRO|UNMIK|Frontex|SHAPE|East African Community|Mercosur|BRICS|APEC|OECD|
African Development Bank|Permanent Court of Arbitration|Multinational Security Support mission|B'Tselem|World Council of Churches|
al-Qaeda in the Islamic Maghreb|Jama'at Nusrat al-Islam wal-Muslimin|al-Nusra Front|Palestinian Islamic Jihad|South Lebanon Army|
Kataib Hezbollah|Tehrik-e-Taliban Pakistan|Lashkar-e-Taiba|People's Mujahedin of Iran|Sinaloa cartel|Shining Path|Ulster Volunteer Force|
Abu Sayyaf|Karen National Union|Justice and Equality Movement|M23|CNDD-FDD|Oromo Liberation Army|Ku Klux Klan|
Moro Islamic Liberation Front|Free Aceh Movement|Boko Haram|al-Shabaab|Clan del Golfo|FBI|US Army|US Congress|MI5|Royal Navy|
House of Commons|FSB|State Duma|Lok Sabha|Google|Gazprom|Naftogaz|Sinopec|Dagestan|Puntland|Quebec|Flanders|Karen|Oromo|Tibet|Mindanao|
Arab|Planalto|Kurdistan Workers' Party|Revolutionary Armed Forces of Colombia|LURD|Central Intelligence Agency|
State Peace and Development Council|Seleka|Court of Session|Shin Bet|Amnesty International|Welsh Government|Palazzo Chigi|
Saudi-led coalition|International Committee of the Red Cross|IAAF|International Whaling Commission|Wikimedia Foundation""".replace("\n", "").split("|"))
SURNAME_FIRST = {"CHN", "TWN", "PRK", "KOR", "HKG", "VNM", "MMR", "KHM"}
PARTICLES = {"al", "bin", "von", "van", "de", "le", "del", "dos", "el", "der", "la", "da"}
LEADER = re.compile(r"President|Prime minister|Chancellor|King|Queen|Secretary-General|Taoiseach|Supreme Leader|Pope|Emir|Leader\b")


def of_states(states):
    for state in states:
        for sector, kind, names in (("GOV", "state", [state.name] + state.aliases), ("", "adjective", state.adjectives),
                                    ("CVL", "demonym", state.demonyms), ("GOV", "capital", state.capitals)):
            for name in names:
                yield Actor(name, state.name, state.iso3, sector, state.start, state.end, kind, "hand: states.txt")


def is_variant(name, canonical):
    """Whether the names differ in "the" alone, or the one is the initials of the other."""
    if re.sub("^the ", "", fold_case(name)) == re.sub("^the ", "", fold_case(canonical)):
        return True
    initials = "".join(re.findall("(?<![A-Za-z'])[A-Z]", re.sub("^The ", "", canonical)))
    return len(name) <= 7 and name.upper() == name and len(initials) > 1 and re.sub("[^A-Z]", "", name) == initials


def with_canonical(names, is_list):
    """(name, canonical) of each name of a line. "/" begins a new canonical name in a line of spellings, "=" a spelling in a list."""
    canonical = names[0]
    for name in names:
        bare = name.lstrip("/=")
        if name[0] == "/" or is_list and name[0] != "=" and not is_variant(name, canonical):
            canonical = bare
        yield bare, canonical


def of_organizations():
    for names, country, sector, kind, start, end in read_hand("organizations.txt"):
        names = names.split(";")
        for name, canonical in with_canonical(names, kind in LIST_KINDS or names[0] in LIST_FIRST):
            spellings = [name]
            if kind == "outlet" and " " in name and not name.isupper() and not name.lower().startswith("the "):
                spellings.append("The " + name)
            for spelling in spellings:
                yield Actor(spelling, canonical, country, sector, start, end, kind, "hand: organizations.txt")


def short_names(canonical):
    """The surname, with its particles, where it can stand alone."""
    words = re.sub(r",? (Jr\.?|Sr\.?|II|III)$", "", canonical).split()
    size = 1
    if len(words) > 2 and words[-2].lower() in PARTICLES:
        size = 3 if words[-2].lower() == "der" or [words[-3], words[-2].lower()] == ["van", "de"] else 2
    name = " ".join(words[-size:])
    return [name] if len(words) > 1 and (len(name) > 3 or name == "Rao") else []


def of_persons():
    for names, offices in read_hand("persons.txt"):
        has_short_name = not names.startswith("!")
        names = names.lstrip("!").split(";")
        offices = [office.split(" ", 4) for office in offices.split(" ~ ")]
        canonical = names[0]
        if has_short_name and not any(country in SURNAME_FIRST for country, *_ in offices):
            names += short_names(canonical)
        for country, sector, start, end, title in offices:
            sector = sector.strip("-")
            kind = "leader" if LEADER.match(title) and sector in ("GOV", "", "REL") else "person"
            for name in with_folded(names):
                yield Actor(name, canonical, country, sector, date_from(start), date_to(end), kind, "hand: " + title)


def make_reviewed_actors(out, states):
    actors = merge([*of_states(states), *of_organizations(), *of_persons()])
    for actor in actors:
        assert not actor.end or actor.start <= actor.end, actor
    write(out / "actors-reviewed.tsv",
          ["Actors by hand: states (incl. parts of states and states that are gone), governments, persons with dated offices, "
           "organizations, armed groups, parties, outlets, companies.",
           "Generated by tools/facts/make_facts.py from tools/facts/hand/{states,organizations,persons}.txt. Licence CC0 1.0. "
           "Reviewed 2026-11. Wins over actors.tsv."],
          ACTOR_HEAD, actors)
    return actors
