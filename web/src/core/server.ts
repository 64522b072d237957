// SPDX-License-Identifier: Apache-2.0
// What the server says of itself: whether decisions may be made, which ledger it has open.
import {signal} from '@preact/signals';
import {ask, forgetAnswers, post} from './api';
import {to} from './router';
import {say} from '../parts/toast';
import type {Row} from './types';

export interface Server { version: string; writable: boolean; ledger: string }
export const server = signal<Server>({version: '', writable: false, ledger: ''});

export async function loadServer(): Promise<void> {
  try {
    const answer = await ask<Row>(to('/version'));
    server.value = {version: String(answer['version'] ?? ''), writable: answer['read_only'] === false, ledger: String(answer['ledger'] ?? '')};
  } catch { /* the page stays a reader's page */ }
}

/** Gives the server the token it asks for; the browser keeps its digest as a cookie of this server. */
export async function unlock(token: string): Promise<void> {
  await post('session', {token});
  location.reload();
}

export interface Decision { act: 'accept' | 'reject' | 'correct' | 'merge' | 'split'; record_id: string; other_id?: string; after?: unknown; reason?: string }

const DONE: Record<string, string> = {accept: 'Accepted', reject: 'Rejected', correct: 'Corrected', merge: 'Merged', split: 'Split'};

/** Records what a person decided, and offers to take it back. Answers whether it was recorded. */
export async function decide(decision: Decision): Promise<boolean> {
  try {
    const answer = await post<{data?: Row}>('decisions', {reason: '', ...decision});
    const id = String((answer.data ?? answer as Row)['decision_id'] ?? '');
    forgetAnswers();
    say(`${DONE[decision.act]}. The decision is recorded as ${id}.`, id ? 'Undo' : undefined, id ? () => void undo(id) : undefined);
    lastDecision = id;
    return true;
  } catch (problem) {
    say(`Not recorded: ${(problem as Error).message}. ${(problem as {detail?: string}).detail ?? ''}`);
    return false;
  }
}

let lastDecision = '';

export async function undo(id: string = lastDecision): Promise<boolean> {
  if (!id) {
    say('There is no decision of yours to undo here.');
    return false;
  }
  try {
    await post(`decisions/${id}/undo`, {});
    forgetAnswers();
    say('Undone. Both decisions stay on record.');
    if (id === lastDecision) lastDecision = '';
    return true;
  } catch (problem) {
    say(`Not undone: ${(problem as Error).message}. ${(problem as {detail?: string}).detail ?? ''}`);
    return false;
  }
}
