// SPDX-License-Identifier: Apache-2.0
// Plans as lines: when due, what was said would come, what came of it, and the verdict with its reason.
import {useAnswer} from '../core/api';
import {to} from '../core/router';
import {type EventRow, type PlanRow, eventOf} from '../core/rows';
import {decide, server} from '../core/server';
import type {Listing, Row} from '../core/types';
import {VERDICTS, count, sayDay, sayInterval} from '../core/words';
import {Parties, TypeWord} from './basics';
import {StatusWord} from './icons';

function verdictWords(plan: PlanRow): string {
  const off = plan.daysOff === null ? '' : ` by ${Math.abs(plan.daysOff)} ${Math.abs(plan.daysOff) === 1 ? 'day' : 'days'}`;
  if (plan.verdict === 'late') return 'late' + off;
  return {kept: 'kept', changed: 'something else', withdrawn: 'withdrawn', refuted: 'said not to be', not_seen: 'not seen', open: 'open'}[plan.verdict] ?? plan.verdict;
}

function Planned({plan}: {plan: PlanRow}) {
  return <div><a class="plain" href={to('/events/' + plan.plan)}><TypeWord type={plan.type} mode={plan.mode} /> <Parties actors={plan.actors} recipients={plan.recipients} /></a>
    <p class="small muted"><StatusWord status={plan.status} /> · “{plan.trigger}”{plan.place ? ` · ${plan.place}` : ''}{plan.firstReported ? ` · first reported ${sayDay(plan.firstReported)}` : ''}</p></div>;
}

function Outcome({plan, event}: {plan: PlanRow; event: EventRow | undefined}) {
  if (!plan.outcome) {
    const coverage = plan.coverage === null ? '' : `; ${Math.round(plan.coverage * 100)} % of the usual reports were read for that time`;
    return <span class="muted">{plan.verdict === 'open' ? 'not yet' : `No report of an outcome was read${coverage}.`}</span>;
  }
  return <div><a class="plain" href={to('/events/' + plan.outcome)}>{event ? <><TypeWord type={event.type} mode={event.mode} quad={event.quad} /> <Parties actors={event.actors} recipients={event.recipients} /></> : plan.outcome}</a>
    <p class="small muted"><StatusWord status={plan.outcomeStatus} />{plan.outcomeDate ? ` · ${sayDay(plan.outcomeDate)}` : ''}{event?.place ? ` · ${event.place}` : ''}
      {event ? ` · ${count(event.reports, 'report')}, ${event.independent} independent` : ''}</p></div>;
}

/** The outcomes of a page of plans in one question. */
function useOutcomes(plans: PlanRow[]): Map<string, EventRow> {
  const ids = [...new Set(plans.map(plan => plan.outcome).filter(Boolean))].sort();
  const answer = useAnswer<Listing<Row>>(ids.length ? `events?count=none&limit=${ids.length}&event=${ids.join(',')}` : null);
  return new Map((answer.data?.data ?? []).map(eventOf).map(event => [event.id, event]));
}

export function Plans({plans}: {plans: PlanRow[]}) {
  const outcomes = useOutcomes(plans);
  const writable = server.value.writable;
  return <><div class="planrow planhead" aria-hidden="true"><span>Due</span><span>What was said</span><span>What came of it</span><span>Verdict</span></div>
    {plans.map(plan => <article class="planrow" key={plan.id} id={plan.id}>
      <span class="nowrap">{sayInterval(plan.dueFrom || null, plan.dueTo || null) || <span class="muted">no day named</span>}</span>
      <Planned plan={plan} /><Outcome plan={plan} event={outcomes.get(plan.outcome)} />
      <div><span class={`verdict v-${plan.verdict}`} title={VERDICTS[plan.verdict]}>{verdictWords(plan)}</span>{plan.basis ? <p class="small muted">{plan.basis}</p> : null}
        {writable && plan.outcome ? <p class="small"><button type="button" class="linkbutton" onClick={() => void decide({act: 'reject', record_id: plan.id})}>not its outcome</button></p> : null}</div>
    </article>)}</>;
}
