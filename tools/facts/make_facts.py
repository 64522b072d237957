#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Make the generated tables of lexicons/en from open sets of facts and the hand lists in tools/facts/hand.

    python3 tools/facts/make_facts.py [--facts ../shared/data/facts] [--out lexicons/en]

Writes actors.tsv, actors-reviewed.tsv, agents.tsv, places.tsv, countries.tsv, cameo.tsv. Deterministic: the same
inputs give the same bytes. Standard library only.
"""
import argparse
import csv
import json
import os
import re
import unicodedata
from collections import OrderedDict

HERE = os.path.dirname(os.path.abspath(__file__))
HAND = os.path.join(HERE, 'hand')
ACTOR_HEAD = ['name', 'canonical', 'country', 'sector', 'from', 'to', 'kind', 'source']
PLACE_HEAD = ['name', 'country', 'kind', 'population', 'lat', 'lon', 'geonameid']
MONTHS = {m: i + 1 for i, m in enumerate('January February March April May June July August September October November December'.split())}
MONTHS.update({m[:3]: i for m, i in list(MONTHS.items())})
MONTHS['Sept'] = 9
MDAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]


def fold(s):
    s = unicodedata.normalize('NFKD', s)
    s = ''.join(c for c in s if not unicodedata.combining(c))
    for a, b in (('đ', 'd'), ('Đ', 'D'), ('ł', 'l'), ('Ł', 'L'), ('ø', 'o'), ('Ø', 'O'), ('ı', 'i'), ('ß', 'ss'), ('æ', 'ae'), ('Æ', 'Ae'),
                 ('’', "'"), ('‘', "'"), ('ʼ', "'"), ('ʻ', "'"), ('`', "'")):
        s = s.replace(a, b)
    return s


def lines_of(path):
    with open(path, encoding='utf-8') as f:
        for line in f:
            line = line.rstrip('\n')
            if line and not line.startswith('#'):
                yield line


def date_from(s):
    if s == '-' or not s:
        return ''
    p = s.split('-')
    return {1: s + '-01-01', 2: s + '-01', 3: s}[len(p)]


def date_to(s):
    if s == '-' or not s:
        return ''
    p = s.split('-')
    if len(p) == 1:
        return s + '-12-31'
    if len(p) == 2:
        y, m = int(p[0]), int(p[1])
        d = MDAYS[m - 1] + (1 if m == 2 and y % 4 == 0 and (y % 100 or y % 400 == 0) else 0)
        return '%s-%02d' % (s, d)
    return s


def write(path, notes, head, rows):
    with open(path, 'w', encoding='utf-8', newline='\n') as f:
        f.write('#' + '\t'.join(head) + '\n')
        for n in notes:
            f.write('# ' + n + '\n')
        for r in rows:
            assert len(r) == len(head), r
            for c in r:
                assert '\t' not in c and '\n' not in c, r
            f.write('\t'.join(r) + '\n')


# ---------------------------------------------------------------- countries

def load_states():
    out = []
    for line in lines_of(os.path.join(HAND, 'states.txt')):
        c = line.split('|')
        iso, name, adj, dem, cow, gw, alias, cap, fr, to = c
        adjs = [a for a in adj.split(';') if a]
        dems = []
        if dem == '+':
            dems = [(a, a + 's') for a in adjs]
        elif dem == '=':
            dems = [(a, a) for a in adjs]
        elif dem:
            dems = [tuple(d.split('/')) for d in dem.split(';')]
        out.append(dict(iso=iso, name=name, adjs=adjs, dems=dems, cow=cow, gw=gw, alias=[a for a in alias.split(';') if a],
                        caps=[a for a in cap.split(';') if a], fr=fr, to=to))
    return out


def load_geo(facts):
    geo = OrderedDict()
    with open(os.path.join(facts, 'geonames', 'countryInfo.txt'), encoding='utf-8') as f:
        for line in f:
            if line.startswith('#') or line.startswith('ISO\t'):
                continue
            c = line.rstrip('\n').split('\t')
            geo[c[0]] = dict(iso2=c[0], iso3=c[1], fips=c[3], name=c[4].strip(), capital=c[5].strip(), pop=c[7] or '0', region=c[8], id=c[16] if len(c) > 16 else '')
    return geo


def load_factbook(facts):
    with open(os.path.join(facts, 'factbook-actors.tsv'), encoding='utf-8') as f:
        return list(csv.DictReader(f, delimiter='\t', quoting=csv.QUOTE_NONE))


REGION = {'EU': 'Europe', 'AS': 'Asia', 'AF': 'Africa', 'NA': 'North America', 'SA': 'South America', 'OC': 'Oceania', 'AN': 'Antarctica'}
GONE = {'SUN': ('SU', 'Europe', 'Union of Soviet Socialist Republics'), 'YUG': ('YU', 'Europe', 'Yugoslavia'), 'CSK': ('CS', 'Europe', 'Czechoslovakia'),
        'DDR': ('DD', 'Europe', 'German Democratic Republic'), 'SCG': ('CS', 'Europe', 'State Union of Serbia and Montenegro')}


def make_countries(facts, out, states):
    geo = load_geo(facts)
    by3 = {g['iso3']: g for g in geo.values() if g['iso2'] not in ('CS', 'AN')}
    fips3 = {g['fips']: g['iso3'] for g in geo.values() if g['fips'] and g['iso2'] not in ('CS', 'AN')}
    official = {}
    for r in load_factbook(facts):
        iso = fips3.get(r['file'].split('/')[1].upper())
        o = re.sub(r'\s*[;(].*', '', r['official']).strip()
        if iso and o and o.lower() != 'none':
            official[iso] = o
    rows = []
    done = set()
    for s in states:
        g = by3.get(s['iso'])
        if g:
            iso2, region, cap = g['iso2'], REGION[g['region']], g['capital']
        else:
            iso2, region, cap = GONE[s['iso']][0], GONE[s['iso']][1], {'SUN': 'Moscow', 'YUG': 'Belgrade', 'SCG': 'Belgrade', 'CSK': 'Prague', 'DDR': 'East Berlin'}[s['iso']]
        off = official.get(s['iso']) or (GONE[s['iso']][2] if s['iso'] in GONE else s['name'])
        rows.append([s['iso'], s['name'], off, cap, s['adjs'][0] if s['adjs'] else '', s['gw'], s['cow'], iso2, region])
        done.add(s['iso'])
    for g in geo.values():
        if g['iso3'] not in done and g['iso2'] not in ('CS', 'AN'):
            rows.append([g['iso3'], g['name'], official.get(g['iso3'], g['name']), g['capital'], '', '', '', g['iso2'], REGION[g['region']]])
    rows.sort()
    write(os.path.join(out, 'countries.tsv'),
          ['Countries and territories. Generated by tools/facts/make_facts.py.',
           'Sources: GeoNames countryInfo (CC BY 4.0: codes, capitals, continents); CIA World Factbook (public domain: official names); names, adjectives, GW and COW numbers by hand (CC0).',
           'gwcode, cown: empty where not a member of the list or not sure.'],
          ['iso3', 'name', 'official', 'capital', 'adjective', 'gwcode', 'cown', 'iso2', 'region'], rows)
    return geo, fips3


# ---------------------------------------------------------------- reviewed actors

def expand_names(names, split):
    """[(name, canonical)]; with split each name is its own canonical unless it is a variant or the initials of the one before."""
    res = []
    canon = names[0]
    for i, n in enumerate(names):
        if n[0] in '/=':      # "/": a new canonical name in a line of variants; "=": a variant in a line of several
            if n[0] == '/':
                canon = n[1:]
            res.append((n[1:], canon))
            continue
        if split and i:
            prev = canon
            same = re.sub(r'^the ', '', fold(n).lower()) == re.sub(r'^the ', '', fold(prev).lower())
            caps = ''.join(w[0] for w in re.findall(r"[A-Za-z']+", re.sub(r'^The ', '', prev)) if w[0].isupper())
            low = re.sub('[^A-Z]', '', n.upper())
            acr = len(n) <= 7 and n.upper() == n and len(low) > 1 and low == caps
            if not (same or acr):
                canon = n
        res.append((n, canon))
    return res


LIST_KINDS = {'party', 'outlet'}
LIST_FIRST = set('''Save the Children|Greenpeace|Reporters Without Borders|UNFPA|UNCRO|UNMIK|Frontex|SHAPE|East African Community|Mercosur|BRICS|APEC|OECD|African Development Bank|
Permanent Court of Arbitration|Multinational Security Support mission|B'Tselem|World Council of Churches|al-Qaeda in the Islamic Maghreb|Jama'at Nusrat al-Islam wal-Muslimin|al-Nusra Front|
Palestinian Islamic Jihad|South Lebanon Army|Kataib Hezbollah|Tehrik-e-Taliban Pakistan|Lashkar-e-Taiba|People's Mujahedin of Iran|Sinaloa cartel|Shining Path|Ulster Volunteer Force|Abu Sayyaf|
Karen National Union|Justice and Equality Movement|M23|CNDD-FDD|Oromo Liberation Army|Ku Klux Klan|Moro Islamic Liberation Front|Free Aceh Movement|Boko Haram|al-Shabaab|Clan del Golfo|
FBI|US Army|US Congress|MI5|Royal Navy|House of Commons|FSB|State Duma|Lok Sabha|Google|Gazprom|Naftogaz|Sinopec|Dagestan|Puntland|Quebec|Flanders|Karen|Oromo|Tibet|Mindanao|Arab|Planalto|Kurdistan Workers' Party|
Revolutionary Armed Forces of Colombia|LURD|Central Intelligence Agency|State Peace and Development Council|Seleka|Court of Session|Shin Bet|Amnesty International|Welsh Government|Palazzo Chigi|Saudi-led coalition|International Committee of the Red Cross'''.replace('\n', '').split('|'))


def make_reviewed(out, states):
    rows = set()

    def add(name, canon, country, sector, fr, to, kind, src):
        if fr and to:
            assert fr <= to, (name, fr, to)
        rows.add((name, canon, country, sector, fr, to, kind, src))

    src = 'hand: states.txt'
    for s in states:
        sec = 'REL' if False else 'GOV'
        for n in [s['name']] + s['alias']:
            add(n, s['name'], s['iso'], sec, s['fr'], s['to'], 'state', src)
        for a in s['adjs']:
            add(a, s['name'], s['iso'], '', s['fr'], s['to'], 'adjective', src)
        for sg, pl in s['dems']:
            for n in (sg, pl):
                add(n, s['name'], s['iso'], 'CVL', s['fr'], s['to'], 'demonym', src)
        for c in s['caps']:
            add(c, s['name'], s['iso'], 'GOV', s['fr'], s['to'], 'capital', src)
    for c, iso, nm, fr, to in (('Moscow', 'SUN', 'Soviet Union', '1922-12-30', '1991-12-25'), ('Belgrade', 'YUG', 'Yugoslavia', '1918-12-01', '2003-02-03'),
                               ('Prague', 'CSK', 'Czechoslovakia', '1918-10-28', '1992-12-31'), ('Belgrade', 'SCG', 'Serbia and Montenegro', '2003-02-04', '2006-06-04')):
        add(c, nm, iso, 'GOV', fr, to, 'capital', src)
    src = 'hand: organizations.txt'
    for line in lines_of(os.path.join(HAND, 'organizations.txt')):
        names, country, sector, kind, fr, to = line.split('|')
        names = names.split(';')
        split = kind in LIST_KINDS or names[0] in LIST_FIRST
        for n, canon in expand_names(names, split):
            add(n, canon, country, sector, fr, to, kind, src)
            if kind == 'outlet' and not n.lower().startswith('the ') and n.isupper() is False and len(n.split()) > 1 and 'The ' + n not in names:
                add('The ' + n, canon, country, sector, fr, to, kind, src)
    for line in lines_of(os.path.join(HAND, 'persons.txt')):
        names, offices = line.split('|')
        bang = names.startswith('!')
        names = names.lstrip('!').split(';')
        canon = names[0]
        alln = list(names)
        asian = any(o.split()[0] in ('CHN', 'TWN', 'PRK', 'KOR', 'HKG', 'VNM', 'MMR', 'KHM') for o in offices.split(' ~ '))
        if not bang and not asian:
            last = re.sub(r',? (Jr\.?|Sr\.?|II|III)$', '', canon).split()
            if len(last) > 1:
                sn = last[-1]
                if len(last) > 2 and last[-2].lower() in ('al', 'bin', 'von', 'van', 'de', 'le', 'del', 'dos', 'el', 'der', 'la', 'da'):
                    sn = ' '.join(last[-2:])
                    if last[-2].lower() == 'der' or last[-2].lower() == 'de' and last[-3:-2] == ['van']:
                        sn = ' '.join(last[-3:])
                if len(sn) > 3 or sn in ('Rao',):
                    alln.append(sn)
        for n in list(alln):
            f = fold(n)
            if f != n:
                alln.append(f)
        for off in offices.split(' ~ '):
            country, sector, fr, to, title = off.split(' ', 4)
            sector = '' if sector == '-' else sector
            for n in alln:
                add(n, canon, country, sector, date_from(fr), date_to(to), 'leader' if re.match(r'(President|Prime minister|Chancellor|King|Queen|Secretary-General|Taoiseach|Supreme Leader|Pope|Emir|Leader\b)', title) and sector in ('GOV', '', 'REL') else 'person',
                    'hand: ' + title)
    rows = merge(rows)
    write(os.path.join(out, 'actors-reviewed.tsv'),
          ['Actors by hand: states (incl. parts of states and states that are gone), governments, persons with dated offices, organizations, armed groups, parties, outlets, companies.',
           'Generated by tools/facts/make_facts.py from tools/facts/hand/{states,organizations,persons}.txt. Licence CC0 1.0. Reviewed 2026-11. Wins over actors.tsv.'],
          ACTOR_HEAD, rows)
    return rows


def merge(rows):
    """Sort; one row per (name, canonical, country, sector, from, to)."""
    best = {}
    for r in sorted(rows):
        k = r[:6]
        if k not in best:
            best[k] = r
    return [list(best[k]) for k in sorted(best)]


# ---------------------------------------------------------------- generated actors

ROLE = {'GOV': 'GOV', 'MIL': 'MIL', 'REB': 'REB', 'INS': 'REB', 'SEP': 'SEP', 'OPP': 'OPP', 'COP': 'COP', 'JUD': 'JUD', 'SPY': 'SPY', 'UAF': 'UAF', 'AGR': 'AGR', 'BUS': 'BUS',
        'CRM': 'CRM', 'CVL': 'CVL', 'EDU': 'EDU', 'ELI': 'ELI', 'HLH': 'MED', 'HRI': 'SOC', 'DEV': 'SOC', 'ENV': 'SOC', 'LAB': 'LAB', 'LEG': 'LEG', 'MED': 'JRN', 'REF': 'REF',
        'PTY': 'PTY', 'REL': 'REL', 'MUS': 'REL', 'CHR': 'REL', 'HIN': 'REL', 'JEW': 'REL', 'BUD': 'REL', 'PRM': 'PRM'}
CAMEO_ISO = {'ROM': 'ROU', 'ZAR': 'COD', 'TMP': 'TLS', 'KSV': 'XKX', 'PAL': 'PSE', 'USR': 'SUN', 'GER': 'DEU', 'FRY': 'YUG', 'FRO': 'FRO', 'SRP': 'SRB'}
LOWER = {'of', 'the', 'and', 'for', 'de', 'del', 'la', 'di', 'in', 'on', 'to', 'da', 'do', 'dos', 'et', 'des', 'du', 'van', 'von', 'bin', 'ibn', 'al', 'el', 'der', 'ben', 'y', 'a'}


def nice(s):
    """PETRARCH phrase -> display name."""
    s = s.strip().strip('_').replace('_', ' ')
    s = re.sub(r'\s+', ' ', s).strip()
    if not s:
        return ''
    out = []
    for i, w in enumerate(s.split(' ')):
        lw = w.lower()
        if i and lw in LOWER:
            out.append(lw)
        elif '.' in w and re.fullmatch(r'([A-Z]\.)+', w):
            out.append(w)
        else:
            w = '-'.join(p if not p else (p.lower() if p.lower() in ('al', 'el', 'e', 'i', 'ul') and j == 0 and '-' in w else p[:1].upper() + p[1:].lower()) for j, p in enumerate(w.split('-')))
            w = re.sub(r"^(O'|D'|Mc)([a-z])", lambda m: m.group(1) + m.group(2).upper(), w)
            w = re.sub(r'^\((.)', lambda m: '(' + m.group(1).upper(), w)
            out.append(w)
    s = ' '.join(out)
    m = re.match(r'^(.*) \(([A-Za-z]{2,6})\)$', s)
    return (m.group(1), m.group(2).upper()) if m else s


def full_date(d):
    """YYMMDD or YYYYMMDD -> ISO; two-digit years: 0-25 -> 2000s."""
    if len(d) == 6:
        y = int(d[:2])
        y += 2000 if y <= 25 else 1900
        d = '%04d%s' % (y, d[2:])
    if len(d) != 8 or not d.isdigit():
        return None
    y, m, dd = int(d[:4]), int(d[4:6]), int(d[6:])
    if m < 1 or m > 12:
        return None
    dd = max(1, min(dd, MDAYS[m - 1] + (1 if m == 2 and y % 4 == 0 and (y % 100 or y % 400 == 0) else 0)))
    return '%04d-%02d-%02d' % (y, m, dd)


def split_code(code, iso):
    """CAMEO actor code -> (country, sector) or None."""
    parts = [code[i:i + 3] for i in range(0, len(code), 3)]
    if any(len(p) != 3 for p in parts) or not parts:
        return None
    country = sector = ''
    p = parts[0]
    p = CAMEO_ISO.get(p, p)
    if p == 'IGO':
        country = 'UNO' if 'UNO' in parts[1:2] else 'EUR' if 'EUR' in parts[1:2] or 'EEC' in parts[1:2] else 'IGO'
        return country, ''
    if p == 'EUR':
        return 'EUR', ''
    if p in ('NGO', 'NGM'):
        return ('NGO', '')
    if p == 'MNC':
        return 'MNC', 'BUS'
    if p == 'IMG':
        return 'IMG', 'REB'
    if p == 'INT':
        if len(parts) > 1 and parts[1] in ('REB', 'INS'):
            return 'IMG', 'REB'
        return None
    if p not in iso:
        return None
    country = p
    roles = [ROLE[q] for q in parts[1:] if q in ROLE]
    if roles:
        sector = roles[0]
        if sector == 'GOV' and len(roles) > 1 and roles[1] == 'MIL' and len(parts) == 3:
            sector = 'GOV'
    return country, sector


def read_petrarch(path):
    """[(names, [(code, spec)], comment)]"""
    with open(path, encoding='utf-8', errors='replace') as f:
        text = f.read()
    recs = []
    names, codes = [], []

    def flush():
        nonlocal names, codes
        if names and codes:
            recs.append((names, codes))
        names, codes = [], []
    for raw in text.split('\n'):
        line = raw.rstrip('\r')
        cap = re.search(r'\$([\d,]+)\s*$', line)
        body = re.split(r'[;#]', line)[0]
        if not body.strip():
            continue
        if body.lstrip().startswith('['):
            for m in re.finditer(r'\[([A-Z]+)\s*([^\]]*)\]', body):
                if m.group(1).startswith('MNC') and (not cap or int(cap.group(1).replace(',', '')) < 5000000000):
                    continue    # small companies: many, and named like common phrases
                codes.append((m.group(1), m.group(2).strip()))
            continue
        if body.startswith('+'):
            body = body[1:]
        else:
            flush()
        m = re.match(r'([^\[]*)(\[.*)?$', body)
        if m.group(2):
            for mm in re.finditer(r'\[([A-Z]+)\s*([^\]]*)\]', m.group(2)):
                codes.append((mm.group(1), mm.group(2).strip()))
        n = m.group(1).strip()
        if n and re.match(r"^[A-Za-z(\"'].*[A-Za-z_)'.]$", n) and '!' not in n:
            names.append(n)
    flush()
    return recs


def make_actors(facts, out, states, geo, fips3, reviewed):
    iso = {s['iso'] for s in states} | {g['iso3'] for g in geo.values()} - {'ANT'}
    hand = {fold(r[0]).lower() for r in reviewed}
    hand_canon = {fold(r[1]).lower(): r[1] for r in reviewed}
    rows = set()
    # -- World Factbook
    since = re.compile(r'\(?since ((?:(\d{1,2}) )?(?:([A-Z][a-z]+) )?(\d{4}))')

    def office(cell, iso3, title_src):
        for part in re.split(r';|, and | and Co-prince', cell):
            part = part.strip()
            m = since.search(part)
            if not m or 'represented by' in part or 'former' in part or 'also referred' in part:
                continue
            head = re.sub(r'\(.*', '', part).strip()
            # drop the titles: everything before the first capitalised given name followed by an all-caps word
            words = head.split()
            caps = [i for i, w in enumerate(words) if len(re.sub('[^A-ZÀ-Þa-z]', '', w)) > 1 and w.upper() == w and not re.fullmatch(r'(II|III|IV|VI|XIV|X|V|VIII|XVI|CNSP)', w)]
            if not caps:
                continue
            title_words = {'President', 'Prime', 'Minister', 'King', 'Queen', 'Premier', 'Chancellor', 'Chairman', 'Chairperson', 'of', 'the', 'and', 'Acting', 'Transitional', 'Interim', 'Caretaker',
                           'Sultan', 'Emperor', 'Amir', 'Emir', 'Sir', 'Dame', 'Dr.', 'Gen.', 'Sr.', 'Col.', 'Capt.', 'Lt.', 'Taoiseach', 'Supreme', 'Leader', 'Crown', 'Prince', 'Grand', 'Duke', 'Pope',
                           'General', 'Field', 'Marshal', 'State', 'Affairs', 'Commission', 'Cabinet', 'Ministers', 'Council', 'Presidency', 'Vice', 'Deputy', 'First', 'Chief', 'Head', 'Government', 'Executive',
                           'Foreign', 'Co-Vice', 'Governor', 'Presidential', 'Leadership', 'Swiss', 'Confederation', 'National', 'for', 'Safeguard', 'Homeland', '(CNSP)', 'CNSP', 'People\'s', 'Assembly',
                           'Moldova', 'Spain', 'Secretary', 'Sovereign', 'Transition', 'Republic', 'Co-prince', 'Archbishop', 'Lord', 'Mann', 'China', 'French', 'Polynesia', 'Federal', 'Mayor', 'Administrator', 'Major', 'Brigadier', '(Prime', 'Minister)', '(prime', 'minister-equivalent)', 'Mrs.', 'Ms.', 'Mr.'}
            i = 0
            while i < len(words) - 1 and i < caps[0] and (words[i] in title_words or words[i].strip(',') in title_words):
                i += 1
            name_words = words[i:]
            if not name_words or len(name_words) == 1 and name_words[0] in ('CHARLES',):
                continue
            name_words = [w for w in name_words if not w.startswith('"')]
            nm = []
            sn = []
            for w in name_words:
                w = w.strip(',')
                if re.fullmatch(r'(II|III|IV|VI|XIV|X|V|VIII|XVI)', w):
                    nm.append(w)
                    continue
                if w.upper() == w and len(w) > 1 and not w.endswith('.'):
                    t = '-'.join(p[:1] + p[1:].lower() for p in w.split('-'))
                    t = re.sub(r"^(Mc|O'|D'|Al-|N')([a-z])", lambda m2: m2.group(1) + m2.group(2).upper(), t)
                    nm.append(t)
                    sn.append(t)
                else:
                    nm.append(w)
                    m2 = re.match(r'^(al-|el-|Hoseini-|Fils-|bin-)([A-Z\'-]+)$', w)
                    if m2:
                        nm[-1] = m2.group(1) + m2.group(2)[:1] + m2.group(2)[1:].lower()
            name = ' '.join(nm)
            d, mo, y = m.group(2), m.group(3), m.group(4)
            if mo and mo not in MONTHS:
                continue
            fr = '%s-%02d-%02d' % (y, MONTHS[mo] if mo else 1, int(d) if d else 1)
            names = {name, fold(name)}
            if sn and nm[0] != sn[0]:
                k = nm.index(sn[0])
                short = nm[0] + ' ' + ' '.join(sn)
                names |= {short, fold(short)}
                if len(nm) > k + 1 and len(sn) == 1:
                    names.add(' '.join(nm[:k + 1]))
            for n in names:
                rows.add((n, name, iso3, 'GOV', fr, '', 'leader', 'factbook 2026-05: ' + title_src))
    for r in load_factbook(facts):
        iso3 = fips3.get(r['file'].split('/')[1].upper())
        if not iso3 or iso3 in ('HKG', 'MAC') and 'China' in r['chief_of_state'] and False:
            continue
        own = {'GUM', 'ASM', 'PRI', 'VIR', 'MNP', 'IOT', 'FLK', 'SHN'}
        cs = r['chief_of_state']
        if not re.search(r'represented by|CHARLES III|MACRON|of China|FREDERIK X of|HARALD V of|of the Netherlands|TRUMP', cs) or iso3 in ('GBR', 'FRA', 'USA', 'CHN', 'DNK', 'NOR', 'NLD'):
            office(cs, iso3, 'chief of state')
        if iso3 not in own:
            office(r['head_of_government'], iso3, 'head of government')
    # -- world leaders, current (Wikidata)
    geo3 = {g['iso2']: g['iso3'] for g in geo.values() if g['iso2'] not in ('CS', 'AN')}
    base = os.path.join(facts, 'world-leaders-current', 'data', 'countries')
    for d in sorted(os.listdir(base)):
        p = os.path.join(base, d, 'current.json')
        if not os.path.exists(p):
            continue
        with open(p, encoding='utf-8') as f:
            j = json.load(f)
        c = j['country']['iso_code']
        iso3 = 'EUR' if d == 'european_union' else 'IGO' if d == 'african_union' else geo3.get(c)
        if not iso3:
            continue
        for pos in j['positions'].values():
            h = pos.get('current_holder') or {}
            if not h.get('name_en') or not h.get('since') or 'onarch' in pos.get('title_en', '') and h['name_en'] == 'Charles III' and iso3 != 'GBR':
                continue
            for n in {h['name_en'], fold(h['name_en'])}:
                rows.add((n, h['name_en'], iso3, '' if iso3 in ('EUR', 'IGO') else 'GOV', h['since'], '', 'leader', 'world-leaders-current 2026-08: ' + pos['title_en']))
    # -- world leaders 2021 (Wikidata): years
    name3 = {}
    for s in states:
        for n in [s['name']] + s['alias']:
            name3.setdefault(fold(n).lower(), s['iso'])
    for g in geo.values():
        if g['iso2'] not in ('CS', 'AN'):
            name3.setdefault(fold(g['name']).lower(), g['iso3'])
    for fn, namec, posc in (('wikidata.csv', 'officeholderLabel', 'positionLabel'), ('wikipedia.csv', 'officeholderlabel', 'positionlabel')):
        with open(os.path.join(facts, 'world-leaders-2021', fn), encoding='utf-8') as f:
            for r in csv.DictReader(f):
                iso3 = name3.get(fold(r['country']).lower())
                if iso3 is None and r['country'].startswith('The '):
                    iso3 = name3.get(fold(r['country'][4:]).lower())
                sy, ey = r['start_year'], r['end_year']
                pos = r[posc]
                n0 = re.sub(r'\s*\(.*', '', r[namec]).strip()
                if not iso3 or not re.fullmatch(r'\d{4}', sy or '') or not n0 or re.fullmatch(r'Q\d+', n0) or n0 in ('Elizabeth II', 'vacant'):
                    continue
                # An open end in a snapshot of 2021-22 is not known to last: it is cut at the snapshot.
                ed = (ey + '-12-31') if re.fullmatch(r'\d{4}', ey or '') else '2022-10-09'
                for n in {n0, fold(n0)}:
                    rows.add((n, n0, iso3, 'GOV', sy + '-01-01', ed, 'leader', 'world-leaders-2021: ' + pos))
    # -- US Congress and executive
    for fn, src in (('legislators-current.yaml', 'congress-legislators'), ('executive.yaml', 'congress executive')):
        for rec in read_legislators(os.path.join(facts, 'congress', fn)):
            names = []
            first, last = rec.get('first', ''), rec.get('last', '')
            nick, full = rec.get('nickname', ''), rec.get('official_full', '')
            mid = rec.get('middle', '')
            canon = full or (nick or first) + ' ' + last
            for n in (full, first + ' ' + last, (nick + ' ' + last) if nick else '', (first + ' ' + mid + ' ' + last) if mid else '', rec.get('wikipedia', '')):
                n = re.sub(r'\s*\(.*', '', n).strip()
                n = re.sub(r',? (Jr\.|Sr\.|II|III|IV)$', '', n)
                if n and n not in names:
                    names.append(n)
            spans = []
            for t in rec['terms']:
                sec = 'LEG' if t['type'] in ('rep', 'sen') else 'GOV'
                if t['end'] < '1970' or t['start'] > '2027':
                    continue
                if spans and spans[-1][2] == sec and (spans[-1][1] >= t['start'] or int(t['start'][:4]) == int(spans[-1][1][:4]) and t['start'][5:] < '01-25'):
                    spans[-1][1] = max(spans[-1][1], t['end'])
                else:
                    spans.append([t['start'], t['end'], sec])
            for n in {x for n in names for x in (n, fold(n))}:
                for a, b, sec in spans:
                    rows.add((n, canon, 'USA', sec, a, b, 'person', src))
    # -- terrorist groups of the factbook
    groups = {}
    for r in load_factbook(facts):
        iso3 = fips3.get(r['file'].split('/')[1].upper())
        for gname in (r['terrorist_groups'] or '').split(';'):
            gname = gname.replace('’', "'").strip()
            if gname and len(gname) < 80 and iso3 and not re.search(r'Islamic State|ISIS|IRGC|Islamic Revolutionary|none|Qa.ida', gname):
                groups.setdefault(gname, []).append(iso3)
    crime = re.compile(r'Cartel|Mara Salv|Tren de|Family|Gran Grif|Viv Ansanm|Los ', re.I)
    for gname, cs in sorted(groups.items()):
        m = re.match(r'^(.*?)\s*\(([^)]+)\)$', gname)
        names = [m.group(1), m.group(2)] if m and len(m.group(2)) < 20 else [gname]
        country = cs[0] if len(set(cs)) == 1 else 'IMG'
        for n in names:
            if fold(n).lower() not in hand and len(n) > 2:
                rows.add((n, names[0], country, 'CRM' if crime.search(gname) else 'REB', '', '', 'group', 'factbook 2026-05: terrorist groups'))
    # -- PETRARCH / Phoenix dictionaries
    base = os.path.join(facts, 'petrarch-dictionaries')
    for fn, tag in (('Phoenix.Countries.actors.txt', 'phoenix countries'), ('Phoenix.International.actors.txt', 'phoenix international'), ('Phoenix.MilNonState.actors.txt', 'phoenix mil-nonstate')):
        for names, codes in read_petrarch(os.path.join(base, fn)):
            disp = []
            for n in names:
                x = nice(n)
                if isinstance(x, tuple):
                    disp += [x[0], x[1]]
                elif x:
                    disp.append(x)
            disp = [d for d in disp if len(d) > 2 and len(d) <= 70 and not re.search(r'[\[\]{}+|/]', d)]
            if not disp:
                continue
            canon = disp[0]
            dated = [(c, s) for c, s in codes if s]
            recs = []
            if dated:
                for c, s in dated:
                    sc = split_code(c, iso)
                    if not sc or sc[1] == 'ELI' or not sc[1] and len(sc[0]) == 3 and sc[0] not in ('UNO', 'IGO', 'EUR', 'NGO'):
                        continue
                    m = re.fullmatch(r'(\d{6,8})-(\d{6,8})', s)
                    if m:
                        a, b = full_date(m.group(1)), full_date(m.group(2))
                    elif s[0] == '>':
                        a, b = full_date(s[1:].strip()), '2014-01-30'
                    else:
                        continue
                    if not a or not b or a > b or b < '1990':
                        continue
                    recs.append((sc, a, b, 'person'))
            else:
                c = codes[0][0]
                sc = split_code(c, iso)
                if not sc:
                    continue
                if not sc[1] and sc[0] not in ('UNO', 'IGO', 'EUR', 'NGO', 'IMG'):
                    continue       # bare states and their cities: states.txt and places.tsv
                if sc[0] == 'MNC' or sc[1] == 'ELI':
                    if sc[1] == 'ELI':
                        continue
                kind = 'organization'
                if sc[1] in ('REB', 'UAF', 'SEP', 'PRM'):
                    kind = 'group'
                elif sc[1] == 'PTY' or 'Party' in canon:
                    kind = 'party'
                elif sc[1] == 'JRN':
                    kind = 'outlet'
                elif sc[1] in ('GOV', 'MIL', 'COP', 'SPY'):
                    kind = 'government'
                recs.append((sc, '', '', kind))
            for sc, a, b, kind in recs:
                for n in disp:
                    if fold(n).lower() in hand and (not a or True):
                        continue
                    if kind == 'person' and len(n.split()) < 2:
                        continue
                    if kind != 'person' and len(n.split()) == 1 and (sc[0] == 'MNC' or len(n) < 4):
                        continue
                    rows.add((n, canon, sc[0], sc[1], a, b, kind, tag))
    # Where the hand list knows the person, its dates are better: drop open-ended or reset "since" rows of the same name.
    by_ends = {}
    for r in reviewed:
        if r[6] in ('leader', 'person'):
            w = fold(r[1]).lower().split()
            if len(w) > 1:
                by_ends.setdefault((w[0], w[-1]), []).append(r)
    keep = []
    for r in rows:
        if r[7].startswith('factbook') and r[6] == 'leader' and fold(r[0]).lower() not in hand:
            w = fold(r[1]).lower().split()
            known = [h for h in by_ends.get((w[0], w[-1]), []) if h[0] == h[1]]
            if known and any(h[2] == r[2] for h in known):
                for h in known:
                    keep.append((r[0], h[1]) + tuple(h[2:7]) + (r[7],))
                continue
        if fold(r[0]).lower() in hand and not r[7].startswith('world-leaders-current'):
            continue
        r = list(r)
        c = hand_canon.get(fold(r[1]).lower())
        if c:
            r[1] = c
        keep.append(tuple(r))
    rows = coalesce(merge(keep))
    write(os.path.join(out, 'actors.tsv'),
          ['Actors from open sets. Generated by tools/facts/make_facts.py; names that actors-reviewed.tsv has are left out.',
           'Sources: CIA World Factbook 2026-05 (public domain); unitedstates/congress-legislators (public domain, CC0); world-leaders-2021 (Wikidata, CC0);',
           'open-data-archive/world-leaders-current 2026-08 (CC BY-SA 4.0, facts); PETRARCH Phoenix dictionaries of the Open Event Data Alliance (MIT), letters of names re-capitalised,',
           'CAMEO codes turned into codebook.md sectors, offices "since" a date cut at the dictionary\'s date 2014-01-30. This table: CC BY-SA 4.0.'],
          ACTOR_HEAD, rows)


def coalesce(rows):
    """Join the touching or overlapping spans of one name, canonical, country, sector."""
    groups = OrderedDict()
    for r in rows:
        groups.setdefault((r[0], r[2], r[3]), []).append(r)
    out = []
    for k, rs in groups.items():
        und = [r for r in rs if not r[4]]
        if und:
            out.append(und[0])
            continue
        rs.sort(key=lambda r: (r[4], r[5] or '9999'))
        cur = list(rs[0])
        for r in rs[1:]:
            if not cur[5] or r[4] <= cur[5] or r[4][:4] == cur[5][:4]:
                if cur[5] and (not r[5] or r[5] > cur[5]):
                    cur[5] = r[5]
                    if not r[5]:
                        cur[7] = r[7]
                        cur[6] = r[6]
            else:
                out.append(cur)
                cur = list(r)
        out.append(cur)
    return sorted(out)


def read_legislators(path):
    """The few fields needed out of the congress-legislators YAML, which is regular: a list of records."""
    recs = []
    cur = None
    section = term = None
    with open(path, encoding='utf-8') as f:
        for line in f:
            line = line.rstrip('\n')
            if line.startswith('- '):
                cur = {'terms': []}
                recs.append(cur)
                section = line[2:].rstrip(':').strip()
                term = None
                continue
            m = re.match(r'^  ([a-z_]+):', line)
            if m:
                section = m.group(1)
                continue
            if section == 'terms':
                m = re.match(r'^  (- |  )([a-z_]+): (.*)$', line)
                if m:
                    if m.group(1) == '- ':
                        term = {}
                        cur['terms'].append(term)
                    term[m.group(2)] = m.group(3).strip().strip("'\"")
            elif section in ('name', 'id'):
                m = re.match(r'^    ([a-z_]+): (.*)$', line)
                if m and (section == 'name' or m.group(1) == 'wikipedia'):
                    v = m.group(2).strip()
                    if len(v) > 1 and v[0] == v[-1] == '"':
                        v = json.loads(v)
                    elif len(v) > 1 and v[0] == v[-1] == "'":
                        v = v[1:-1].replace("''", "'")
                    cur[m.group(1)] = v
    return recs


# ---------------------------------------------------------------- agents

def make_agents(facts, out):
    own = OrderedDict()
    for line in lines_of(os.path.join(HAND, 'agents.txt')):
        c = line.split('|')
        words, sector, country = c[0], c[1], c[2] if len(c) > 2 else ''
        note = {'*': 'carrier', '^': 'head', '+': 'modifier', '~': 'anyone', '@': 'abroad', '%': 'again', '&': 'backer',
                '$': 'locality'}.get(words[0], 'hand')
        for w in words.lstrip('*^+~@%&$').split(';'):
            w = w.strip()
            s, k = (own[w][0], own[w][1]) if sector == '=' and w in own else (sector.replace('=', ''), country)
            if sector == '=' and w in own and own[w][2] == 'carrier':
                continue
            own[w] = (s, k, note)
    path = os.path.join(facts, 'petrarch-dictionaries', 'Phoenix.agents.txt')
    subst = {'!PERSON!': ['man', 'men', 'woman', 'women', 'person'], '!MINIST!': ['minister', 'ministry']}
    ph = {}
    with open(path, encoding='utf-8') as f:
        for line in f:
            line = line.split('#')[0].strip()
            m = re.match(r'^([^{\[]+?)\s*(\{[^}]*\})?\s*\[(~?)([A-Z]+)(~?)\]', line)
            if not m:
                continue
            phrase, code = m.group(1), m.group(4)
            ws = [phrase]
            for k, v in subst.items():
                if k in phrase:
                    ws = [phrase.replace(k, x) for x in v]
            parts = [code[i:i + 3] for i in range(0, len(code), 3)]
            country = {'NGO': 'NGO', 'NGM': 'NGO', 'IGO': 'IGO', 'IMG': 'IMG', 'MNC': 'MNC'}.get(parts[0], '')
            roles = [ROLE[p] for p in parts if p in ROLE]
            nonrel = [ROLE[p] for p in parts if p in ROLE and ROLE[p] != 'REL']
            sector = (nonrel or roles or [''])[0]
            if country in ('NGO', 'IGO'):
                sector = ''
            if not sector and not country:
                continue
            for w in ws:
                w = re.sub(r'\s+', ' ', w.replace('_', ' ')).strip().lower()
                if w and re.fullmatch(r"[a-z][a-z' .-]*", w):
                    ph.setdefault(w, (sector, country, 'phoenix'))
    rows = []
    for w in sorted(set(own) | set(ph)):
        s = own.get(w) or ph[w]
        if s[0] == '!':
            continue
        rows.append([w, s[0], s[1], s[2]])
    write(os.path.join(out, 'agents.tsv'),
          ['Common nouns for actors. Generated by tools/facts/make_facts.py from tools/facts/hand/agents.txt (CC0; wins) and PETRARCH Phoenix.agents (MIT, Open Event Data Alliance; CAMEO roles turned into sectors).',
           'Lower case, singular (a few phrases and plural-only words as they stand). Look up the longest phrase that ends the noun phrase\'s head.'],
          ['phrase', 'sector', 'country', 'note'], rows)


# ---------------------------------------------------------------- places

KNOWN_CITY = 50000     # people: cities that are known without their country
OTHER_NAMES = 50000    # people: cities whose other names are taken
OTHER_NAME = re.compile(r"[A-Z][A-Za-z' -]{3,}")


def name_key(s):
    """As the program compares names of places."""
    return re.sub("[’‘ʻʿ'`]", '', fold(s).lower()).replace('-', ' ')


class Places:
    """Rows of places.tsv by name, country and id."""

    def __init__(self):
        self.rows, self.keys = {}, set()

    def add(self, names, iso3, kind, pop, lat, lon, gid):
        """Names that compare as equal have one row."""
        seen = set()
        for n in names:
            n = ' '.join(n.split())
            if n and name_key(n) not in seen:
                seen.add(name_key(n))
                self.keys.add(name_key(n))
                self.rows.setdefault((n, iso3, gid or kind), [n, iso3, kind, str(pop), lat, lon, gid])


def english_names():
    """{(GeoNames name, ISO3): English names} by hand."""
    out = {}
    for line in lines_of(os.path.join(HAND, 'places.txt')):
        c = line.split('|')
        if c[0] == 'alias':
            out.setdefault((c[1], c[2]), []).extend(c[3].split(';'))
    return out


def add_provinces(places, facts, geo3):
    """First-level divisions, with the people of their cities of 15,000 and more (not where a city has the name), and those of the second
    level."""
    cities = {(name_key(r[0]), r[1]) for r in places.rows.values() if r[2] in ('city', 'capital')}
    people = {}
    for city in read_cities(facts, geo3):
        people[city['in']] = people.get(city['in'], 0) + (0 if city['fcode'] == 'PPLX' else city['pop'])
    ending = re.compile(r'\s+(Province|Region|Oblast|Governorate|State|District|Prefecture|County|Department|Canton|Krai|Voivodeship|Division|Wilaya|Municipality)$')
    for file, kind in (('admin1CodesASCII.txt', 'admin1'), ('admin2Codes.txt', 'district')):
        with open(os.path.join(facts, 'geonames', file), encoding='utf-8') as f:
            for line in f:
                code, name, asc, gid = line.rstrip('\n').split('\t')
                c = code.split('.')[0]
                if c in geo3:
                    names = [name, asc] + ([ending.sub('', asc)] if kind == 'admin1' else [])
                    is_alone = kind == 'admin1' and not any((name_key(n), geo3[c]) in cities for n in names)
                    places.add(names, geo3[c], kind, people.get(code, 0) if is_alone else 0, '', '', gid)


def read_cities(facts, geo3):
    with open(os.path.join(facts, 'geonames', 'cities15000.txt'), encoding='utf-8') as f:
        for line in f:
            c = line.rstrip('\n').split('\t')
            if c[8] in geo3:
                yield {'id': c[0], 'names': [c[1], c[2]], 'other': c[3].split(','), 'at': ('%.2f' % float(c[4]), '%.2f' % float(c[5])), 'fcode': c[7],
                       'in': c[8] + '.' + c[10], 'iso3': geo3[c[8]], 'pop': int(c[14] or 0)}


def add_cities(places, facts, geo3):
    """Cities, towns, parts of cities of 100,000 and more."""
    english, cities = english_names(), []
    for city in read_cities(facts, geo3):
        by_hand = next((english[n, city['iso3']] for n in city['names'] if (n, city['iso3']) in english), [])
        part = city['fcode'] in ('PPLX', 'PPLH', 'PPLQ', 'PPLW')
        if part and city['pop'] < 2 * KNOWN_CITY and not by_hand:
            continue
        known = city['pop'] >= KNOWN_CITY or by_hand or city['fcode'] in ('PPLC', 'PPLA')
        city['kind'] = 'capital' if city['fcode'] == 'PPLC' else 'city' if known else 'town'
        places.add(city['names'] + by_hand, city['iso3'], city['kind'], city['pop'], *city['at'], city['id'])
        cities.append(city)
    return cities


def add_towns(places, facts, geo3):
    """Places of more than 5,000 that stand in no other list; their numbers of people are not known."""
    with open(os.path.join(facts, 'geonames', 'cities5000-basic.csv'), encoding='utf-8', newline='') as f:
        known = {(name_key(r[0]), r[1]) for r in places.rows.values()}
        for row in csv.DictReader(f):
            iso3 = geo3.get(row['country'])
            if iso3 and (name_key(row['name']), iso3) not in known:
                places.add([row['name']], iso3, 'town', 5000, '%.2f' % float(row['lat']), '%.2f' % float(row['lng']), '')


def add_other_names(places, cities):
    """Names of large cities in other languages and spellings, where only one country has a place of that name."""
    countries = {}
    for city in cities:
        for n in city['other']:
            countries.setdefault(name_key(n), set()).add(city['iso3'])
    taken = set(places.keys)
    for city in cities:
        if city['pop'] >= OTHER_NAMES:
            names = [n for n in city['other'] if OTHER_NAME.fullmatch(n) and name_key(n) not in taken and len(countries[name_key(n)]) == 1]
            places.add(names, city['iso3'], city['kind'], city['pop'], *city['at'], city['id'])


def make_places(facts, out, geo):
    geo3 = {g['iso2']: g['iso3'] for g in geo.values() if g['iso2'] not in ('CS', 'AN')}
    places = Places()
    for g in geo.values():
        if g['iso2'] in geo3:
            places.add([g['name'], fold(g['name'])], g['iso3'], 'country', int(g['pop'] or 0), '', '', g['id'])
    cities = add_cities(places, facts, geo3)
    for line in lines_of(os.path.join(HAND, 'places.txt')):
        c = line.split('|')
        if c[0] != 'alias':
            lat, lon = (c[3], c[4]) if len(c) > 4 else ('', '')
            places.add(c[2].split(';'), c[1], c[0], int(c[5]) if len(c) > 5 else 0, lat, lon, '')
    add_provinces(places, facts, geo3)
    add_towns(places, facts, geo3)
    add_other_names(places, cities)
    lst = sorted(places.rows.values(), key=lambda r: (-int(r[3]), r[0], r[1], r[2], r[6]))
    write(os.path.join(out, 'places.tsv'),
          ['Places. Generated by tools/facts/make_facts.py from GeoNames cities15000, cities5000, admin1, admin2, countryInfo (CC BY 4.0, geonames.org, 2025-12) and tools/facts/hand/places.txt (CC0).',
           'An ambiguous name has a row for each place; most populous first. Kinds town and district: known only where their country is spoken of.'],
          PLACE_HEAD, lst)


# ---------------------------------------------------------------- CAMEO

def make_cameo(facts, out):
    shipped = {}
    with open(os.path.join(facts, 'petrarch-dictionaries', 'CAMEO2PLOVER-2021.txt'), encoding='utf-8') as f:
        for line in f:
            m = re.match(r'^(\d{3,4}):\s*([A-Z]+)\s*,\s*([a-z_-]*)\s*,\s*([^#]*)', line)
            if m:
                shipped.setdefault(m.group(1), (m.group(2), m.group(3).strip()))
    rows = []
    for line in lines_of(os.path.join(HAND, 'cameo.txt')):
        code, gold, typ, mode, name = line.split('|')
        note = ''
        s = shipped.get(code)
        if typ == '' and s:
            typ, mode = s
        elif s and (typ, mode) != s:
            note = 'map file has %s%s' % (s[0], '/' + s[1] if s[1] else '')
        elif not s and typ:
            note = 'no row in the map file'
        if gold.endswith('*'):
            gold = gold[:-1]
            note = (note + '; ' if note else '') + 'Goldstein of the parent'
        rows.append([code, name, typ, mode, gold, note])
    rows.sort()
    write(os.path.join(out, 'cameo.tsv'),
          ['CAMEO 1.1b3 codes with PLOVER v2 type and mode. Generated by tools/facts/make_facts.py from CAMEO2PLOVER-2021 (Open Event Data Alliance, CC BY-SA 4.0 / MIT) and tools/facts/hand/cameo.txt (own short wording).',
           'Repairs by codebook.md and design/plover.md 4.7 are marked in note. Types are empty for roots 01 and 02 (statements), except 015, 016, 021-028. This table: CC BY-SA 4.0.'],
          ['code', 'name', 'type', 'mode', 'goldstein', 'note'], rows)


def main():
    ap = argparse.ArgumentParser()
    root = os.path.dirname(os.path.dirname(HERE))
    ap.add_argument('--facts', default=os.path.join(os.path.dirname(root), 'shared', 'data', 'facts'))
    ap.add_argument('--out', default=os.path.join(root, 'lexicons', 'en'))
    a = ap.parse_args()
    os.makedirs(a.out, exist_ok=True)
    states = load_states()
    geo, fips3 = make_countries(a.facts, a.out, states)
    reviewed = make_reviewed(a.out, states)
    make_actors(a.facts, a.out, states, geo, fips3, reviewed)
    make_agents(a.facts, a.out)
    make_places(a.facts, a.out, geo)
    make_cameo(a.facts, a.out)


if __name__ == '__main__':
    main()
