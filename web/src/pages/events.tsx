// SPDX-License-Identifier: Apache-2.0
// Events: one row each, however many reports tell it. A row opens to its tellings.
import {useAnswered} from '../core/answered';
import {listAddress, usePages} from '../core/api';
import {filtersFor} from '../core/filters';
import {params, segments} from '../core/router';
import {type EventRow, eventOf} from '../core/rows';
import type {Row} from '../core/types';
import {countryName, sayDay} from '../core/words';
import {Empty, Loading, Parties, ProblemBox, TypeWord, When} from '../parts/basics';
import {ColumnMenu, shownColumns, shownFields} from '../parts/columns';
import {EventDetail} from '../parts/detail';
import {Facets} from '../parts/facets';
import {Icon, StatusWord} from '../parts/icons';
import {type Column, Table} from '../parts/table';
import {TimeStrip} from '../parts/timechart';

function Where({event}: {event: EventRow}) {
  if (!event.place && !event.country) return null;
  const country = countryName(event.country);
  if (!event.place || event.place === country) return <span class="area" title="Only the country is told">{country}</span>;
  return <span title={country}>{event.place}</span>;
}

const numbers = (value: number) => value.toLocaleString('en');

export const EVENT_COLUMNS: Column<EventRow>[] = [
  {name: 'date', label: 'Date', sort: 'date', fields: ['date_from', 'date_to', 'date_basis'], cell: event => <When from={event.from} to={event.to} basis={event.basis} />},
  {name: 'type', label: 'Type', fields: ['type', 'mode', 'quad'], cell: event => <TypeWord type={event.type} mode={event.mode} quad={event.quad} />},
  {name: 'code', label: 'Code', rare: true, fields: ['cameo'], cell: event => event.cameo},
  {name: 'parties', label: 'Who, to whom', fields: ['actors', 'recipients'], cell: event => <Parties actors={event.actors} recipients={event.recipients} />},
  {name: 'place', label: 'Place', fields: ['place', 'place_country'], cell: event => <Where event={event} />},
  {name: 'words', label: 'Words', rare: true, fields: ['trigger'], cell: event => <i dir="auto">{event.trigger}</i>},
  {name: 'status', label: 'Status', fields: ['status', 'contested'], cell: event => event.contested ? <span class="status disputed"><Icon name="possible" />disputed {event.votes.filter(([status]) => status !== 'denied').reduce((sum, [, votes]) => sum + votes, 0)}
    {' : '}{event.votes.find(([status]) => status === 'denied')?.[1] ?? 0}</span> : <StatusWord status={event.status} />},
  {name: 'killed', label: 'Killed', rare: true, number: true, card: 'killed', fields: ['killed_low', 'killed_high'],
    cell: event => !event.killed ? '' : event.killed[0] === event.killed[1] ? numbers(event.killed[0]) : event.killed.map(numbers).join('–')},
  {name: 'outcome', label: 'Outcome', rare: true, fields: ['outcome_verdict', 'outcome_id'], cell: event => event.verdict.replace('_', ' ')},
  {name: 'first', label: 'First reported', rare: true, fields: ['first_reported'], cell: event => <span class="nowrap">{sayDay(event.firstReported)}</span>},
  {name: 'reports', label: 'Reports', sort: 'reports', number: true, card: 'reports', fields: ['n_reports'], cell: event => numbers(event.reports)},
  {name: 'copies', label: 'Copies', rare: true, number: true, card: 'copies', fields: ['n_copies'], cell: event => numbers(event.copies)},
  {name: 'independent', label: 'Independent', sort: 'sources', number: true, card: 'independent', fields: ['n_independent'], cell: event => numbers(event.independent)},
  {name: 'confidence', label: 'Confidence', rare: true, number: true, card: 'confidence', fields: ['confidence'], cell: event => event.confidence.toFixed(2)},
  {name: 'review', label: 'Reviewed', rare: true, fields: ['review'], cell: event => event.review},
  {name: 'id', label: 'Id', rare: true, fields: ['event_id'], cell: event => <code class="mono">{event.id}</code>},
];

function EventsList() {
  const sort = params.value.get('sort');
  const address = listAddress('events', filtersFor('events'), {...(sort ? {sort} : {}), limit: '60'});
  const pages = usePages<Row>(address);
  const rows = pages.rows.map(eventOf);
  useAnswered('events', pages.data?.count, pages.data?.query?.human, shownFields(EVENT_COLUMNS)?.join(','));
  return <><h1 class="sr" tabIndex={-1}>Events</h1>
    <TimeStrip />
    <div class="withfacets">
      <Facets kind="events" names={['type', 'status', 'country', 'actor', 'recipient', 'source', 'contested', 'place', 'mode', 'review']} />
      <div>{pages.problem ? <ProblemBox problem={pages.problem} />
        : !pages.data ? <Loading />
          : !rows.length ? <Empty what="No events match." removed={pages.data.empty} />
            : <><div class="tabletools"><ColumnMenu columns={EVENT_COLUMNS} /></div><Table caption="Events" columns={shownColumns(EVENT_COLUMNS)} rows={rows} idOf={event => event.id} total={pages.data.count?.rows ?? null} more={pages.more}
              loadingMore={pages.loadingMore} stale={pages.loading} opened={event => <EventDetail id={event.id} known={event} />} /></>}</div>
    </div></>;
}

export function EventsPage() {
  const id = segments.value[1];
  return id ? <EventDetail id={id} whole /> : <EventsList />;
}
