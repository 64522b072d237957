// SPDX-License-Identifier: Apache-2.0
// What cannot both hold: two sides at the same size, in the order of their dates, without a verdict.
import {useAnswered} from '../core/answered';
import {listAddress, useAnswer, usePages} from '../core/api';
import {filtersFor} from '../core/filters';
import {params, segments, to} from '../core/router';
import {type DisputeRow, disputeOf, eventOf, tellingOf} from '../core/rows';
import {decide, server} from '../core/server';
import type {One, Row, Telling} from '../core/types';
import {count} from '../core/words';
import {Empty, Loading, ProblemBox, text} from '../parts/basics';
import {EventTitle, TellingLine, ToldLine, disputeWords} from '../parts/detail';

const SIDES: Record<string, [string, string]> = {assert_deny: ['asserts', 'denies']};

/** The tellings of one side: those whose status is on it, or the one mention that it names. */
function tellingsOf(side: 'a' | 'b', dispute: DisputeRow, told: Telling[]): Telling[] {
  const id = side === 'a' ? dispute.a : dispute.b;
  if (dispute.kind !== 'assert_deny') return told.filter(one => one.mention_id === id);
  const denies = (side === 'b') === (dispute.bValue === 'denied' || dispute.aValue !== 'denied');
  return told.filter(one => (one.status === 'denied') === denies).sort((a, b) => text(a.published).localeCompare(text(b.published)));
}

function SideOf({name, value, independent, tellings}: {name: string; value: string; independent: number; tellings: Telling[]}) {
  const own = tellings.filter(one => one.independent);
  const shown = own.length ? own : tellings;
  return <div class="side"><h3><span>{name}{value ? `: ${value}` : ''}</span><span class="muted">{count(independent, 'independent source')}</span></h3>
    <div class="tellings">{shown.slice(0, 5).map(one => <TellingLine key={one.mention_id} telling={one} />)}</div>
    {shown.length > 5 ? <p class="muted small">and {shown.length - 5} more</p> : null}</div>;
}

function Dispute({row}: {row: Row}) {
  const dispute = disputeOf(row);
  const event = dispute.event;
  const one = useAnswer<One>(event ? 'events/' + event : null);
  const told = useAnswer<{data: Row[]}>(event ? `events/${event}/evidence` : null);
  const all = (told.data?.data ?? []).map(tellingOf);
  const [first, second] = SIDES[dispute.kind] ?? ['one side', 'the other'];
  return <article class="dispute" id={dispute.id}>
    <div class="disputehead"><h2>{one.data ? <a class="plain" href={to('/events/' + event)}><EventTitle event={eventOf(one.data.data)} /></a> : dispute.id}</h2>
      <span class="muted">in dispute: {disputeWords(dispute)} · {dispute.nA} : {dispute.nB} by independent source</span></div>
    <ToldLine tellings={all} />
    <div class="sides"><SideOf name={first} value={dispute.kind === 'assert_deny' ? '' : dispute.aValue} independent={dispute.nA} tellings={tellingsOf('a', dispute, all)} />
      <SideOf name={second} value={dispute.kind === 'assert_deny' ? '' : dispute.bValue} independent={dispute.nB} tellings={tellingsOf('b', dispute, all)} /></div>
    {server.value.writable ? <div class="actions"><button type="button" class="button" onClick={() => void decide({act: 'reject', record_id: dispute.id})}>Not a contradiction</button>
      <button type="button" class="button" onClick={() => void decide({act: 'accept', record_id: dispute.id})}>Rightly in dispute</button></div> : null}
  </article>;
}

export default function ContradictionsPage() {
  const id = segments.value[1] ?? params.value.get('contradiction');
  const pages = usePages<Row>(id ? null : listAddress('contradictions', filtersFor('contradictions'), {limit: '12'}));
  const single = useAnswer<One>(id ? 'contradictions/' + id : null);
  useAnswered('contradictions', pages.data?.count, pages.data?.query?.human);
  if (id) {
    if (single.problem) return <ProblemBox problem={single.problem} />;
    return single.data ? <><h1 tabIndex={-1}>In dispute</h1><Dispute row={single.data.data} /><p><a href={to('/contradictions')}>All disputes</a></p></> : <Loading />;
  }
  return <><h1 tabIndex={-1}>What is asserted here and denied there</h1><p class="muted pagehead">Both sides stand at the same size. Which is true is not for a program to say.</p>
    {pages.problem ? <ProblemBox problem={pages.problem} /> : !pages.data ? <Loading /> : !pages.rows.length ? <Empty what="Nothing is in dispute." removed={pages.data.empty} />
      : <div class={pages.loading ? 'stale' : ''}>{pages.rows.map((row, at) => <Dispute key={disputeOf(row).id || at} row={row} />)}
        {pages.more ? <p class="morebar"><button type="button" class="button" onClick={pages.more}>{pages.loadingMore ? 'Loading …' : 'Show more'}</button></p> : null}</div>}</>;
}
