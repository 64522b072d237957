// SPDX-License-Identifier: Apache-2.0
// Actors across reports: a list, and for one of them its names, its network and its acts.
import {lazyPart} from '../parts/lazy';
import {useAnswered} from '../core/answered';
import {listAddress, useAnswer, usePages} from '../core/api';
import {filtersFor} from '../core/filters';
import {params, segments, to} from '../core/router';
import {go} from '../core/router';
import {type ActorRow, actorOf, eventOf, statementOf} from '../core/rows';
import type {Listing, One, Row} from '../core/types';
import {SECTORS, countryName} from '../core/words';
import {Empty, Loading, ProblemBox, text} from '../parts/basics';
import {Dossier} from '../parts/dossier';
import {Facets} from '../parts/facets';
import {type Column, Table} from '../parts/table';
import {EVENT_COLUMNS} from './events';
import {StatementLine} from './statements';

const Network = lazyPart(() => import('../parts/network'));

const COLUMNS: Column<ActorRow>[] = [
  {label: 'Name', sort: 'name', cell: actor => <b>{actor.name}</b>},
  {label: 'What', cell: actor => actor.kind, hideNarrow: true},
  {label: 'Country', cell: actor => countryName(actor.country)},
  {label: 'Reports', sort: 'reports', number: true, card: 'reports', cell: actor => actor.reports.toLocaleString('en')},
  {label: 'Acts', number: true, card: 'acts', cell: actor => actor.events.toLocaleString('en')},
  {label: 'Statements', number: true, card: 'statements', cell: actor => actor.statements.toLocaleString('en')},
];

function ActorsList() {
  const sort = params.value.get('sort');
  const pages = usePages<Row>(listAddress('actors', filtersFor('actors'), {limit: '80', ...(sort ? {sort} : {})}));
  useAnswered('actors', pages.data?.count, pages.data?.query?.human);
  const rows = pages.rows.map(actorOf);
  return <><h1 class="sr" tabIndex={-1}>Actors</h1><div class="withfacets"><Facets kind="actors" names={['country', 'kind', 'sector']} />
    <div>{pages.problem ? <ProblemBox problem={pages.problem} /> : !pages.data ? <Loading /> : !rows.length ? <Empty what="No actors match." removed={pages.data.empty} />
      : <Table caption="Actors" columns={COLUMNS} rows={rows} idOf={actor => actor.id} total={pages.data.count?.rows ?? null} more={pages.more} loadingMore={pages.loadingMore}
        stale={pages.loading} onOpen={actor => go(to('/actors/' + actor.id))} />}</div></div></>;
}

function Names({row}: {row: Row}) {
  const names = (row['names'] ?? row['aliases'] ?? []) as (Row | string)[];
  if (!Array.isArray(names) || names.length < 2) return null;
  return <section><div class="panelhead"><h2>Names</h2><span class="muted small">each with the reason why it is the same actor</span></div>
    <div class="lines">{names.map((name, at) => typeof name === 'string' ? <div key={at}>{name}</div>
      : <div key={at}><span class="grow">{text(name['name'])}</span><span class="muted">{text(name['reason'])}</span><span class="nowrap">{text(name['reports'])}</span></div>)}</div></section>;
}

function ActorPage({id}: {id: string}) {
  const answer = useAnswer<One>('actors/' + id);
  const acts = useAnswer<Listing<Row>>(`events?party=${id}&limit=12`);
  const words = useAnswer<Listing<Row>>(`statements?speaker=${id}&limit=8`);
  if (answer.problem) return <ProblemBox problem={answer.problem} />;
  if (!answer.data) return <Loading />;
  const row = answer.data.data;
  const actor = actorOf(row);
  const about = [actor.kind, SECTORS[actor.sector] ?? actor.sector, countryName(actor.country)].filter(Boolean).join(', ');
  const events = acts.data?.data.map(eventOf) ?? [];
  return <div class="overview one"><header class="whole"><h1 tabIndex={-1}>{actor.name}</h1><p class="muted">{about}</p><p class="actions"><Dossier actor={actor} /></p>
    <div class="stats"><div><b>{(acts.data?.count?.rows ?? 0).toLocaleString('en')}</b><span><a href={to('/events?party=' + id)}>events that it takes part in</a></span></div>
      <div><b>{(words.data?.count?.rows ?? 0).toLocaleString('en')}</b><span><a href={to('/statements?speaker=' + id)}>statements</a></span></div></div>
  </header>
    <section class="whole"><div class="panelhead"><h2>Who acts on whom</h2></div><Network id={id} /></section>
    <Names row={row} />
    {events.length ? <section class="whole"><div class="panelhead"><h2>Events</h2><a class="small" href={to('/events?party=' + id)}>all</a></div>
      <Table caption={`Events of ${actor.name}`} columns={EVENT_COLUMNS.filter(column => !column.rare).map(column => ({label: column.label, cell: column.cell, number: column.number ?? false}))} rows={events} idOf={event => event.id}
        total={null} more={null} loadingMore={false} onOpen={event => go(to('/events/' + event.id))} /></section> : null}
    {words.data?.data.length ? <section class="whole"><div class="panelhead"><h2>Statements</h2><a class="small" href={to('/statements?speaker=' + id)}>all</a></div>
      {words.data.data.map(one => <StatementLine key={text(one['statement_id'])} statement={statementOf(one)} />)}</section> : null}
  </div>;
}

export default function ActorsPage() {
  const id = segments.value[1];
  return id ? <ActorPage key={id} id={id} /> : <ActorsList />;
}
