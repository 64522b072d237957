// SPDX-License-Identifier: Apache-2.0
// One event with every report's telling of it: who says it happened, who denies it, through whom, and which are copies.
import {useState} from 'preact/hooks';
import {useAnswer} from '../core/api';
import {useKeys} from '../core/keys';
import {to} from '../core/router';
import {type DisputeRow, type EventRow, disputeOf, eventOf, planOf, tellingOf} from '../core/rows';
import {decide, server, undo} from '../core/server';
import type {One, Row, Telling} from '../core/types';
import {STATUSES, TYPES, count, countryName, sayDay} from '../core/words';
import {Chain, Loading, Parties, ProblemBox, TypeWord, When, chainLinks, text} from './basics';
import {CorrectForm} from './correct';
import {Icon, StatusWord} from './icons';
import {MergeForm} from './merge';
import {Plans} from './planlist';
import {copyText} from './toast';

export function disputeWords(dispute: DisputeRow): string {
  return {assert_deny: 'asserted and denied', number: 'how many', role: 'who did it', date: 'when', place: 'where'}[dispute.kind] ?? dispute.kind;
}

export function Votes({event}: {event: EventRow}) {
  if (!event.votes.length) return null;
  return <span class="votes" title="Independent sources, not reports">{event.votes.map(([status, votes]) =>
    <span key={status} class="nowrap"><b>{votes}</b> <StatusWord status={status} /></span>)}</span>;
}

/** A telling that was joined to the wrong event goes back to one of its own. */
function SplitOff({telling}: {telling: Telling}) {
  return <p><button type="button" class="linkbutton small" title={`Joined since: ${telling.reason}`}
    onClick={() => void decide({act: 'split', record_id: telling.mention_id})}>another event</button></p>;
}

export function TellingLine({telling, several}: {telling: Telling; several?: boolean}) {
  const {before, text: words, after} = telling.snippet ?? {before: '', text: '', after: ''};
  return <article class="telling">
    <div><b>{telling.source || 'no outlet named'}</b><div class="meta">{sayDay(telling.published)}</div></div>
    <div><p class="snippet" dir="auto">{before}<mark>{words}</mark>{after}</p>
      <p class="meta">{telling.chain?.length ? <Chain steps={chainLinks(telling.chain)} outlet={telling.source} /> : 'The report says so itself.'}</p></div>
    <div><StatusWord status={telling.status} /><p><a class="small" href={to(`/reports/${telling.report_id}#${telling.mention_id}`)}>in the report</a></p>
      {several && server.value.writable ? <SplitOff telling={telling} /> : null}</div>
  </article>;
}

/** Independent tellings in the order in which they were told; copies are folded under their number. */
export function Tellings({tellings}: {tellings: Telling[]}) {
  const [all, setAll] = useState(false);
  const sorted = [...tellings].sort((a, b) => text(a.published).localeCompare(text(b.published)));
  const own = sorted.filter(one => one.independent);
  const others = sorted.filter(one => !one.independent);
  return <div class="tellings">
    {(own.length ? own : sorted).map(one => <TellingLine key={one.mention_id} telling={one} several={tellings.length > 1} />)}
    {own.length && others.length ? <p class="morebar"><button type="button" class="button" aria-expanded={all} onClick={() => setAll(!all)}>
      {all ? 'Hide' : 'Show'} {count(others.length, 'telling')} that is no source of its own</button>
      <span class="muted small">copies, and outlets that cite a source already counted</span></p> : null}
    {all ? others.map(one => <TellingLine key={one.mention_id} telling={one} several={tellings.length > 1} />) : null}
  </div>;
}

/** When each source told it, as points on a line. */
export function ToldLine({tellings}: {tellings: Telling[]}) {
  const dated = tellings.filter(one => one.published);
  if (dated.length < 2) return null;
  const times = dated.map(one => Date.parse(one.published as string));
  const first = Math.min(...times);
  const span = Math.max(...times) - first || 1;
  const seen = new Map<number, number>();
  return <svg class="told" viewBox="0 0 400 34" role="img" aria-label={`Told from ${sayDay(dated.map(one => one.published as string).sort()[0])} on, by ${count(dated.length, 'report')}`}>
    <path d="M4 26H396" stroke="var(--rule-strong)" />
    {dated.map((one, at) => {
      const x = 8 + 384 * ((times[at] as number) - first) / span;
      const level = seen.get(Math.round(x)) ?? 0;
      seen.set(Math.round(x), level + 1);
      return <circle key={one.mention_id} cx={x} cy={26 - 8 * Math.min(level, 2)} r="4" fill={one.independent ? `var(--${one.status})` : 'var(--paper)'} stroke={`var(--${one.status})`}>
        <title>{`${one.source}, ${sayDay(one.published)}: ${one.status}${one.independent ? '' : ' (no source of its own)'}`}</title></circle>;
    })}
  </svg>;
}

export function Decisions({id, onCorrect, onMerge}: {id: string; onCorrect: (() => void) | null; onMerge: (() => void) | null}) {
  const writable = server.value.writable;
  useKeys({
    a: {label: 'Accept', act: () => void decide({act: 'accept', record_id: id})}, x: {label: 'Reject', act: () => void decide({act: 'reject', record_id: id})},
    u: {label: 'Undo', act: () => void undo()}, ...(onCorrect ? {c: {label: 'Correct', act: onCorrect}} : {}), ...(onMerge ? {m: {label: 'Merge', act: onMerge}} : {}),
  }, writable);
  if (!writable) return null;
  return <>
    <button type="button" class="button" onClick={() => void decide({act: 'accept', record_id: id})}><Icon name="check" />Accept <kbd>a</kbd></button>
    {onCorrect ? <button type="button" class="button" onClick={onCorrect}>Correct <kbd>c</kbd></button> : null}
    <button type="button" class="button" onClick={() => void decide({act: 'reject', record_id: id})}>Reject <kbd>x</kbd></button>
    {onMerge ? <button type="button" class="button" onClick={onMerge}>Merge with … <kbd>m</kbd></button> : null}
    <button type="button" class="button quiet" onClick={() => void undo()}><Icon name="undo" />Undo <kbd>u</kbd></button>
  </>;
}

export function EventTitle({event}: {event: EventRow}) {
  return <span class="detailhead"><TypeWord type={event.type} mode={event.mode} quad={event.quad} />
    <Parties actors={event.actors} recipients={event.recipients} />
    <When from={event.from} to={event.to} basis={event.basis} />
    {event.place || event.country ? <span>{[event.place, event.place === countryName(event.country) ? '' : countryName(event.country)].filter(Boolean).join(', ')}</span> : null}
    <StatusWord status={event.status} />{event.contested ? <span class="disputed">disputed</span> : null}</span>;
}

function History({rows}: {rows: Row[]}) {
  if (!rows.length) return null;
  return <><h2>Decisions</h2><div class="lines">{rows.map(row => <div key={text(row['decision_id'])}><span class="muted nowrap">{text(row['at']).slice(0, 16).replace('T', ' ')}</span>
    <span class="grow">{text(row['act'])}{row['reason'] ? `: ${text(row['reason'])}` : ''} <span class="muted">{text(row['by'])}</span></span></div>)}</div></>;
}

/** What was planned of it, what it came of, and what is in dispute about it. */
function Related({row}: {row: Row | undefined}) {
  const plans = ((row?.['plans'] ?? []) as Row[]).map(planOf);
  const disputes = ((row?.['contradictions'] ?? []) as Row[]).map(disputeOf);
  return <>
    {plans.length ? <><h2>What was planned, and what came of it</h2><Plans plans={plans} /></> : null}
    {disputes.length ? <><h2>In dispute</h2><div class="lines">{disputes.map(one => <div key={one.id}><a class="grow" href={to('/contradictions/' + one.id)}>{disputeWords(one)}</a>
      <span class="muted">{one.kind === 'assert_deny' ? '' : `${one.aValue} / ${one.bValue}`}</span><span class="nowrap">{one.nA} : {one.nB}</span></div>)}</div></> : null}
  </>;
}

/** Everything about one event. `event` is what a list already knew; the rest is fetched. */
export function EventDetail({id, known, whole}: {id: string; known?: EventRow; whole?: boolean}) {
  const one = useAnswer<One>(`events/${id}?expand=plans,contradictions,decisions`);
  const told = useAnswer<{data: Row[]}>(`events/${id}/evidence`);
  const [editing, setEditing] = useState<'' | 'correct' | 'merge'>('');
  const turn = (to: 'correct' | 'merge') => setEditing(editing === to ? '' : to);
  const row = one.data?.data;
  const event = row ? eventOf(row) : known;
  if (one.problem && !event) return <ProblemBox problem={one.problem} />;
  if (!event) return <Loading />;
  const tellings = (told.data?.data ?? []).map(tellingOf);
  const Heading = whole ? 'h1' : 'h2';
  return <div class="detail">
    {whole ? <Heading tabIndex={-1}><span class="eventtitle">{event.type} {event.mode ? `· ${event.mode.replaceAll('-', ' ')}` : ''}</span></Heading> : null}
    {whole ? <EventTitle event={event} /> : null}
    <p class="detailhead"><span><b>{count(event.reports, 'report')}</b>, {event.independent} independent{event.copies ? ` (${count(event.copies, 'copy', 'copies')})` : ''}</span>
      <Votes event={event} />
      <span class="muted small" title={STATUSES[event.status]}>{TYPES[event.type]?.means}; CAMEO {event.cameo || 'none'}</span></p>
    <ToldLine tellings={tellings} />
    {told.loading && !tellings.length ? <Loading /> : <Tellings tellings={tellings} />}
    <Related row={row} />
    {editing === 'correct' ? <CorrectForm event={event} onDone={() => setEditing('')} /> : null}
    {editing === 'merge' ? <MergeForm event={event} onDone={() => setEditing('')} /> : null}
    <div class="actions"><Decisions id={id} onCorrect={() => turn('correct')} onMerge={() => turn('merge')} />
      {whole ? null : <a class="button" href={to('/events/' + id)}>Page of this event</a>}
      <button type="button" class="button quiet" onClick={() => void copyText(location.origin + to('/events/' + id), 'Link')}><Icon name="link" />Copy link</button></div>
    <History rows={(row?.['decisions'] as Row[] | undefined) ?? []} />
  </div>;
}
