// SPDX-License-Identifier: Apache-2.0
// Plans, requests and threats beside what came of them. "Not seen" is never "did not happen": the coverage of that time is told.
import {useAnswered} from '../core/answered';
import {listAddress, useAnswer, usePages} from '../core/api';
import {filtersFor, valuesOf} from '../core/filters';
import {segments, setParams, to} from '../core/router';
import {type EventRow, type PlanRow, eventOf, planOf} from '../core/rows';
import {decide, server} from '../core/server';
import type {Facet, Listing, One, Row} from '../core/types';
import {VERDICTS, count, sayDay, sayInterval} from '../core/words';
import {Empty, Loading, Parties, ProblemBox, TypeWord} from '../parts/basics';
import {StatusWord} from '../parts/icons';

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

function Calibration() {
  const others = filtersFor('plans');
  others.delete('verdict');
  const answer = useAnswer<{facets: Record<string, Facet>}>(listAddress('facets/plans', others, {facet: 'verdict'}));
  const values = answer.data?.facets['verdict']?.values ?? [];
  const all = values.reduce((sum, one) => sum + one.rows, 0);
  const now = valuesOf('verdict');
  if (!all) return null;
  return <div class="stats" role="group" aria-label="Outcomes">{values.map(one => <button type="button" key={one.value} class="stat" aria-pressed={now.includes(one.value)}
    title={VERDICTS[one.value]} onClick={() => setParams({verdict: now.includes(one.value) ? null : one.value})}>
    <b>{one.rows.toLocaleString('en')}</b><span class={`v-${one.value}`}>{one.value.replace('_', ' ')} · {Math.round(100 * one.rows / all)} %</span></button>)}</div>;
}

function PlansList() {
  const pages = usePages<Row>(listAddress('plans', filtersFor('plans'), {limit: '60'}));
  useAnswered('plans', pages.data?.count, pages.data?.query?.human);
  return <><h1 tabIndex={-1}>What was said would come, and what came of it</h1>
    <Calibration />
    {pages.problem ? <ProblemBox problem={pages.problem} /> : !pages.data ? <Loading /> : !pages.rows.length ? <Empty what="No plans match." removed={pages.data.empty} />
      : <div class={pages.loading ? 'stale' : ''}><Plans plans={pages.rows.map(planOf)} />
        {pages.more ? <p class="morebar"><button type="button" class="button" onClick={pages.more}>{pages.loadingMore ? 'Loading …' : 'Show more'}</button></p> : null}</div>}</>;
}

function OnePlan({id}: {id: string}) {
  const answer = useAnswer<One>('plans/' + id);
  if (answer.problem) return <ProblemBox problem={answer.problem} />;
  return answer.data ? <><h1 tabIndex={-1}>A plan and its outcome</h1><Plans plans={[planOf(answer.data.data)]} /></> : <Loading />;
}

export default function PlansPage() {
  const id = segments.value[1];
  return id ? <OnePlan id={id} /> : <PlansList />;
}
