// SPDX-License-Identifier: Apache-2.0
// A citation names the revision of the ledger at which it was made. Who follows it later is told what has changed since.
import {revision, useAnswer} from '../core/api';
import {params, setParams} from '../core/router';
import {count} from '../core/words';

interface Changes { complete: boolean; revision: number; latest: number; changes: {id: string; what: string}[] }

const KINDS: [string, string][] = [['rp_', 'report'], ['ev_', 'event'], ['pl_', 'plan'], ['dc_', 'decision']];
const DONE: Record<string, string> = {added: 'new', changed: 'changed', merged: 'merged', removed: 'gone'};

/** "3 events new, 1 changed; 1 report new" */
function told(changes: Changes['changes']): string {
  return KINDS.map(([prefix, word]) => {
    const parts = Object.keys(DONE).map(what => [DONE[what], changes.filter(one => one.id.startsWith(prefix) && one.what === what).length] as const).filter(part => part[1]);
    return parts.map(([done, times], at) => `${at ? times : count(times, word)} ${done}`).join(', ');
  }).filter(Boolean).join('; ');
}

function Told({since}: {since: number}) {
  const answer = useAnswer<Changes>(`changes?since=${since}`);
  const now = answer.data;
  if (!now) return null;
  const what = now.complete && now.revision === now.latest ? told(now.changes) || 'nothing that lists show has changed' : 'much of it has changed since';
  return <div class="banner" role="status"><span><b>Cited at revision {since} of the ledger.</b> It is at revision {now.latest} now: {what}. What you see is as of now.</span>
    <button type="button" class="button" onClick={() => setParams({rev: null}, true)}>Close</button></div>;
}

export function Since() {
  const since = Number(params.value.get('rev'));
  return Number.isInteger(since) && since > 0 && since < revision.value ? <Told since={since} /> : null;
}
