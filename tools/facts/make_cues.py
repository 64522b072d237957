#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Write lexicons/en/cues.tsv (lemmas and phrases that report, with their kind, and how often gold train uses them).

    python3 tools/facts/make_cues.py [--gold ../shared/gold/train.jsonl] [--out lexicons/en/cues.tsv]

Only words and counts are taken from the gold, no sentences. Kinds by the lists below; a word of the gold that no list
has is left out when it is seen in fewer than 3 statements. Standard library only.
"""
import argparse
import collections
import json
import os
import re

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
KIND = {}


def k(kind, words):
    for w in words.replace('\n', ' ').split(','):
        w = w.strip()
        if w:
            KIND[w] = kind


k('say', '''say, state, add, note, write, claim, report, declare, announce, confirm, reveal, insist, maintain, explain, stress, argue, assert, admit, acknowledge, concede, reply, respond, answer, comment, remark,
observe, mention, indicate, suggest, hint, imply, signal, describe, call, term, label, brand, dub, characterize, characterise, put, quip, joke, grumble, lament, complain, recall, reiterate, repeat, reaffirm, affirm, emphasize,
emphasise, underscore, underline, highlight, point out, make clear, spell out, continue, conclude, contend, allege, testify, tweet, post, publish, broadcast, disclose, confess, confide, cite, quote, read, show, find, rule, record, document, outline, detail, clarify, specify, elaborate,
caution, warn, predict, forecast, project, estimate, reckon, let slip, let it be known, shoot back, retort, counter, snap, shout, yell, whisper, boast, brag, joke, chide, scoff, shrug, fume, rage, vent, concur, agree, agree that, agreed that, note that, speak of, talk of, speak, talk, tell of, swear, proclaim, hail, decry, denounce,
bemoan, protest, object, interject, opine, muse, theorize, speculate, caution that, voice, express, convey, communicate, relay, give, offer, allow, deny, dismiss, reject, rule out, rebut, refute, rebuff, concede that, attribute, blame, identify, name, count, put it, lay out, set out, sum up, discuss, recount, refer to, relate, reason, sneer, sigh, moan, growl, apologize, apologise, storm, counter that, chime in, go on, stipulate, certify, attest, vouch, pledge, leak, carry, air, run''')
k('tell', 'tell, inform, assure, remind, advise, notify, brief, convince, persuade, warn, caution, reassure, promise, alert, teach, lecture, question, address, thank, congratulate, instruct, update')
k('ask', '''ask, urge, call on, call for, demand, order, request, beg, implore, appeal, plead, press, propose, recommend, invite, exhort, encourage, command, direct, instruct, pressure, petition, beseech, entreat, insist on, call upon, summon, advocate,
push for, ask for, lobby, tell to, prod, counsel, suggest that, bid, enjoin, seek, query, inquire, wonder''')
k('promise', 'promise, vow, pledge, swear, commit, undertake, offer, guarantee, volunteer')
k('threaten', 'threaten, warn of, menace')
k('accuse', 'accuse, blame, charge, allege, fault, reproach, indict, suspect, accuse of, criticize, condemn, denounce, sue')
k('believe', '''believe, think, hope, fear, want, expect, doubt, suspect, wish, consider, regard, feel, know, understand, assume, anticipate, worry, reckon, see, view, hold, intend, desire, prefer, imagine, guess, deem, judge, dread, conclude, suppose, be convinced,
be confident, be concerned, be worried, be afraid, be sure, be certain, be aware, be convinced that, be optimistic, be skeptical, be sceptical, dream, long, recognize, realize, realise, foresee, envisage, envision, presume, mistrust, learn, hear, find''')
# Labels of a transcript behind which the outlet speaks itself: what stands after them is the report's own voice.
k('host', 'anchor, announcer, anchorwoman, anchorman, host, narrator, newscaster, newsreader, presenter')
k('hearsay', '''reportedly, allegedly, apparently, supposedly, purportedly, ostensibly, it be report that, it be reported, it be say that, be said to, be reported to, be believed to, be thought to, be alleged to, be understood to, be rumored, be rumoured, be suspected of,
be expected to, be feared, be considered, be estimated, be known, be accused of, so-called, rumor, rumour, it emerge that, it be reveal, it be claim, it be understood, is said, is reported, is expected, is believed, is understood, is suspected, it turn out, be deemed, be seen as, word have it''')
k('noun', '''statement, report, claim, announcement, allegation, accusation, warning, promise, threat, demand, order, request, appeal, call, suggestion, proposal, finding, ruling, estimate, prediction, forecast, fear, hope, concern, doubt, suspicion, belief, assertion, assurance, pledge, vow, reply, answer, remark, comment, word, message, rumor, rumour,
account, version, testimony, confession, admission, denial, insistence, charge, complaint, criticism, condemnation, declaration, reminder, instruction, plea, talk, speculation, view, opinion, conviction, expectation, commitment, explanation, argument, contention, revelation, disclosure, note, letter, tweet, ultimatum, guarantee, intention, recommendation, invitation, verdict, decree, question, wish, desire, worry, sense, idea, notion, news, indication, sign, perception, consensus, quote, quotation, citation, conclusion, reading''')
# What announces words and reports none itself: "issued the following response".
k('speech', 'response, reaction, speech, excerpt')
k('cite', '''citing, quoting, citing sources''')
k('according', '''according to, per, in the words of, by, by the account of, by his account, by her account, by their account, in the view of, in the opinion of, in the eyes of, in, as, quoted, quoted as saying, quoted by, cited by, as told to, for, under, from, on condition of anonymity, carried by, attributed to, attributable to,
reported by, as reported by, said to, in line with, as per, in his words, in her words, in their words, to hear''')
# What a state or an army does to its own: the act, planned, and no request (codebook).
k('order', 'order, command, instruct, direct, authorize, authorise, order to')
AUX = re.compile(r'^(is|are|was|were|be|been|being|has|have|had|having|will|would|did|does|do|not|also|further|later|then|again|publicly|privately|reportedly|repeatedly|however|formally|officially|once|still|now|may|could|should|can|might) ')
IRREG = {'said': 'say', 'told': 'tell', 'wrote': 'write', 'written': 'write', 'swore': 'swear', 'thought': 'think', 'found': 'find', 'held': 'hold', 'gave': 'give', 'given': 'give', 'spoke': 'speak', 'spoken': 'speak',
         'made': 'make', 'shot': 'shoot', 'knew': 'know', 'known': 'know', 'understood': 'understand', 'felt': 'feel', 'saw': 'see', 'seen': 'see', 'heard': 'hear', 'put': 'put', 'let': 'let', 'read': 'read', 'ran': 'run', 'went': 'go',
         'begged': 'beg', 'admitted': 'admit', 'quipped': 'quip', 'committed': 'commit', 'denied': 'deny', 'denies': 'deny', 'replied': 'reply', 'laid': 'lay', 'shown': 'show', 'foresaw': 'foresee', 'took': 'take', 'chose': 'choose', 'learnt': 'learn',
         'pleaded': 'plead', 'pointed': 'point', 'pointing': 'point', 'undertook': 'undertake', 'referred': 'refer', 'ruled': 'rule', 'bid': 'bid', 'worries': 'worry', 'worried': 'worry', 'implies': 'imply', 'implied': 'imply', 'clarified': 'clarify', 'testified': 'testify', 'identified': 'identify', 'dubbed': 'dub', 'snapped': 'snap', 'shrugged': 'shrug'}


def lemma(w):
    if w in KIND and KIND[w] != 'noun' and not w.endswith(('ing', 'ed')):
        return w
    if w in IRREG:
        return IRREG[w]
    for suf, reps in (('ies', ('y',)), ('ied', ('y',)), ('es', ('e', '')), ('ing', ('', 'e')), ('ed', ('', 'e')), ('s', ('',))):
        if w.endswith(suf):
            for r in reps:
                c = w[:-len(suf)] + r
                if c in KIND:
                    return c
            c = w[:-len(suf)]
            if len(c) > 2 and c[-1] == c[-2] and c[:-1] in KIND:
                return c[:-1]
    return w


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument('--gold', default=os.path.join(os.path.dirname(ROOT), 'shared', 'gold', 'train.jsonl'))
    ap.add_argument('--out', default=os.path.join(ROOT, 'lexicons', 'en', 'cues.tsv'))
    a = ap.parse_args()
    count = collections.Counter()
    alls = cov = 0
    with open(a.gold, encoding='utf-8') as f:
        for line in f:
            for s in json.loads(line)['statements']:
                if not s['cue']:
                    continue
                alls += 1
                t = re.sub(r'\s+', ' ', s['cue']['text'].lower().replace('’', "'")).strip()
                key = t if t in KIND else None
                if not key:
                    u = t
                    while AUX.match(u):
                        u = AUX.sub('', u, count=1)
                    words = u.split(' ')
                    words[0] = lemma(words[0])
                    for cand in (' '.join(words), ' '.join(words[:2]), words[0], lemma(words[-1])):
                        if cand in KIND:
                            key = cand
                            break
                    else:
                        key = ' '.join(words)
                count[key] += 1
                cov += key in KIND
    rows = []
    for w in sorted(set(KIND) | {x for x, n in count.items() if n >= 3}):
        kind = KIND.get(w, 'say')
        rows.append((w, kind, str(count[w])))
    with open(a.out, 'w', encoding='utf-8', newline='\n') as f:
        f.write('#cue\tkind\tcount\n')
        f.write('# Words that report. Made by tools/facts/make_cues.py: lists by hand (CC0), counts over the project\'s own training gold (words only).\n')
        f.write('# Verbs in the lemma form; phrases as they stand, with "be" for any form of it. A word has one kind, its most telling one.\n')
        for r in rows:
            f.write('\t'.join(r) + '\n')
    print('%d cues of %d in gold are in the lists (%.1f %%); %d rows' % (cov, alls, 100.0 * cov / alls, len(rows)))
    left = [(n, w) for w, n in count.items() if w not in KIND and n >= 2]
    print(sorted(left, reverse=True)[:60])


if __name__ == '__main__':
    main()
