// SPDX-License-Identifier: Apache-2.0
// Plans, requests and threats beside what came of them. "Not seen" is never "did not happen": the coverage of that time is told.
import {useAnswered} from '../core/answered';
import {listAddress, useAnswer, usePages} from '../core/api';
import {filtersFor, valuesOf} from '../core/filters';
import {segments, setParams} from '../core/router';
import {planOf} from '../core/rows';
import type {Facet, One, Row} from '../core/types';
import {VERDICTS} from '../core/words';
import {Empty, Loading, ProblemBox} from '../parts/basics';
import {Plans} from '../parts/planlist';

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
