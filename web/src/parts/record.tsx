// SPDX-License-Identifier: Apache-2.0
// One record beside the text: a line while closed, its parts and its chain when open.
import type {ComponentChildren} from 'preact';
import {type MarkRecord, chainOf} from '../core/marks';
import type {Annotated, EventMark, Party, StatementMark} from '../core/types';
import type {EventRow} from '../core/rows';
import {SECTORS, TYPES, count, countryName, sayInterval} from '../core/words';
import {Chain, TypeWord} from './basics';
import {Icon, StatusWord} from './icons';

function partyWords(party: Party): string {
  const name = party.name || party.text;
  const about = [countryName(party.country), SECTORS[party.sector] ?? party.sector].filter(Boolean).join(', ');
  return about && about !== name ? `${name} (${about})` : name;
}

function shortNames(parties: Party[]): string {
  return parties.map(party => party.name || party.text).join(', ');
}

/** Who else tells it, whether it is disputed, what came of it. */
function Elsewhere({told}: {told: EventRow}) {
  const outcome = told.verdict && told.verdict !== 'open' ? `outcome: ${told.verdict.replace('_', ' ')}` : '';
  if (told.reports < 2 && !told.contested && !outcome) return null;
  return <span class="sub elsewhere">{told.reports > 1 ? `${count(told.reports, 'report')}, ${told.independent} independent` : null}
    {told.contested ? <span class="disputed">disputed</span> : null}{outcome ? <span>{outcome}</span> : null}</span>;
}

function EventLine({event, told}: {event: EventMark; told: EventRow | undefined}) {
  const when = event.date?.from ? sayInterval(event.date.from, event.date.to) : event.date?.text ?? '';
  const parties = [shortNames(event.actors) || (event.recipients.length ? 'somebody' : ''), shortNames(event.recipients)].filter(Boolean).join(' → ');
  return <><span class="line"><TypeWord type={event.type} mode={event.mode} quad={event.quad} /><StatusWord status={event.status} /></span>
    <span class="sub">{[parties, when, event.place?.name || event.place?.text].filter(Boolean).join(' · ') || `“${event.trigger.text}”`}</span>
    {told ? <Elsewhere told={told} /> : null}</>;
}

function StatementLine({statement}: {statement: StatementMark}) {
  const speaker = statement.speaker ? statement.speaker.name || statement.speaker.text : 'somebody';
  const addressee = statement.addressee ? ' → ' + (statement.addressee.name || statement.addressee.text) : '';
  return <><span class="line"><span class="nowrap"><Icon name="quote" /></span><span><b>{speaker}</b>{addressee}</span>
    <span class="muted small">{statement.form}</span></span>
    <span class="quote" dir="auto">{statement.content.map(span => span.text).join(' … ')}</span></>;
}

function EventParts({event, all}: {event: EventMark; all: Map<string, MarkRecord>}) {
  const door = event.content_of ? all.get(event.content_of) : undefined;
  return <dl>
    <dt>shown by</dt><dd class="words">“{event.trigger.text}”</dd>
    {event.actors.length ? <><dt>who</dt><dd>{event.actors.map(partyWords).join('; ')}</dd></> : null}
    {event.recipients.length ? <><dt>to whom</dt><dd>{event.recipients.map(partyWords).join('; ')}</dd></> : null}
    {event.date ? <><dt>when</dt><dd><span class="words">“{event.date.text}”</span>{event.date.from ? ` = ${sayInterval(event.date.from, event.date.to)}` : ''}</dd></> : null}
    {event.place ? <><dt>where</dt><dd>{[event.place.name || event.place.text, countryName(event.place.country)].filter(Boolean).join(', ')}</dd></> : null}
    {door ? <><dt>spoken of</dt><dd>in record {door.n}, {door.event?.type}</dd></> : null}
    <dt>means</dt><dd>{TYPES[event.type]?.means ?? event.type}; CAMEO {event.cameo || 'none'}</dd>
  </dl>;
}

function StatementParts({statement, all}: {statement: StatementMark; all: Map<string, MarkRecord>}) {
  const claimed = [...all.values()].filter(one => (one.event?.within ?? one.statement?.within) === statement.id);
  return <dl>
    {statement.speaker ? <><dt>who</dt><dd>{partyWords(statement.speaker)}{statement.speaker.text !== statement.speaker.name
      ? <span class="muted"> in the words <span class="words">“{statement.speaker.text}”</span></span> : null}</dd></>
      : <><dt>who</dt><dd>nobody is named</dd></>}
    {statement.cue ? <><dt>shown by</dt><dd class="words">“{statement.cue.text}”</dd></> : null}
    {statement.addressee ? <><dt>to whom</dt><dd>{partyWords(statement.addressee)}</dd></> : null}
    {claimed.length ? <><dt>claims</dt><dd>{claimed.map(one => `${one.n} ${one.event?.type ?? 'speech'}`).join(' · ')}</dd></> : null}
  </dl>;
}

export interface RecordItemProps {
  record: MarkRecord; report: Annotated; all: Map<string, MarkRecord>; on: boolean; lit: boolean; prefix: string;
  onChoose: (id: string | null) => void; onHover: (id: string | null) => void;
  actions?: ((record: MarkRecord) => ComponentChildren) | undefined; told?: EventRow | undefined;
}

export function RecordItem({record, report, all, on, lit, prefix, onChoose, onHover, actions, told}: RecordItemProps) {
  const {event, statement} = record;
  const steps = chainOf(record, report);
  const found = event ?? statement;
  return <article class={`record ${on ? 'on' : ''} ${lit && !on ? 'lit' : ''}`} id={prefix + record.id}
    onMouseEnter={() => onHover(record.id)} onMouseLeave={() => onHover(null)}>
    <button type="button" class="recordhead" aria-expanded={on} onClick={() => onChoose(on ? null : record.id)}>
      <span class="n">{record.n}</span>
      {event ? <span><EventLine event={event} told={told} /></span> : <span><StatementLine statement={statement as StatementMark} /></span>}
    </button>
    {on ? <div class="recordbody">
      <div class="chainline"><Chain steps={steps} outlet={report.source} onStep={onChoose} /></div>
      {event ? <EventParts event={event} all={all} /> : <StatementParts statement={statement as StatementMark} all={all} />}
      <div class="muted">found by {found?.rule} · score {found?.score.toFixed(2)}</div>
      {actions ? <div class="actions">{actions(record)}</div> : null}
    </div> : null}
  </article>;
}
