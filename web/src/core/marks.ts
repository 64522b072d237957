// SPDX-License-Identifier: Apache-2.0
// From findings to what the reader draws: records in the order of the text, and the text cut at every edge of a span.
import type {Annotated, EventMark, Span, StatementMark} from './types';

export type Role = 'trigger' | 'actor' | 'recipient' | 'time' | 'place' | 'speaker' | 'cue' | 'content' | 'addressee';

export interface MarkRecord {
  id: string; kind: 'event' | 'statement'; n: number; at: number;
  event?: EventMark; statement?: StatementMark;
  parts: MarkPart[];
}
export interface MarkPart extends Span { role: Role; id: string }

/** A stretch of text with the same parts over all of it. `ends`: the records whose number stands after it. */
export interface Segment { begin: number; end: number; parts: MarkPart[]; ends: MarkRecord[] }
export interface Paragraph { begin: number; end: number; segments: Segment[]; records: MarkRecord[] }

function partsOfStatement(one: StatementMark): MarkPart[] {
  const parts: MarkPart[] = one.content.map(span => ({...span, role: 'content' as Role, id: one.id}));
  if (one.speaker) parts.push({...one.speaker, role: 'speaker', id: one.id});
  if (one.cue) parts.push({...one.cue, role: 'cue', id: one.id});
  if (one.addressee) parts.push({...one.addressee, role: 'addressee', id: one.id});
  return parts;
}

function partsOfEvent(one: EventMark): MarkPart[] {
  const parts: MarkPart[] = [{...one.trigger, role: 'trigger', id: one.id}];
  for (const actor of one.actors) parts.push({...actor, role: 'actor', id: one.id});
  for (const recipient of one.recipients) parts.push({...recipient, role: 'recipient', id: one.id});
  if (one.date) parts.push({...one.date, role: 'time', id: one.id});
  if (one.place) parts.push({...one.place, role: 'place', id: one.id});
  return parts;
}

/** Where the number of a record stands: at its trigger, its cue, or its first words. */
function anchorOf(record: Omit<MarkRecord, 'n' | 'at'>): Span {
  if (record.event) return record.event.trigger;
  const statement = record.statement as StatementMark;
  return statement.cue ?? statement.content[0] ?? statement.speaker ?? {begin: 0, end: 0, text: ''};
}

export function recordsOf(report: Annotated): MarkRecord[] {
  const all = [
    ...report.statements.map(one => ({id: one.id, kind: 'statement' as const, statement: one, parts: partsOfStatement(one)})),
    ...report.events.map(one => ({id: one.id, kind: 'event' as const, event: one, parts: partsOfEvent(one)})),
  ].map(record => ({...record, at: anchorOf(record).begin, n: 0}));
  all.sort((a, b) => a.at - b.at || (a.kind < b.kind ? 1 : -1));
  all.forEach((record, index) => { record.n = index + 1; });
  return all;
}

export interface Layers { events: boolean; statements: boolean; speakers: boolean; circumstances: boolean }

function shown(part: MarkPart, layers: Layers, chosen: string | null): boolean {
  if (part.id === chosen) return true;
  switch (part.role) {
    case 'trigger': return layers.events;
    case 'content': return layers.statements;
    case 'speaker': case 'cue': return layers.speakers;
    case 'time': case 'place': return layers.circumstances;
    default: return false;
  }
}

function paragraphsOf(text: string): {begin: number; end: number}[] {
  const found: {begin: number; end: number}[] = [];
  const gap = /\n[ \t]*\n\s*/g;
  let begin = 0;
  for (let hit = gap.exec(text); hit; hit = gap.exec(text)) {
    if (hit.index > begin) found.push({begin, end: hit.index});
    begin = hit.index + hit[0].length;
  }
  if (begin < text.length) found.push({begin, end: text.length});
  return found;
}

/** The text as paragraphs of segments. The chosen record shows all its parts, others what their layer shows. */
export function layOut(report: Annotated, records: MarkRecord[], layers: Layers, chosen: string | null): Paragraph[] {
  const parts = records.flatMap(record => record.parts).filter(part => shown(part, layers, chosen));
  const numbered = records.filter(record => record.id === chosen || (record.kind === 'event' ? layers.events : layers.statements || layers.speakers));
  return paragraphsOf(report.text).map(({begin, end}) => {
    const within = parts.filter(part => part.begin < end && part.end > begin);
    const numbers = numbered.filter(record => record.at >= begin && record.at < end);
    const edges = new Set([begin, end]);
    for (const part of within) {
      edges.add(Math.max(begin, part.begin));
      edges.add(Math.min(end, part.end));
    }
    for (const record of numbers) edges.add(Math.min(end, anchorOf(record).end));
    const cuts = [...edges].sort((a, b) => a - b);
    const segments = cuts.slice(0, -1).map((from, at) => {
      const to = cuts[at + 1] as number;
      return {begin: from, end: to, parts: within.filter(part => part.begin <= from && part.end >= to),
        ends: numbers.filter(record => Math.min(end, anchorOf(record).end) === to)};
    });
    return {begin, end, segments, records: records.filter(record => record.at >= begin && record.at < end)};
  });
}

export interface Step { name: string; cue: string; id: string }

/** Who says so, from the origin outwards: for a statement itself first. */
export function chainOf(record: MarkRecord, report: Annotated): Step[] {
  const byId = new Map(report.statements.map(one => [one.id, one]));
  const steps: Step[] = [];
  let at: StatementMark | undefined = record.statement ?? byId.get(record.event?.within ?? '');
  while (at && steps.length < 20) {
    steps.push({name: at.speaker ? at.speaker.name || at.speaker.text : '', cue: at.cue?.text ?? '', id: at.id});
    at = at.within ? byId.get(at.within) : undefined;
  }
  return steps;
}
