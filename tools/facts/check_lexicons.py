#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Check the tables of lexicons/: columns, codes, dates, duplicates, order. Prints FILE:LINE: message; exit 1 if any.

    python3 tools/facts/check_lexicons.py [DIR]
"""
import datetime
import os
import re
import sys

from table_files import ACTOR_HEAD, PLACE_HEAD

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
SECTORS = set('GOV MIL COP SPY JUD LEG PTY OPP REB SEP PRM UAF ELI BUS JRN EDU LAB MED REL CVL REF CRM SOC AGR UNK'.split())
NONSTATE = set('IGO NGO IMG MNC UNO EUR'.split())
COLUMNS = {
    'actors.tsv': ACTOR_HEAD, 'actors-reviewed.tsv': ACTOR_HEAD,
    'agents.tsv': ['phrase', 'sector', 'country', 'note'],
    'places.tsv': PLACE_HEAD,
    'calendar.tsv': ['word', 'kind', 'value', 'note'],
    'countries.tsv': ['iso3', 'name', 'official', 'capital', 'adjective', 'gwcode', 'cown', 'iso2', 'region'],
    'plover.tsv': ['type', 'quad', 'score', 'modes', 'meaning'],
    'modes.tsv': ['type', 'mode', 'score', 'meaning'],
    'cameo.tsv': ['code', 'name', 'type', 'mode', 'goldstein', 'note'],
    'cues.tsv': ['cue', 'kind', 'count'],
    'acts.tsv': ['word', 'kind'],
    'recipient_paths.tsv': ['type', 'part_of_speech', 'path', 'count', 'share'],
    'outlets.tsv': ['outlet', 'country'],
    'party_countries.tsv': ['sign', 'weight'],
    'lemmas.tsv': ['kind', 'form', 'base form or count'], 'lemmas-reviewed.tsv': ['kind', 'form', 'base form'],
    'name_ends.tsv': ['word', 'kind'],
    'persons.tsv': ['word', 'kind', 'sex'],
}
KEY = {'actors.tsv': 6, 'actors-reviewed.tsv': 6, 'agents.tsv': 1, 'places.tsv': 7, 'calendar.tsv': 2, 'countries.tsv': 1, 'plover.tsv': 1, 'modes.tsv': 2, 'cameo.tsv': 1, 'cues.tsv': 1, 'acts.tsv': 1,
       'recipient_paths.tsv': 3, 'outlets.tsv': 1, 'party_countries.tsv': 1, 'lemmas.tsv': 2, 'lemmas-reviewed.tsv': 2, 'name_ends.tsv': 1, 'persons.tsv': 2}
ACTOR_KINDS = set('state capital demonym adjective government leader person organization body group party outlet'.split())
PLACE_KINDS = set('country admin1 city capital region river sea facility town district ending word'.split())
CAL_KINDS = set('month weekday weekdays day unit shift operator part time season number vague ordinal holiday moving named repeat'.split())
CUE_KINDS = set('say tell ask promise threaten accuse believe hearsay noun according cite order host speech'.split())


def read(path):
    with open(path, encoding='utf-8', newline='') as f:
        text = f.read()
    return text


def main():
    base = sys.argv[1] if len(sys.argv) > 1 else os.path.join(ROOT, 'lexicons')
    en = os.path.join(base, 'en')
    bad = []
    tables = {}

    def say(path, n, msg):
        bad.append('%s:%d: %s' % (os.path.relpath(path, os.path.dirname(base) or '.'), n, msg))

    total = 0
    for fn in sorted(COLUMNS):
        path = os.path.join(en, fn)
        if not os.path.exists(path):
            say(path, 0, 'missing')
            continue
        try:
            text = read(path)
        except UnicodeDecodeError as e:
            say(path, 0, 'not UTF-8: %s' % e)
            continue
        total += len(text.encode('utf-8'))
        if '\r' in text:
            say(path, 1, 'carriage return')
        if not text.endswith('\n'):
            say(path, text.count('\n') + 1, 'no newline at the end')
        lines = text.split('\n')[:-1]
        want = COLUMNS[fn]
        if lines[0] != '#' + '\t'.join(want):
            say(path, 1, 'header is not #' + ' '.join(want))
        if not any(x.startswith('# ') and re.search(r'CC0|CC BY|MIT|public domain', x) for x in lines[1:8]):
            say(path, 2, 'no source and licence note')
        seen = {}
        rows = []
        for n, line in enumerate(lines, 1):
            if line.startswith('#'):
                continue
            c = line.split('\t')
            if len(c) != len(want):
                say(path, n, '%d columns, want %d' % (len(c), len(want)))
                continue
            if not c[0]:
                say(path, n, 'empty first column')
            for x in c:
                if x != x.strip() or '  ' in x:
                    say(path, n, 'spaces around or doubled in %r' % x)
            k = tuple(c[:KEY[fn]])
            if k in seen:
                say(path, n, 'duplicate of line %d' % seen[k])
            seen[k] = n
            rows.append((n, c))
        tables[fn] = rows
        order = [c for n, c in rows]
        skey = (lambda r: (-int(r[3]), r[0], r[1], r[2], r[6])) if fn == 'places.tsv' else (lambda r: r)
        if fn not in ('agents.tsv', 'cues.tsv'):
            try:
                if order != sorted(order, key=skey):
                    i = next(i for i, (a, b) in enumerate(zip(order, sorted(order, key=skey))) if a != b)
                    say(path, rows[i][0], 'not sorted')
            except ValueError:
                pass
        elif [c[0] for c in order] != sorted(c[0] for c in order):
            say(path, 0, 'not sorted')
    iso = {c[0] for n, c in tables.get('countries.tsv', [])}
    modes = {(c[0], c[1]) for n, c in tables.get('modes.tsv', [])}
    types = {c[0]: c for n, c in tables.get('plover.tsv', [])}
    cameo = {c[0] for n, c in tables.get('cameo.tsv', [])}

    def country_ok(x):
        return x == '' or x in iso or x in NONSTATE

    def date_ok(x):
        if x == '':
            return True
        try:
            datetime.date.fromisoformat(x)
            return len(x) == 10
        except ValueError:
            return False

    def mode_ok(t, m):
        return m == '' or (t, m) in modes

    def p(fn):
        return os.path.join(en, fn)

    for fn in ('actors.tsv', 'actors-reviewed.tsv'):
        for n, c in tables.get(fn, []):
            if not c[1]:
                say(p(fn), n, 'no canonical name')
            if not country_ok(c[2]):
                say(p(fn), n, 'country %r' % c[2])
            if c[3] and c[3] not in SECTORS:
                say(p(fn), n, 'sector %r' % c[3])
            if not date_ok(c[4]) or not date_ok(c[5]):
                say(p(fn), n, 'date %r %r' % (c[4], c[5]))
            elif c[4] and c[5] and c[4] > c[5]:
                say(p(fn), n, 'from after to')
            if c[6] not in ACTOR_KINDS:
                say(p(fn), n, 'kind %r' % c[6])
            if not c[7]:
                say(p(fn), n, 'no source')
            if c[2] in ('UNO', 'IGO', 'EUR', 'NGO') and c[3] in ('GOV', 'MIL'):
                say(p(fn), n, 'sector %s with %s' % (c[3], c[2]))
    for n, c in tables.get('agents.tsv', []):
        if c[1] and c[1] not in SECTORS:
            say(p('agents.tsv'), n, 'sector %r' % c[1])
        if c[2] and not country_ok(c[2]):
            say(p('agents.tsv'), n, 'country %r' % c[2])
        if c[3] not in ('hand', 'phoenix', 'carrier', 'head', 'modifier', 'anyone', 'abroad', 'again', 'backer', 'locality', 'several', 'beside'):
            say(p('agents.tsv'), n, 'note %r' % c[3])
        if c[0] != c[0].lower():
            say(p('agents.tsv'), n, 'not lower case')
    for n, c in tables.get('places.tsv', []):
        if not country_ok(c[1]) or c[1] in NONSTATE:
            say(p('places.tsv'), n, 'country %r' % c[1])
        if c[2] not in PLACE_KINDS:
            say(p('places.tsv'), n, 'kind %r' % c[2])
        if not c[3].isdigit():
            say(p('places.tsv'), n, 'population %r' % c[3])
        if bool(c[4]) != bool(c[5]):
            say(p('places.tsv'), n, 'one coordinate')
        if c[4]:
            try:
                if not (-90 <= float(c[4]) <= 90 and -180 <= float(c[5]) <= 180):
                    raise ValueError
            except ValueError:
                say(p('places.tsv'), n, 'coordinates %r %r' % (c[4], c[5]))
        if c[6] and not c[6].isdigit():
            say(p('places.tsv'), n, 'geonameid %r' % c[6])
    for n, c in tables.get('calendar.tsv', []):
        if c[1] not in CAL_KINDS:
            say(p('calendar.tsv'), n, 'kind %r' % c[1])
        if c[1] == 'holiday' and not re.fullmatch(r'\d\d-\d\d', c[2]):
            say(p('calendar.tsv'), n, 'holiday value %r' % c[2])
        if c[1] in ('month', 'weekday', 'weekdays', 'ordinal') and not c[2].isdigit():
            say(p('calendar.tsv'), n, 'value %r' % c[2])
    for n, c in tables.get('countries.tsv', []):
        if not re.fullmatch('[A-Z]{3}', c[0]) or not re.fullmatch('[A-Z]{2}', c[7]):
            say(p('countries.tsv'), n, 'iso codes %r %r' % (c[0], c[7]))
        for x in (c[5], c[6]):
            if x and not x.isdigit():
                say(p('countries.tsv'), n, 'number %r' % x)
    for col, nm in ((5, 'gwcode'), (6, 'cown')):
        use = {}
        for n, c in tables.get('countries.tsv', []):
            if c[col]:
                use.setdefault(c[col], []).append(c[0])
        for v, cs in use.items():
            if len(cs) > 1 and set(cs) not in ({'RUS', 'SUN'}, {'SRB', 'YUG'}):
                say(p('countries.tsv'), 0, '%s %s shared by %s' % (nm, v, ' '.join(cs)))
    for n, c in tables.get('plover.tsv', []):
        if set(c[3].split()) != {m for t, m in modes if t == c[0]}:
            say(p('plover.tsv'), n, 'modes differ from modes.tsv')
    if len(types) != 16:
        say(p('plover.tsv'), 0, '%d types, want 16' % len(types))
    if len(modes) != 67:
        say(p('modes.tsv'), 0, '%d pairs, want 67' % len(modes))
    for n, c in tables.get('modes.tsv', []):
        if c[0] not in types:
            say(p('modes.tsv'), n, 'type %r' % c[0])
    for n, c in tables.get('cameo.tsv', []):
        if not re.fullmatch(r'\d{3,4}', c[0]) or not 1 <= int(c[0][:2]) <= 20:
            say(p('cameo.tsv'), n, 'code %r' % c[0])
        if len(c[0]) == 4 and c[0][:3] not in cameo:
            say(p('cameo.tsv'), n, 'no parent code')
        if c[2] and c[2] not in types or not mode_ok(c[2], c[3]):
            say(p('cameo.tsv'), n, 'type, mode %r %r' % (c[2], c[3]))
        if not re.fullmatch(r'-?\d+(\.\d+)?', c[4]):
            say(p('cameo.tsv'), n, 'goldstein %r' % c[4])
    for n, c in tables.get('cues.tsv', []):
        if c[1] not in CUE_KINDS or not c[2].isdigit():
            say(p('cues.tsv'), n, 'kind, count %r %r' % (c[1], c[2]))
    for n, c in tables.get('recipient_paths.tsv', []):
        if not mode_ok(*(c[0] + '/').split('/')[:2]) or c[1] not in ('VERB', 'NOUN') or not re.fullmatch(r"[a-z:]+(/[^\s/>]+)?(>[a-z:]+(/[^\s/>]+)?)?(@place)?", c[2]):
            say(p('recipient_paths.tsv'), n, 'bad path')
        if not c[3].isdigit() or not re.fullmatch(r'[01]\.\d\d', c[4]):
            say(p('recipient_paths.tsv'), n, 'count, share %r %r' % (c[3], c[4]))
    for n, c in tables.get('outlets.tsv', []):
        if c[1] != '-' and c[1] not in iso:
            say(p('outlets.tsv'), n, 'country %r' % c[1])
        if '.' in c[0] and c[0] != c[0].lower():
            say(p('outlets.tsv'), n, 'an address with capitals')
    for n, c in tables.get('name_ends.tsv', []):
        if c[0] != c[0].lower() or c[1] != 'legal-form':
            say(p('name_ends.tsv'), n, 'bad row')
    for n, c in tables.get('acts.tsv', []):
        if c[1] not in ('clash', 'fight', 'transfer', 'plot', 'charge', 'blame', 'attribute', 'claim', 'claimed', 'deed', 'killing'):
            say(p('acts.tsv'), n, 'kind %r' % c[1])
    for n, c in tables.get('persons.tsv', []):
        if c[0] != c[0].lower() or c[1] not in ('noun', 'title', 'given name') or c[2] not in ('m', 'f') and (c[1] != 'noun' or c[2] != '-'):
            say(p('persons.tsv'), n, 'bad row')
    for fn, value in (('lemmas.tsv', r'[1-9]\d*'), ('lemmas-reviewed.tsv', r'[a-z]+')):
        for n, c in tables.get(fn, []):
            if c[0] not in ('verb', 'noun', 'adjective') or not re.fullmatch('[a-z]+', c[1]) or not re.fullmatch(value, c[2]):
                say(p(fn), n, 'bad row')
    for n, c in tables.get('party_countries.tsv', []):
        if not re.fullmatch(r'-?\d+\.\d+', c[1]):
            say(p('party_countries.tsv'), n, 'weight %r' % c[1])
    if total > 11000000:
        bad.append('%s: %d bytes in all, more than 11,000,000' % (base, total))
    for b in bad:
        print(b)
    if not bad:
        print('%d tables, %d rows, %d bytes: no faults' % (len(tables), sum(len(t) for t in tables.values()), total))
    return 1 if bad else 0


if __name__ == '__main__':
    sys.exit(main())
