// SPDX-License-Identifier: Apache-2.0
// One thing said, as several reports word it: same words are one line, like words are set beside one another.
import type {StatementRow} from './rows';

/** Lower-cased words without marks, as wordings are compared. */
function wordsOf(text: string): string[] {
  return text.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '').match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** For each place in both lists, how many words in order they share from there on. */
function shared(a: readonly string[], b: readonly string[]): number[][] {
  const table = Array.from({length: a.length + 1}, () => new Array<number>(b.length + 1).fill(0));
  const at = (i: number, j: number) => table[i]?.[j] ?? 0;
  for (let i = a.length - 1; i >= 0; --i) {
    for (let j = b.length - 1; j >= 0; --j) (table[i] as number[])[j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  }
  return table;
}

export interface Piece { text: string; kind: 'same' | 'gone' | 'added' }

/** What became of one wording in another, word by word: `gone` stands in the first alone, `added` in the second. */
export function compare(first: string, second: string): Piece[] {
  const [a, b] = [first.split(/\s+/).filter(Boolean), second.split(/\s+/).filter(Boolean)];
  const bare = (word: string) => wordsOf(word).join('') || word;
  const [plainA, plainB] = [a.map(bare), b.map(bare)];
  const table = shared(plainA, plainB);
  const pieces: Piece[] = [];
  const add = (text: string | undefined, kind: Piece['kind']) => {
    const last = pieces[pieces.length - 1];
    if (text === undefined) return;
    if (last?.kind === kind) last.text += ' ' + text;
    else pieces.push({text, kind});
  };
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && plainA[i] === plainB[j]) { add(b[j], 'same'); ++i; ++j; }
    else if (j >= b.length || (i < a.length && (table[i + 1]?.[j] ?? 0) >= (table[i]?.[j + 1] ?? 0))) { add(a[i], 'gone'); ++i; }
    else { add(b[j], 'added'); ++j; }
  }
  return pieces;
}

/** A statement with others that tell the same: in the same words, and in other words. */
export interface Told { first: StatementRow; same: StatementRow[]; other: StatementRow[] }

const LEAST_WORDS = 4;
const LEAST_SHARED = 0.6;

function isLike(a: string[], b: string[]): boolean {
  const [least, most] = [Math.min(a.length, b.length), Math.max(a.length, b.length)];
  if (least < LEAST_WORDS || least < LEAST_SHARED * most) return false;
  return (shared(a, b)[0]?.[0] ?? 0) >= LEAST_SHARED * most;
}

/** Of one speaker, in different reports: wordings that are the same or nearly so become one, at the place of the first. */
export function gather(statements: readonly StatementRow[]): Told[] {
  const told: (Told & {words: string[]})[] = [];
  const bySpeaker = new Map<string, (Told & {words: string[]})[]>();
  for (const one of statements) {
    const speaker = one.speakerId || one.speaker;
    const words = wordsOf(one.content);
    const known = speaker ? bySpeaker.get(speaker) ?? [] : [];
    const home = known.find(line => [line.first, ...line.same, ...line.other].every(row => row.report !== one.report) && isLike(line.words, words));
    if (home) {
      (home.words.join(' ') === words.join(' ') ? home.same : home.other).push(one);
      continue;
    }
    const line = {first: one, same: [], other: [], words};
    told.push(line);
    if (speaker) bySpeaker.set(speaker, [...known, line]);
  }
  return told;
}
