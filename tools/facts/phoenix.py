# SPDX-License-Identifier: Apache-2.0
"""Actors of the Phoenix dictionaries of PETRARCH, their CAMEO codes turned into countries and sectors."""
import calendar
import difflib
import re

from table_files import Actor, fold_case

ROLES = {"GOV": "GOV", "MIL": "MIL", "REB": "REB", "INS": "REB", "SEP": "SEP", "OPP": "OPP", "COP": "COP", "JUD": "JUD", "SPY": "SPY",
         "UAF": "UAF", "AGR": "AGR", "BUS": "BUS", "CRM": "CRM", "CVL": "CVL", "EDU": "EDU", "ELI": "ELI", "HLH": "MED", "HRI": "SOC",
         "DEV": "SOC", "ENV": "SOC", "LAB": "LAB", "LEG": "LEG", "MED": "JRN", "REF": "REF", "PTY": "PTY", "REL": "REL", "MUS": "REL",
         "CHR": "REL", "HIN": "REL", "JEW": "REL", "BUD": "REL", "PRM": "PRM"}
ISO3 = {"ROM": "ROU", "ZAR": "COD", "TMP": "TLS", "KSV": "XKX", "PAL": "PSE", "USR": "SUN", "GER": "DEU", "FRY": "YUG", "SRP": "SRB"}
NO_STATE = {"EUR": ("EUR", ""), "NGO": ("NGO", ""), "NGM": ("NGO", ""), "MNC": ("MNC", "BUS"), "IMG": ("IMG", "REB")}
KINDS = {"REB": "group", "UAF": "group", "SEP": "group", "PRM": "group", "PTY": "party", "JRN": "outlet",
         "GOV": "government", "MIL": "government", "COP": "government", "SPY": "government"}
NO_SYLLABLE = re.compile("usa|uk|eu|ira|pla|ii|iii|vii|viii|xii|xiv|xvi|[bcdfghjklmnpqrstvwxz]{2,4}")
READ_AS_WORDS = set("dr jr st mr mrs ms mc hng ltd sgt lt sr ng ny".split())
COMMON_WORDS = set("us usa united states american america national federal state republic government force forces army movement front "
                   "group party people's peoples liberation islamic abu sheikh sheik sayyed sayyid seyyed president secretary".split())
SMALL_WORDS = set("of the and for de del la di in on to da do dos et des du van von bin ibn al el der ben y a".split())
DICTIONARIES = {"Phoenix.Countries.actors.txt": "phoenix countries", "Phoenix.International.actors.txt": "phoenix international",
                "Phoenix.MilNonState.actors.txt": "phoenix mil-nonstate"}
DATE_OF_DICTIONARIES = "20140130"
LARGE_COMPANY = 5_000_000_000    # dollars


def read_entries(path):
    """(phrases, [(code, dates)]) of each entry: a line for each phrase, all but the first with "+", then the codes."""
    phrases, codes = [], []
    with open(path, encoding="utf-8", errors="replace") as file:
        for line in file:
            body = re.split("[;#]", line)[0].strip()
            if body and body[0] not in "[+":
                if phrases and codes:
                    yield phrases, codes
                phrases, codes = [], []
            phrase = body.removeprefix("+").partition("[")[0].strip()
            worth = re.search(r"\$([\d,]+)\s*$", line)
            is_large = worth and int(worth[1].replace(",", "")) >= LARGE_COMPANY
            # small companies are many, and named like common phrases
            codes += [(code, dates.strip()) for code, dates in re.findall(r"\[([A-Z]+)([^\]]*)\]", body)
                      if phrase or is_large or not code.startswith("MNC")]
            if re.fullmatch("[A-Za-z(\"'][^!]*[A-Za-z_)'.]", phrase):
                phrases.append(phrase)
    if phrases and codes:
        yield phrases, codes


def is_in_capitals(words, at):
    """"US Navy", "Secretariat of the UN", "Plan USA", "Margrethe II", "Tupou IV", but not Pak Un Tam or Xi Jinping."""
    word = words[at].lower()
    if word in ("us", "un"):
        return at == 0 or words[at - 1].lower() in SMALL_WORDS
    return word not in READ_AS_WORDS and bool(NO_SYLLABLE.fullmatch(word) or at + 1 == len(words) and word in ("iv", "vi"))


def spell(words, at):
    word = words[at]
    if at > 0 and word.lower() in SMALL_WORDS:
        return word.lower()
    if re.fullmatch(r"([A-Z]\.)+", word):
        return word
    if is_in_capitals(words, at):
        return word.upper()
    first, *others = word.split("-")
    first = first.lower() if others and first.lower() in ("al", "el", "e", "i", "ul") else first.capitalize()
    name = "-".join([first] + [other.capitalize() for other in others])
    return re.sub(r"^(O'|D'|Mc|\()([a-z])", lambda m: m[1] + m[2].upper(), name)


def names_of(phrase):
    """KOFI_ANNAN_ -> Kofi Annan; initials in brackets at the end are a name too."""
    words = phrase.replace("_", " ").split()
    name = " ".join(spell(words, at) for at in range(len(words)))
    with_initials = re.fullmatch(r"(.*) \(([A-Za-z]{2,6})\)", name)
    names = [with_initials[1], with_initials[2].upper()] if with_initials else [name]
    return [name for name in names if 2 < len(name) <= 70 and not re.search(r"[\[\]{}+|/]", name)]


def words_that_tell(name):
    words = [word for word in re.findall(r"[\w']+", fold_case(name).replace(".", "")) if word not in SMALL_WORDS]
    return words, [word for word in words if word not in COMMON_WORDS] or words


def are_alike(a, b):
    return a == b or min(len(a), len(b)) > 2 and a[0] == b[0] and difflib.SequenceMatcher(None, a, b).ratio() >= 0.75


def may_be_one(a, b):
    """Whether two names of an entry can be spellings of one name: entries list all that is coded alike, members with their group."""
    (words, tell), (other_words, other_tell) = sorted((words_that_tell(a), words_that_tell(b)), key=lambda words: len(words[1]))
    for short, long in (words, other_words), (other_words, words):
        if len(short) == 1 and sorted(short[0]) == sorted(word[0] for word in long):    # initials, in whatever order
            return True
    if len(tell) == 1:
        return are_alike(tell[0], other_tell[-1]) and len(tell[0]) + 2 > len(other_tell[-1])
    alike = sum(any(are_alike(word, other) for other in other_tell) for word in tell)
    return alike == len(tell) or 2 * alike > len(other_tell)


def with_canonical(names, is_person):
    """(name, canonical): the first name of the entry that it may be a spelling of; of the entry itself where that is a person."""
    canonicals = []
    for name in names:
        canonical = names[0] if is_person else next((known for known in canonicals if may_be_one(name, known)), name)
        canonicals += [canonical] * (canonical == name)
        yield name, canonical


def in_threes(code):
    return [code[at:at + 3] for at in range(0, len(code), 3)]


def country_and_sector(code, known):
    """None of what says too little: bare states, whose names other tables have, elites, unknown codes."""
    first, *others = in_threes(code)
    first = ISO3.get(first, first)
    if len(code) % 3:
        return None
    if first == "IGO":
        return {"UNO": "UNO", "EUR": "EUR", "EEC": "EUR"}.get(others[0] if others else "", "IGO"), ""
    if first in NO_STATE:
        return NO_STATE[first]
    if first == "INT" and others and others[0] in ("REB", "INS"):
        return "IMG", "REB"
    sector = next((ROLES[role] for role in others if role in ROLES), "ELI")
    return (first, sector) if first in known and sector != "ELI" else None


def full_date(digits):
    """The day of YYMMDD or YYYYMMDD; years to 25 are of this century."""
    if len(digits) == 6:
        digits = ("20" if digits <= "259999" else "19") + digits
    year, month, day = int(digits[:4]), int(digits[4:6]), int(digits[6:])
    if 1 <= month <= 12:
        return f"{year:04}-{month:02}-{max(1, min(day, calendar.monthrange(year, month)[1])):02}"
    return None


def span_of(dates):
    """(from, to) of "920101-961231" or ">20070101", which is cut at the date of the dictionary; None of what ended before 1990."""
    if dates.startswith(">"):
        dates = dates[1:].strip() + "-" + DATE_OF_DICTIONARIES
    span = re.fullmatch(r"(\d{6}|\d{8})-(\d{6}|\d{8})", dates)
    start, end = map(full_date, span.groups()) if span else (None, None)
    return (start, end) if start and end and max(start, "1990") <= end else None


def offices(codes, canonical, known):
    """(country, sector, from, to, kind): of each code with dates, or else of the first code."""
    dated = [(code, dates) for code, dates in codes if dates]
    for code, dates in dated or codes[:1]:
        where, span = country_and_sector(code, known), span_of(dates) if dates else ("", "")
        if where and span:
            kind = "person" if dates else KINDS.get(where[1], "organization")
            yield *where, *span, "party" if "Party" in canonical and kind not in ("person", "group") else kind


def actors(facts, known):
    """Of the countries whose codes are known."""
    for dictionary, source in DICTIONARIES.items():
        for phrases, codes in read_entries(facts / "petrarch-dictionaries" / dictionary):
            names = [name for phrase in phrases for name in names_of(phrase)]
            for country, sector, start, end, kind in offices(codes, names[0], known) if names else []:
                for name, canonical in with_canonical(names, is_person=kind == "person" and sector == "GOV"):
                    is_vague = " " not in name and (kind == "person" or country == "MNC" or len(name) < 4)
                    if not is_vague:
                        yield Actor(name, canonical, country, sector, start, end, kind, source)
