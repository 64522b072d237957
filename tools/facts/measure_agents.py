#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""How often the sector of a nominal actor in gold is found by looking up its head phrase in agents.tsv.

    python3 tools/facts/measure_agents.py --gold ../shared/gold/train.jsonl [--misses]
"""
import argparse
import collections
import json
import os
import re

from table_files import read_rows

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
CUT = re.compile(r"(?:\s(?:of|in|from|on|at|for|to|who|that|with|near|by|against|and|under|behind|seeking|holding|inside|across|among|outside|around|loyal|close|familiar|held|led|living|working|accused|suspected of|aboard)\b|[,(]).*")


def singulars(w):
    yield w
    if w.endswith('ies'):
        yield w[:-3] + 'y'
    if w.endswith('men'):
        yield w[:-3] + 'man'
    if w.endswith('ches') or w.endswith('shes') or w.endswith('sses') or w.endswith('xes'):
        yield w[:-2]
    if w.endswith('s') and not w.endswith('ss'):
        yield w[:-1]


def find(lex, words):
    """The longest phrase of the table that ends these words; the last word may be plural."""
    for k in range(min(4, len(words)), 0, -1):
        for s in singulars(words[-1].lower()):
            p = ' '.join([w.lower() for w in words[-k:-1]] + [s])
            if p in lex:
                return p, lex[p], k
    return None, None, 0


def named(act, words):
    """A named group, party, outlet or organization among the words."""
    for k in range(min(5, len(words)), 0, -1):
        for i in range(len(words) - k + 1):
            w = ' '.join(words[i:i + k])
            w = re.sub(r"'s$", '', w)
            if w[:1].isupper() or k == 1:
                r = act.get(w)
                if r:
                    return r
    return None


def lookup(lex, act, name, depth=0):
    n = name.replace('’', "'")
    head = CUT.sub('', n).strip()
    rest = n[len(head):].strip()
    words = head.split()
    if not words:
        return None, None
    p, r, k = find(lex, words)
    for w in words[:-k] if k else words[:-1]:
        w = w.lower()
        m = lex.get(w) or (lex.get('ex') if w.startswith('ex-') else None)
        if m and m[2] == 'modifier' and (m[0] != 'ELI' or not r or r[0] in ('GOV', 'LEG', 'MIL', 'JUD', 'SPY', 'COP')) and (m[0] != 'OPP' or not r or r[0] in ('GOV', 'PTY', 'CVL', 'SOC', '')):
            return p, m
    if r and r[2] != 'carrier':
        return p, r
    # A carrier or an unknown word: what belongs to it decides. First the words before it, right to left,
    pre = words[:-k] if k else words[:-1]
    got = named(act, pre)
    if got:
        return p, got
    for j in range(len(pre), 0, -1):
        w = re.sub(r"'s$|'$", '', pre[j - 1])
        p2, r2, k2 = find(lex, [re.sub(r"'s$", '', x) for x in pre[:j]])
        if r2 and r2[2] not in ('carrier', 'head', 'modifier') and (r2[0] or r2[1]):
            return p2, r2
    # then what follows "of", "from", "in the", "with".
    m = re.match(r"^(?:of|from|loyal to|led by|for|at|in|among|by|close to|on|with|to)\s+(.*)", rest)
    if m and depth < 3:
        p2, r2 = lookup(lex, act, m.group(1), depth + 1)
        if r2 and (r2[0] or r2[1]) and not (r2[2] == 'carrier' and r and r[0]):
            return p2, r2
        got = named(act, CUT.sub('', m.group(1)).split())
        if got:
            return p, got
    return p, r


def nominal(n):
    w = CUT.sub('', n).strip().split()
    return bool(w) and w[-1][:1].islower() and not re.match(r"^(al|el|bin|ibn|von|van|de)-", w[-1])


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument('--gold', default=os.path.join(os.path.dirname(ROOT), 'shared', 'gold', 'train.jsonl'))
    ap.add_argument('--misses', action='store_true')
    a = ap.parse_args()
    lex = {phrase: (sector, country, note) for phrase, sector, country, note in read_rows(os.path.join(ROOT, 'lexicons', 'en', 'agents.tsv'))}
    act = {}
    for name, _, country, sector, _, _, kind, _ in read_rows(os.path.join(ROOT, 'lexicons', 'en', 'actors-reviewed.tsv')):
        if kind in ('group', 'party', 'outlet', 'organization') or kind == 'government' and sector != 'GOV':
            act[name] = (sector, country, 'name')
    tot = ok = nof = 0
    ctot = cok = 0
    miss = collections.Counter()
    with open(a.gold, encoding='utf-8') as f:
        for line in f:
            d = json.loads(line)
            ents = []
            for s in d['statements']:
                ents += [s['speaker'], s['addressee']]
            for v in d['events']:
                ents += v['actors'] + v['recipients']
            seen = set()
            for x in ents:
                if not x:
                    continue
                n = x.get('name') or x['text']
                k = (n, x['country'], x['sector'])
                if k in seen or not nominal(n):
                    continue
                seen.add(k)
                p, r = lookup(lex, act, n)
                if x['sector']:
                    tot += 1
                    if r is None:
                        nof += 1
                        miss[('-', x['sector'], CUT.sub('', n).split()[-1].lower())] += 1
                    elif r[0] == x['sector']:
                        ok += 1
                    else:
                        miss[(p, x['sector'], r[0])] += 1
                elif x['country'] in ('UNO', 'IGO', 'NGO', 'EUR', 'IMG', 'MNC'):
                    ctot += 1
                    if r and r[1] == x['country']:
                        cok += 1
    print('nominal actors with a gold sector: %d, right %d (%.1f %%), head not in the table %d' % (tot, ok, 100.0 * ok / tot, nof))
    print('nominal actors of organizations without sector: %d, country by the table alone %d (%.1f %%)' % (ctot, cok, 100.0 * cok / max(1, ctot)))
    if a.misses:
        for k, n in miss.most_common(400):
            print(n, *k)


if __name__ == '__main__':
    main()
