// SPDX-License-Identifier: Apache-2.0
// What the shown page asked, how much it found and which fields of the API it shows (empty: the usual ones): the page tells, the query bar
// shows.
import {signal} from '@preact/signals';
import {useEffect} from 'preact/hooks';
import type {Kind} from './filters';
import type {Count} from './types';

export interface Answered { kind: Kind; count: Count | null; human: string; fields: string }
export const answered = signal<Answered | null>(null);

export function useAnswered(kind: Kind, count: Count | null | undefined, human: string | undefined, fields = ''): void {
  useEffect(() => { answered.value = {kind, count: count ?? null, human: human ?? '', fields}; }, [kind, count, human, fields]);
}
