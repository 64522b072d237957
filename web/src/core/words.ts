// SPDX-License-Identifier: Apache-2.0
// Words for the codes of the codebook, as people read them.
import {signal} from '@preact/signals';
import {get} from './api';
import type {Status} from './types';

export const QUADS = ['', 'verbal cooperation', 'material cooperation', 'verbal conflict', 'material conflict'];

export const TYPES: Record<string, {quad: number; means: string}> = {
  AGREE: {quad: 1, means: 'agrees, offers or promises to cooperate'},
  CONSULT: {quad: 1, means: 'meets, visits, calls, negotiates'},
  SUPPORT: {quad: 1, means: 'praises, endorses, recognizes'},
  CONCEDE: {quad: 1, means: 'gives way in words'},
  COOPERATE: {quad: 2, means: 'mutual material exchange'},
  AID: {quad: 2, means: 'one-way material benefit'},
  RETREAT: {quad: 2, means: 'gives way in deed'},
  REQUEST: {quad: 3, means: 'asks, urges, demands, orders'},
  ACCUSE: {quad: 3, means: 'disapproves, alleges, investigates'},
  REJECT: {quad: 3, means: 'refuses, vetoes, cancels'},
  THREATEN: {quad: 3, means: 'threatens, warns of own harm'},
  PROTEST: {quad: 4, means: 'collective civilian action'},
  SANCTION: {quad: 4, means: 'reduces relations, punishes, embargoes'},
  MOBILIZE: {quad: 4, means: 'shows or moves force short of use'},
  COERCE: {quad: 4, means: 'represses, restricts, seizes, arrests'},
  ASSAULT: {quad: 4, means: 'uses violence, fights, kills'},
};

/** "reader-en 2 f9346931": a digest is told from another by its beginning. */
export function withShortDigest(words: string): string {
  return words.replace(/\b([0-9a-f]{8})[0-9a-f]{8,}\b/g, '$1');
}

export function quadOf(type: string, given?: unknown): number {
  return Number(given) || TYPES[type]?.quad || 0;
}

export const STATUSES: Record<Status, string> = {
  happened: 'is over, or was done',
  ongoing: 'is going on now',
  planned: 'will be done: announced, agreed or promised by who would do it',
  requested: 'is asked, demanded or proposed, not yet undertaken',
  threatened: 'is held out as harm by who would do it',
  possible: 'may be or may have been',
  denied: 'did not, does not or will not happen, says the source',
};

export const VERDICTS: Record<string, string> = {
  kept: 'what was said came about in time', late: 'it came about, later than said', changed: 'something else came of it',
  withdrawn: 'it was called off', refuted: 'it is denied that it came about', not_seen: 'no report of an outcome was read',
  open: 'its time is not over',
};

export const SECTORS: Record<string, string> = {
  GOV: 'government', MIL: 'military', COP: 'police', SPY: 'intelligence', JUD: 'judiciary', LEG: 'parliament', PTY: 'party',
  OPP: 'opposition', REB: 'rebels', SEP: 'separatists', PRM: 'paramilitary', UAF: 'unidentified armed', ELI: 'elite', BUS: 'business',
  JRN: 'media', EDU: 'education', LAB: 'labor', MED: 'health', REL: 'religious', CVL: 'civilians', REF: 'refugees', CRM: 'criminal',
  SOC: 'civil society', AGR: 'farmers', UNK: 'unknown',
};

const COUNTRY_LIKE: Record<string, string> = {
  IGO: 'intergovernmental', NGO: 'non-governmental', IMG: 'armed, across borders', MNC: 'companies', UNO: 'United Nations', EUR: 'European Union',
};

/** Names of actors and sources by id, as lists and counts tell them while people look around. */
const names = signal<Map<string, string>>(new Map());

export function learnNames(pairs: [string, string][]): void {
  const news = pairs.filter(([id, name]) => /^(ac|so)_/.test(id) && name && names.value.get(id) !== name);
  if (news.length) names.value = new Map([...names.value, ...news]);
}

const asked = new Set<string>();

export function nameOf(id: string): string {
  const known = names.value.get(id);
  if (known || !/^(ac|so)_/.test(id)) return known ?? id;
  if (!asked.has(id)) {
    asked.add(id);
    get<{data: {name?: string}}>((id.startsWith('ac_') ? 'actors/' : 'sources/') + id).then(answer => learnNames([[id, answer.data.name ?? '']]), () => undefined);
  }
  return '…';
}

export const countries = signal<Map<string, string>>(new Map());

export async function loadCountries(): Promise<void> {
  try {
    const answer = await get<{data: {iso3: string; name: string}[]}>('vocab/countries');
    countries.value = new Map(answer.data.map(one => [one.iso3, one.name]));
  } catch { /* codes are shown instead */ }
}

export function countryName(code: string): string {
  return countries.value.get(code) || COUNTRY_LIKE[code] || code;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** 28 Aug 1995; Aug 1995; 1995. */
export function sayDay(day: string | null | undefined, year = true): string {
  if (!day) return '';
  const [y, m, d] = day.split('-');
  const month = m ? MONTHS[Number(m) - 1] ?? m : '';
  return [d ? String(Number(d)) : '', month, year || !m ? y : ''].filter(Boolean).join(' ');
}

export function lastDayOf(month: string): string {
  const [y, m] = month.split('-').map(Number);
  return new Date(Date.UTC(y as number, m as number, 0)).toISOString().slice(0, 10);
}

/** An interval in the fewest words that are true: a day, a month, a year, or both ends. */
export function sayInterval(from: string | null, to: string | null): string {
  if (!from || !to) return sayDay(from ?? to);
  if (from === to) return sayDay(from);
  if (from.endsWith('-01-01') && to === from.slice(0, 4) + '-12-31') return from.slice(0, 4);
  if (from.slice(0, 7) === to.slice(0, 7) && from.endsWith('-01') && to === lastDayOf(from.slice(0, 7))) return sayDay(from.slice(0, 7));
  if (from.slice(0, 7) === to.slice(0, 7)) return `${Number(from.slice(8))} – ${sayDay(to)}`;
  return `${sayDay(from, from.slice(0, 4) !== to.slice(0, 4))} – ${sayDay(to)}`;
}

export function days(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}

export function count(number: number, one: string, many = one + 's'): string {
  return `${number.toLocaleString('en')} ${number === 1 ? one : many}`;
}

export function modeWords(mode: string): string {
  return mode.replaceAll('-', ' ');
}

/** A name that is only words of a report has no capital letter past its first word. */
export function isNamed(name: string): boolean {
  return /\p{Lu}/u.test(name.replace(/^(The|A|An|Two|Three|Four|Some|Several|Many|One|Another|He|She|They|It)\b/, ''));
}
