// SPDX-License-Identifier: Apache-2.0
// The only file that talks to the server. Answers are kept by address until the ledger changes; what cannot be fetched is a Problem
// with words for people.
import {signal} from '@preact/signals';
import {useEffect, useState} from 'preact/hooks';
import {to} from './router';
import type {Annotated, Listing} from './types';

export const BASE = to('/api/v1/');

/** Set while the server asks for a token that this browser has not given. */
export const locked = signal(false);
/** Set while the server does not answer: since when. */
export const lost = signal<Date | null>(null);
export const revision = signal<number>(0);
/** Counts up whenever what was fetched may be out of date. */
export const fresh = signal(0);

export interface Wrong { parameter: string; value: string; expected: string; nearest: string }

export class Problem extends Error {
  constructor(readonly title: string, readonly detail: string, readonly status: number, readonly wrong: Wrong[] = [],
              readonly slug = '') {
    super(title);
  }
}

const kept = new Map<string, Promise<unknown>>();
const KEPT_AT_MOST = 300;

async function problemOf(answer: Response): Promise<Problem> {
  try {
    const body = await answer.json();
    return new Problem(body.title ?? answer.statusText, body.detail ?? '', answer.status, body.errors ?? [],
      String(body.type ?? '').split('/').pop());
  } catch {
    return new Problem(`The server answered ${answer.status}`, answer.statusText, answer.status);
  }
}

export async function ask<T>(address: string, options: RequestInit = {}): Promise<T> {
  let answer: Response;
  try {
    answer = await fetch(address.startsWith('/') ? address : BASE + address, options);
  } catch (error) {
    if ((error as Error).name === 'AbortError') throw error;
    lost.value ??= new Date();
    throw new Problem('The server does not answer', 'It may have been stopped. Start it again with: demarche serve', 0);
  }
  lost.value = null;
  const at = Number(answer.headers.get('Demarche-Revision'));
  if (at) revision.value = at;
  if (answer.status === 401) locked.value = true;
  if (!answer.ok) throw await problemOf(answer);
  return (answer.status === 204 ? null : await answer.json()) as T;
}

/** The answer to a GET, from memory where the same was asked before. */
export function get<T>(address: string): Promise<T> {
  let answer = kept.get(address) as Promise<T> | undefined;
  if (!answer) {
    answer = ask<T>(address);
    answer.catch(() => kept.delete(address));
    kept.set(address, answer);
    if (kept.size > KEPT_AT_MOST) kept.delete(kept.keys().next().value as string);
  }
  return answer;
}

export function forgetAnswers(): void {
  kept.clear();
  fresh.value += 1;
}

export function post<T>(address: string, body: unknown, signal?: AbortSignal): Promise<T> {
  return ask<T>(address, {method: 'POST', headers: {'Content-Type': 'application/json'}, body: JSON.stringify(body), signal: signal ?? null});
}

export interface Answer<T> { data: T | null; problem: Problem | null; loading: boolean }

/** What an address answers. While a new address loads, the former answer stays, so that a page does not blink. */
export function useAnswer<T>(address: string | null): Answer<T> {
  const [answer, setAnswer] = useState<Answer<T>>({data: null, problem: null, loading: address !== null});
  const again = fresh.value;
  useEffect(() => {
    if (address === null) {
      setAnswer({data: null, problem: null, loading: false});
      return;
    }
    let current = true;
    setAnswer(old => ({...old, loading: true}));
    get<T>(address).then(
      data => { if (current) setAnswer({data, problem: null, loading: false}); },
      problem => { if (current) setAnswer(old => ({data: problem.status === 0 ? old.data : null, problem, loading: false})); });
    return () => { current = false; };
  }, [address, again]);
  return answer;
}

export function listAddress(kind: string, parameters: URLSearchParams, more: Record<string, string | string[]> = {}): string {
  const all = new URLSearchParams(parameters);
  for (const [name, value] of Object.entries(more)) {
    all.delete(name);
    for (const one of Array.isArray(value) ? value : [value]) all.append(name, one);
  }
  all.sort();
  const text = all.toString();
  return kind + (text ? '?' + text : '');
}

export interface Paged<Row> extends Answer<Listing<Row>> { rows: Row[]; more: (() => void) | null; loadingMore: boolean }

/** A list that grows page by page. */
export function usePages<Row>(address: string | null): Paged<Row> {
  const first = useAnswer<Listing<Row>>(address);
  const [grown, setGrown] = useState<{address: string | null; rows: Row[]; next: string | null; busy: boolean}>(
    {address: null, rows: [], next: null, busy: false});
  const base = first.data;
  const started = grown.address === address && base !== null;
  const rows = base ? (started ? [...base.data, ...grown.rows] : base.data) : [];
  const next = started ? grown.next : base?.page?.next ?? null;
  const busy = started && grown.busy;
  const more = next && address ? async () => {
    if (busy) return;
    setGrown({address, rows: started ? grown.rows : [], next, busy: true});
    try {
      const page = await get<Listing<Row>>(address + (address.includes('?') ? '&' : '?') + 'cursor=' + encodeURIComponent(next) + '&count=none');
      setGrown({address, rows: [...(started ? grown.rows : []), ...page.data], next: page.page.next, busy: false});
    } catch {
      setGrown({address, rows: started ? grown.rows : [], next, busy: false});
    }
  } : null;
  return {...first, rows, more, loadingMore: busy};
}

/** Positions of an answer in UTF-16 units, as JavaScript counts, where they came in code points. */
export function inUnits(report: Annotated): Annotated {
  if (report.offsets === 'utf16' || !/[\u{10000}-\u{10FFFF}]/u.test(report.text)) return {...report, offsets: 'utf16'};
  const at: number[] = [];
  let unit = 0;
  for (const character of report.text) {
    at.push(unit);
    unit += character.length;
  }
  at.push(unit);
  const moved = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(moved);
    if (value === null || typeof value !== 'object') return value;
    const copy: Record<string, unknown> = {};
    for (const [name, part] of Object.entries(value)) {
      copy[name] = (name === 'begin' || name === 'end') && typeof part === 'number' ? at[part] ?? unit : moved(part);
    }
    return copy;
  };
  return {...report, statements: moved(report.statements) as Annotated['statements'], events: moved(report.events) as Annotated['events'],
    offsets: 'utf16'};
}
