// SPDX-License-Identifier: Apache-2.0
// Rows of the API as the pages use them. The names of columns stand here and nowhere else in the page.
import type {ChainStep, Row, Status, Telling} from './types';

const text = (value: unknown): string => value === null || value === undefined ? '' : Array.isArray(value) ? value.join('; ') : String(value);
const num = (value: unknown): number => Number(value ?? 0) || 0;
const maybe = (value: unknown): number | null => value === null || value === undefined ? null : Number(value);
const list = (value: unknown): string[] => Array.isArray(value) ? value.map(String) : [];
const flag = (value: unknown): boolean => value === true || value === 1;

export interface EventRow {
  id: string; type: string; mode: string; quad: number; cameo: string; status: Status; contested: boolean; from: string; to: string; basis: string;
  actors: string[]; recipients: string[]; place: string; country: string; reports: number; independent: number; copies: number; mentions: number;
  votes: [Status, number][]; trigger: string; confidence: number; review: string; outcome: string; verdict: string; disputes: string[];
  planOf: string[]; firstReported: string; killed: [number, number] | null;
}

const STATUS_ORDER: Status[] = ['happened', 'ongoing', 'planned', 'requested', 'threatened', 'possible', 'denied'];

export function eventOf(row: Row): EventRow {
  const killed = maybe(row['killed_high']);
  return {
    id: text(row['event_id']), type: text(row['type']), mode: text(row['mode']), quad: num(row['quad']), cameo: text(row['cameo']),
    status: text(row['status']) as Status, contested: flag(row['contested']), from: text(row['date_from']), to: text(row['date_to']),
    basis: text(row['date_basis']), actors: list(row['actors']), recipients: list(row['recipients']), place: text(row['place']),
    country: text(row['place_country']), reports: num(row['n_reports']), independent: num(row['n_independent']), copies: num(row['n_copies']),
    mentions: num(row['n_mentions']),
    votes: STATUS_ORDER.map(status => [status, num(row['votes_' + status])] as [Status, number]).filter(([, votes]) => votes > 0),
    trigger: text(row['trigger']), confidence: num(row['confidence']), review: text(row['review']), outcome: text(row['outcome_id']),
    verdict: text(row['outcome_verdict']), disputes: list(row['contradiction_ids']), planOf: list(row['plan_of']),
    firstReported: text(row['first_reported']), killed: killed === null ? null : [num(row['killed_low']), killed],
  };
}

export interface StatementRow {
  id: string; report: string; published: string; source: string; form: string; speaker: string; speakerId: string; addressee: string;
  cue: string; content: string; through: string[]; title: string;
}

export function statementOf(row: Row): StatementRow {
  return {
    id: text(row['statement_id']), report: text(row['report_id']), published: text(row['published']), source: text(row['source']),
    form: text(row['form']), speaker: text(row['speaker']) || text(row['speaker_words']), speakerId: text(row['speaker_id']),
    addressee: text(row['addressee']), cue: text(row['cue']), content: text(row['content']), through: list(row['said_through']), title: text(row['title']),
  };
}

export interface ReportRow {
  id: string; published: string; source: string; title: string; statements: number; events: number; copyOf: string;
}

export function reportOf(row: Row): ReportRow {
  return {
    id: text(row['report_id']), published: text(row['published']), source: text(row['source']), title: text(row['title']) || text(row['name']),
    statements: num(row['statements']), events: num(row['events']), copyOf: text(row['copy_of']),
  };
}

export interface ActorRow { id: string; name: string; kind: string; country: string; sector: string; reports: number; statements: number; events: number; names: string[] }

export function actorOf(row: Row): ActorRow {
  return {
    id: text(row['actor_id']), name: text(row['name']), kind: text(row['kind']), country: text(row['country']), sector: text(row['sector']),
    reports: num(row['reports']), statements: num(row['statements']), events: num(row['events']), names: list(row['names']),
  };
}

export interface PlanRow {
  id: string; plan: string; status: Status; type: string; mode: string; actors: string[]; recipients: string[]; place: string; trigger: string;
  firstReported: string; independent: number; outcome: string; outcomeStatus: string; outcomeDate: string; verdict: string; dueFrom: string;
  dueTo: string; daysOff: number | null; basis: string; coverage: number | null;
}

export function planOf(row: Row): PlanRow {
  return {
    id: text(row['plan_link_id']), plan: text(row['plan_id']), status: text(row['status']) as Status, type: text(row['type']), mode: text(row['mode']),
    actors: list(row['actors']), recipients: list(row['recipients']), place: text(row['place']), trigger: text(row['trigger']),
    firstReported: text(row['first_reported']), independent: num(row['n_independent']), outcome: text(row['outcome_id']),
    outcomeStatus: text(row['outcome_status']), outcomeDate: text(row['outcome_date']), verdict: text(row['verdict']), dueFrom: text(row['due_from']),
    dueTo: text(row['due_to']), daysOff: maybe(row['days_off']), basis: text(row['basis']), coverage: maybe(row['coverage']),
  };
}

export interface DisputeRow {
  id: string; kind: string; field: string; event: string; type: string; from: string; actors: string[]; recipients: string[]; place: string;
  a: string; aValue: string; aWords: string; b: string; bValue: string; bWords: string; nA: number; nB: number; state: string;
}

export function disputeOf(row: Row): DisputeRow {
  return {
    id: text(row['contradiction_id']), kind: text(row['kind']), field: text(row['field']), event: text(row['event_id']), type: text(row['type']),
    from: text(row['date_from']), actors: list(row['actors']), recipients: list(row['recipients']), place: text(row['place']), a: text(row['a_id']),
    aValue: text(row['a_value']), aWords: text(row['a_words']), b: text(row['b_id']), bValue: text(row['b_value']), bWords: text(row['b_words']),
    nA: num(row['n_independent_a']), nB: num(row['n_independent_b']), state: text(row['state']),
  };
}

/** The words around a quote are cut by length; what is shown begins and ends with whole words. */
const AROUND = 120;  // code points, as the API gives them
function fromWord(before: string): string {
  return [...before].length < AROUND ? before : '… ' + before.replace(/^\S*\s+/u, '');
}
function toWord(after: string): string {
  return [...after].length < AROUND ? after : after.replace(/\s+\S*$/u, '') + ' …';
}

interface Shown { role: string; text: string; begin: number; end: number; prefix?: string; suffix?: string }

/** One report's telling of an event. The words around the trigger come from the evidence. */
export function tellingOf(row: Row): Telling {
  const evidence = (row['evidence'] ?? []) as Shown[];
  const trigger = evidence.find(one => one.role === 'trigger');
  return {
    mention_id: text(row['mention_id']), report_id: text(row['report_id']), source: text(row['source']), title: text(row['title']),
    published: text(row['published']) || null, status: text(row['status']) as Status, independent: flag(row['independent']),
    reason: text(row['merge_reason']), score: num(row['score']), rule: text(row['rule']), quotes: evidence,
    snippet: {before: fromWord(trigger?.prefix ?? ''), text: trigger?.text ?? text(row['trigger']), after: toWord(trigger?.suffix ?? '')},
    chain: (row['chain'] ?? []) as ChainStep[], origin: text(row['origin']),
  };
}
