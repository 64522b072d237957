// SPDX-License-Identifier: Apache-2.0
// What the shown page asked and how much it found: the page tells, the query bar shows.
import {signal} from '@preact/signals';
import {useEffect} from 'preact/hooks';
import type {Kind} from './filters';
import type {Count} from './types';

export interface Answered { kind: Kind; count: Count | null; human: string }
export const answered = signal<Answered | null>(null);

export function useAnswered(kind: Kind, count: Count | null | undefined, human: string | undefined): void {
  useEffect(() => { answered.value = {kind, count: count ?? null, human: human ?? ''}; }, [kind, count, human]);
}
