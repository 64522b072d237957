// SPDX-License-Identifier: Apache-2.0
// The overview: what happened in time, what changed, what is due, who speaks, what is in dispute, and what was read.
import {useAnswered} from '../core/answered';
import {listAddress, useAnswer} from '../core/api';
import {filtersFor} from '../core/filters';
import {params, setParams, to, withParams} from '../core/router';
import {actorOf, disputeOf, planOf} from '../core/rows';
import type {Listing, OverviewAnswer, Row, Trend} from '../core/types';
import {count, countryName, sayDay, sayInterval, withShortDigest} from '../core/words';
import {Loading, Parties, ProblemBox, Toggle, TypeWord} from '../parts/basics';
import {disputeWords} from '../parts/detail';
import {StatusWord} from '../parts/icons';
import {TimeChart} from '../parts/timechart';

function TrendLine({trend}: {trend: Trend}) {
  const change = trend.before ? Math.round(100 * (trend.now / trend.before - 1)) : null;
  const low = trend.band === 'low base';
  const words = low ? 'low base' : change === null ? 'new' : `${change > 0 ? '+' : change < 0 ? '−' : '±'}${Math.abs(change)} %`;
  return <div><span class={low ? 'trend low nowrap' : 'trend nowrap'}>{words}</span>
    <a class="grow plain" href={withParams({type: trend.type || null, country: trend.country || null}, new URLSearchParams(), '/events')}>
      {trend.type ? <TypeWord type={trend.type} /> : null} {trend.country ? countryName(trend.country) : ''}</a>
    <span class="muted nowrap">{trend.now} from {trend.before.toFixed(trend.before % 1 ? 1 : 0)}</span></div>;
}

function DueLine({row, overdue}: {row: Row; overdue?: boolean}) {
  const plan = planOf(row);
  return <div><span class="nowrap muted">{overdue ? 'was ' : ''}{sayInterval(plan.dueFrom || null, plan.dueTo || null) || 'no date'}</span>
    <a class="grow plain" href={to(`/events/${plan.plan}`)}><TypeWord type={plan.type} mode={plan.mode} /> <Parties actors={plan.actors} recipients={plan.recipients} /></a>
    <StatusWord status={plan.status} /></div>;
}

function DisputeLine({row}: {row: Row}) {
  const dispute = disputeOf(row);
  return <div><a class="grow plain" href={to('/contradictions/' + dispute.id)}><TypeWord type={dispute.type} /> <Parties actors={dispute.actors} recipients={dispute.recipients} />
      {dispute.kind === 'assert_deny' ? null : <span class="muted">: {dispute.aValue} / {dispute.bValue}</span>}</a>
    <span class="muted">{disputeWords(dispute)}</span><span class="nowrap">{dispute.nA} : {dispute.nB}</span></div>;
}

export default function OverviewPage() {
  const overview = useAnswer<OverviewAnswer>('overview');
  const counted = useAnswer<Listing<Row>>(listAddress('events', filtersFor('events'), {limit: '1'}));
  useAnswered('events', counted.data?.count, counted.data?.query?.human);
  const interval = params.value.get('interval') ?? 'auto';
  const share = params.value.get('share') === 'reports';
  if (overview.problem && !overview.data) return <ProblemBox problem={overview.problem} />;
  const answer = overview.data;
  if (!answer) return <Loading />;
  const counts = answer.counts;
  return <><h1 class="sr" tabIndex={-1}>Overview</h1><div class="overview">
    <section class="whole"><div class="panelhead"><h2>What happened</h2><span class="formrow">
      <Toggle label="What the height means" value={share ? 'share' : 'count'} choices={[['count', 'events'], ['share', 'per report read']]}
        onChange={value => setParams({share: value === 'share' ? 'reports' : null}, true)} />
      <Toggle label="Length of a bar" value={interval} choices={[['auto', 'auto'], ['day', 'day'], ['week', 'week'], ['month', 'month']]}
        onChange={value => setParams({interval: value === 'auto' ? null : value}, true)} /></span></div>
      <TimeChart interval={interval} share={share} /></section>
    <section><div class="panelhead"><h2>What changed</h2><span class="muted small">the 4 weeks to {sayDay(answer.today)} against the 4 before</span></div>
      <div class="lines">{answer.trends.length ? answer.trends.slice(0, 7).map((trend, at) => <TrendLine key={at} trend={trend} />) : <p class="muted">Nothing changed much.</p>}</div></section>
    <section><div class="panelhead"><h2>Coming up</h2><a class="small" href={to('/plans')}>all plans</a></div>
      <div class="lines">{answer.coming.slice(0, 4).map((row, at) => <DueLine key={at} row={row} />)}{answer.overdue.slice(0, 4).map((row, at) => <DueLine key={'o' + at} row={row} overdue />)}
        {answer.coming.length + answer.overdue.length ? null : <p class="muted">No plan is open.</p>}</div></section>
    <section><div class="panelhead"><h2>Who speaks most</h2><a class="small" href={to('/statements')}>all statements</a></div>
      <div class="lines">{answer.speakers.slice(0, 8).map(row => { const actor = actorOf(row); return <div key={actor.id}><a class="grow" href={to('/statements?speaker=' + encodeURIComponent(actor.id))}>{actor.name}</a>
        <span class="muted">{countryName(actor.country)}</span><span class="nowrap">{count(actor.statements, 'statement')}</span></div>; })}</div></section>
    <section><div class="panelhead"><h2>In dispute</h2><a class="small" href={to('/contradictions')}>all disputes</a></div>
      <div class="lines">{answer.disputed.length ? answer.disputed.slice(0, 8).map((row, at) => <DisputeLine key={at} row={row} />) : <p class="muted">Nothing is asserted and denied.</p>}</div></section>
    <section class="whole"><div class="panelhead"><h2>What was read</h2><span class="muted small">coverage is part of every count</span></div>
      <div class="stats"><div><b>{counts['reports']?.toLocaleString('en')}</b><span>reports{counts['copies'] ? `, ${counts['copies']} of them copies` : ''}</span></div>
        <div><b>{counts['sources']?.toLocaleString('en')}</b><span>sources</span></div><div><b>{sayInterval(answer.from || null, answer.to || null)}</b><span>published</span></div>
        <div><b>{counts['statements']?.toLocaleString('en')}</b><span>statements</span></div><div><b>{counts['mentions']?.toLocaleString('en')}</b><span>tellings of {counts['events']?.toLocaleString('en')} events</span></div>
        {answer.models.length ? <div><b class="model" title={answer.models.join(', ')}>{answer.models.map(withShortDigest).join(', ')}</b><span>read by</span></div> : null}</div></section>
  </div></>;
}
