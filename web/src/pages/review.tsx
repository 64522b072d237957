// SPDX-License-Identifier: Apache-2.0
// What a person should look at, the least certain first. One key decides and moves on; every decision can be undone.
import {useState} from 'preact/hooks';
import {useAnswered} from '../core/answered';
import {listAddress, useAnswer} from '../core/api';
import {filtersFor} from '../core/filters';
import {useKeys} from '../core/keys';
import {params, to, withParams} from '../core/router';
import {type EventRow, eventOf, tellingOf} from '../core/rows';
import {decide, server, undo} from '../core/server';
import type {Listing, Row} from '../core/types';
import {count} from '../core/words';
import {Empty, Loading, ProblemBox, text} from '../parts/basics';
import {CorrectForm} from '../parts/correct';
import {EventTitle, TellingLine, Votes} from '../parts/detail';
import {Icon} from '../parts/icons';

function reasonOf(event: EventRow): string {
  const reasons = [event.contested ? 'asserted and denied' : '', event.confidence < .6 ? `low confidence (${event.confidence.toFixed(2)})` : '',
    event.mentions > 1 ? `${count(event.mentions, 'telling')} were joined` : ''].filter(Boolean);
  return reasons.join(' · ') || 'not looked at yet';
}

function Item({event, onNext}: {event: EventRow; onNext: () => void}) {
  const told = useAnswer<{data: Row[]}>(`events/${event.id}/evidence`);
  const [correcting, setCorrecting] = useState(false);
  const tellings = (told.data?.data ?? []).map(tellingOf);
  const act = async (what: 'accept' | 'reject') => { if (await decide({act: what, record_id: event.id})) onNext(); };
  useKeys({a: {label: 'Accept, next', act: () => void act('accept')}, x: {label: 'Reject, next', act: () => void act('reject')}, c: {label: 'Correct', act: () => setCorrecting(true)},
    s: {label: 'Later', act: onNext}, u: {label: 'Undo', act: () => void undo()}}, server.value.writable);
  return <article class="dispute"><div class="disputehead"><h2><a class="plain" href={to('/events/' + event.id)}><EventTitle event={event} /></a></h2><span class="muted">why asked: {reasonOf(event)}</span></div>
    <Votes event={event} />
    <div class="tellings">{tellings.slice(0, 6).map(one => <TellingLine key={one.mention_id} telling={one} />)}</div>
    {correcting ? <CorrectForm event={event} onDone={() => { setCorrecting(false); onNext(); }} /> : null}
    {server.value.writable ? <div class="actions"><button type="button" class="button strong" onClick={() => void act('accept')}>Accept <kbd>a</kbd></button>
      <button type="button" class="button" onClick={() => void act('reject')}>Reject <kbd>x</kbd></button><button type="button" class="button" onClick={() => setCorrecting(true)}>Correct <kbd>c</kbd></button>
      <button type="button" class="button quiet" onClick={onNext}>Later <kbd>s</kbd></button><button type="button" class="button quiet" onClick={() => void undo()}><Icon name="undo" />Undo <kbd>u</kbd></button></div>
      : <p class="muted">This server only reads. Start it with <code class="mono">demarche serve --write</code> to decide.</p>}
  </article>;
}

function DecisionsMade() {
  const answer = useAnswer<Listing<Row>>('decisions?limit=100');
  if (answer.problem) return <ProblemBox problem={answer.problem} />;
  if (!answer.data) return <Loading />;
  if (!answer.data.data.length) return <Empty what="No decision has been made yet." />;
  return <div class="tablewrap"><table class="list cards"><caption class="sr">Decisions</caption><thead><tr><th scope="col">When</th><th scope="col">Decision</th><th scope="col">Of</th><th scope="col">Why</th><th scope="col">By</th><th scope="col"><span class="sr">Take back</span></th></tr></thead>
    <tbody>{answer.data.data.map(row => { const id = text(row['decision_id']); const record = text(row['record_id']); return <tr class="row plainrow" key={id}><td class="nowrap">{text(row['at']).slice(0, 16).replace('T', ' ')}</td>
      <td>{text(row['undoes']) ? 'undo' : text(row['act'])}</td><td class="mono">{record.startsWith('ev_') ? <a href={to('/events/' + record)}>{record}</a> : record}</td><td>{text(row['reason']) || text(row['after'])}</td><td>{text(row['by'])}</td>
      <td>{server.value.writable && !text(row['undoes']) && row['holds'] ? <button type="button" class="button quiet" onClick={() => void undo(id)}><Icon name="undo" />Undo</button> : null}</td></tr>; })}</tbody></table></div>;
}

export default function ReviewPage() {
  const tab = params.value.get('show') ?? 'queue';
  const address = listAddress('events', filtersFor('events'), {review: 'unreviewed', limit: '60', ...(params.value.get('sort') ? {} : {})});
  const answer = useAnswer<Listing<Row>>(tab === 'queue' ? address : null);
  useAnswered('events', answer.data?.count, answer.data?.query?.human);
  const [passed, setPassed] = useState<Set<string>>(new Set());
  const queue = (answer.data?.data ?? []).map(eventOf).filter(event => !passed.has(event.id)).sort((a, b) => Number(b.contested) - Number(a.contested) || a.confidence - b.confidence);
  const first = queue[0];
  return <><h1 tabIndex={-1}>Review</h1>
    <div class="tabs"><a href={withParams({show: null})} aria-current={tab === 'queue' ? 'true' : undefined}>To look at{answer.data?.count ? <span class="muted"> {answer.data.count.rows.toLocaleString('en')}</span> : null}</a>
      <a href={withParams({show: 'decisions'})} aria-current={tab === 'decisions' ? 'true' : undefined}>Decisions</a></div>
    {tab === 'decisions' ? <DecisionsMade /> : answer.problem ? <ProblemBox problem={answer.problem} /> : !answer.data ? <Loading />
      : first ? <Item key={first.id} event={first} onNext={() => setPassed(new Set([...passed, first.id]))} /> : <Empty what="Nothing is left to look at." removed={answer.data.empty} />}</>;
}
