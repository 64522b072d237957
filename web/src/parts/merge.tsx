// SPDX-License-Identifier: Apache-2.0
// Joining an event with another by hand: the same type within a week are offered. What would come together is said before.
import {useAnswer} from '../core/api';
import type {EventRow} from '../core/rows';
import {eventOf} from '../core/rows';
import {decide} from '../core/server';
import type {Listing, Row} from '../core/types';
import {count} from '../core/words';
import {Loading, Parties, TypeWord, When} from './basics';

function moved(day: string, by: number): string {
  return new Date(Date.parse(day) + by * 86_400_000).toISOString().slice(0, 10);
}

export function MergeForm({event, onDone}: {event: EventRow; onDone: () => void}) {
  const near = event.from ? `&from=${moved(event.from, -7)}&to=${moved(event.to || event.from, 7)}` : '';
  const answer = useAnswer<Listing<Row>>(`events?type=${event.type}&limit=30&count=none${near}`);
  const others = (answer.data?.data ?? []).map(eventOf).filter(one => one.id !== event.id);
  return <div class="correct" role="group" aria-label="Merge with">
    <p><b>The same event as one of these?</b> <span class="muted">{count(event.mentions, 'telling')} would move. It can be undone.</span></p>
    {!answer.data ? <Loading /> : !others.length ? <p class="muted">No other {event.type} within a week.</p>
      : <div class="choices">{others.map(one => <button type="button" class="menuitem" key={one.id}
        onClick={async () => { if (await decide({act: 'merge', record_id: event.id, other_id: one.id})) onDone(); }}>
        <When from={one.from} to={one.to} basis={one.basis} /> <TypeWord type={one.type} mode={one.mode} /> <Parties actors={one.actors} recipients={one.recipients} />
        <span class="muted">{one.place} · {count(one.reports, 'report')}</span></button>)}</div>}
    <p><button type="button" class="button quiet" onClick={onDone}>Leave it</button></p>
  </div>;
}
