// SPDX-License-Identifier: Apache-2.0
// The first page: what this is, one report read, and a box in which a text is read at once and nothing kept.
import {useEffect, useMemo, useRef, useState} from 'preact/hooks';
import {Problem, forgetAnswers, get, inUnits, post, useAnswer} from '../core/api';
import {useKeys} from '../core/keys';
import {recordsOf} from '../core/marks';
import {disputeOf, reportOf, tellingOf} from '../core/rows';
import {go, to} from '../core/router';
import {server} from '../core/server';
import type {Annotated, Listing, OverviewAnswer, Row} from '../core/types';
import {count, sayDay} from '../core/words';
import {ProblemBox} from '../parts/basics';
import {Reader} from '../parts/reader';
import {say} from '../parts/toast';

const SAMPLE = `KARSK, March 4 (Northern Wire) - Verania and Ostrel agreed on Tuesday to reopen the Karsk border crossing, Foreign Minister Ada Lorn said.

"The crossing will open on March 12, without conditions," she told reporters. The two governments will hold a second round of talks in Geneva next month, according to two officials, who cited a letter from the Ostrel presidency.

Verania's general staff said on Monday that Ostrel's forces had shelled the village of Dreb. Ostrel's defense ministry denied that its forces had opened fire.`;

/** A report worth showing: one that denies what others assert, else one of a readable length. */
async function reportToShow(): Promise<string | null> {
  try {
    const disputes = await get<Listing<Row>>('contradictions?kind=assert_deny&limit=5&count=none');
    for (const row of disputes.data) {
      const dispute = disputeOf(row);
      const id = dispute.event;
      if (!id) continue;
      const told = (await get<{data: Row[]}>(`events/${id}/evidence`)).data.map(tellingOf);
      const denial = told.find(one => one.status === 'denied' && one.chain.length > 0) ?? told.find(one => one.status === 'denied');
      if (denial) return denial.report_id;
    }
  } catch { /* a ledger without disputes still has reports */ }
  try {
    const first = await get<Listing<Row>>('reports?limit=1&count=none');
    return first.data[0] ? reportOf(first.data[0]).id : null;
  } catch {
    return null;
  }
}

function useShownReport(): {report: Annotated | null; known: boolean} {
  const [found, setFound] = useState<{report: Annotated | null; known: boolean}>({report: null, known: false});
  useEffect(() => {
    let current = true;
    reportToShow().then(async id => {
      const report = id ? inUnits(await get<Annotated>(`reports/${id}/annotations?offsets=utf16`)) : null;
      if (current) setFound({report, known: true});
    }).catch(() => { if (current) setFound({report: null, known: true}); });
    return () => { current = false; };
  }, []);
  return found;
}

/** The record that shows most: a claim that came through the most people. */
function bestOf(report: Annotated): string | null {
  const records = recordsOf(report);
  const depth = (id: string | null): number => {
    let steps = 0;
    for (let at = report.statements.find(one => one.id === id); at && steps < 20; at = report.statements.find(one => one.id === at?.within)) steps += 1;
    return steps;
  };
  const scored = records.filter(record => record.event && record.event.within).map(record => ({id: record.id,
    score: depth(record.event?.within ?? null) * 2 + (record.event?.status === 'denied' ? 2 : 0) + (record.event?.actors.length ? 1 : 0) + (record.event?.place ? 1 : 0)}));
  scored.sort((a, b) => b.score - a.score);
  return scored[0]?.id ?? records[0]?.id ?? null;
}

function Doors() {
  const overview = useAnswer<OverviewAnswer>('overview');
  const counts = overview.data?.counts ?? {};
  const say = (name: string, one: string, many?: string) => counts[name] === undefined ? '…' : count(counts[name] as number, one, many);
  return <nav class="doors" aria-label="Questions">
    <a href={to('/events')}><b>Who did what to whom?</b><span>{say('events', 'event')}, each told by one report or many</span></a>
    <a href={to('/statements')}><b>Who said so?</b><span>{say('statements', 'statement')}, with everyone they passed through</span></a>
    <a href={to('/plans')}><b>What came of it?</b><span>{say('plans', 'plan, request or threat', 'plans, requests and threats')}, followed up</span></a>
    <a href={to('/contradictions')}><b>Who denies it?</b><span>{say('contradictions', 'dispute')}, both sides at the same size</span></a>
  </nav>;
}

function Shown({report, title}: {report: Annotated; title: string}) {
  const [chosen, setChosen] = useState<string | null>(() => bestOf(report));
  const records = useMemo(() => recordsOf(report), [report]);
  const step = (by: number) => {
    const at = records.findIndex(record => record.id === chosen);
    setChosen(records[Math.max(0, Math.min(records.length - 1, at + by))]?.id ?? null);
  };
  useKeys({j: {label: 'Next record', act: () => step(1)}, k: {label: 'Previous record', act: () => step(-1)}, Escape: {label: 'Close the record', act: () => setChosen(null)}});
  return <Reader report={report} chosen={chosen} onChoose={setChosen} heading="h2"
    head={<p class="meta">{title ? <span>{title}</span> : null}<span>{report.source}</span><span>{sayDay(report.date)}</span>
      {report.id.startsWith('rp_') ? <a href={to('/reports/' + report.id + (chosen ? '#' + chosen : ''))}>open in the reader</a> : null}</p>} />;
}

interface Reading { text: string; report: Annotated | null; problem: Problem | null; busy: boolean; took: number }

function usePasted(): [Reading, (text: string) => void] {
  const [reading, setReading] = useState<Reading>({text: '', report: null, problem: null, busy: false, took: 0});
  const running = useRef<AbortController | null>(null);
  const timer = useRef(0);
  const read = (text: string) => {
    running.current?.abort();
    clearTimeout(timer.current);
    if (!text.trim()) {
      setReading({text, report: null, problem: null, busy: false, took: 0});
      return;
    }
    setReading(old => ({...old, text, busy: true}));
    timer.current = window.setTimeout(() => {
      const control = new AbortController();
      running.current = control;
      const begun = performance.now();
      post<Annotated>('extract', {text}, control.signal).then(
        answer => setReading({text, report: inUnits(answer), problem: null, busy: false, took: performance.now() - begun}),
        problem => { if (problem.name !== 'AbortError') setReading({text, report: null, problem, busy: false, took: 0}); });
    }, 350);
  };
  return [reading, read];
}

/** What was only tried becomes a report of the ledger, where the person says so. */
async function keep(text: string): Promise<void> {
  try {
    const kept = await post<{report_id: string; new: boolean}>('reports', {text});
    forgetAnswers();
    say(kept.new ? 'Read into the ledger.' : 'The ledger has this report already.', 'Open it', () => go(to('/reports/' + kept.report_id)));
  } catch (problem) {
    say(`Not kept: ${(problem as Error).message}`);
  }
}

function Paste() {
  const [reading, read] = usePasted();
  return <section class="pastebox" aria-label="Read a text">
    <div class="sectionhead"><h2>Try it on your own text</h2><span class="muted">It is read on this machine, at once. Nothing is kept.</span></div>
    <textarea value={reading.text} spellcheck={false} placeholder="Paste a news report here" aria-label="A news report to be read"
      onInput={event => read((event.target as HTMLTextAreaElement).value)} />
    <div class="pastetools"><button type="button" class="button" onClick={() => read(SAMPLE)}>Use an invented report</button>
      {reading.text ? <button type="button" class="button quiet" onClick={() => read('')}>Empty the box</button> : null}
      {reading.report && server.value.writable ? <button type="button" class="button quiet" onClick={() => void keep(reading.text)}>Read it into the ledger</button> : null}
      <span class="muted" role="status">{reading.busy ? 'Reading …' : reading.report
        ? `${count(reading.report.statements.length, 'statement')} and ${count(reading.report.events.length, 'event')} in ${(reading.took / 1000).toFixed(1)} s` : ''}</span></div>
    {reading.problem ? <ProblemBox problem={reading.problem} /> : null}
    {reading.report ? <Shown key={reading.report.text} report={{...reading.report, source: reading.report.source || 'this text'}} title="" /> : null}
  </section>;
}

export function StartPage() {
  const {report, known} = useShownReport();
  return <>
    <div class="hero"><h1 tabIndex={-1}>Demarche reads the news into a ledger of who said what and who did what, with the words that show it.</h1>
      <p class="lead">Every entry points at the exact words it rests on, and says through whom they came. Planned, threatened and denied acts are never taken for
        what happened.</p>
      <p class="actions"><button type="button" class="button strong" onClick={() => { const box = document.querySelector<HTMLTextAreaElement>('.pastebox textarea'); box?.focus(); box?.scrollIntoView({block: 'center'}); }}>
        Try your own text</button><a class="button" href={to('/overview')}>Look into this ledger</a></p></div>
    <Doors />
    {report ? <section aria-label="A report, read"><div class="sectionhead"><h2>One report, read</h2><span class="muted">Click a mark, or press <kbd>j</kbd> and <kbd>k</kbd></span></div>
      <Shown report={report} title="" /></section> : null}
    {known && !report ? <p class="empty"><b>Nothing has been read yet.</b> <span class="muted">Read reports into this ledger with <code class="mono">demarche read FOLDER</code>, or try a text below.</span></p> : null}
    {known ? <Paste /> : <p class="loading" role="status">Reading the ledger …</p>}
  </>;
}
