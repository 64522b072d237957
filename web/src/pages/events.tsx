// SPDX-License-Identifier: Apache-2.0
// Events: one row each, however many reports tell it. A row opens to its tellings.
import {useAnswered} from '../core/answered';
import {listAddress, usePages} from '../core/api';
import {filtersFor} from '../core/filters';
import {params, segments} from '../core/router';
import {type EventRow, eventOf} from '../core/rows';
import type {Row} from '../core/types';
import {countryName} from '../core/words';
import {Empty, Loading, Parties, ProblemBox, TypeWord, When} from '../parts/basics';
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

export const EVENT_COLUMNS: Column<EventRow>[] = [
  {label: 'Date', sort: 'date', cell: event => <When from={event.from} to={event.to} basis={event.basis} />},
  {label: 'Type', cell: event => <TypeWord type={event.type} mode={event.mode} quad={event.quad} />},
  {label: 'Who, to whom', cell: event => <Parties actors={event.actors} recipients={event.recipients} />},
  {label: 'Place', cell: event => <Where event={event} />},
  {label: 'Status', cell: event => event.contested ? <span class="status disputed"><Icon name="possible" />disputed {event.votes.filter(([status]) => status !== 'denied').reduce((sum, [, votes]) => sum + votes, 0)}
    {' : '}{event.votes.find(([status]) => status === 'denied')?.[1] ?? 0}</span> : <StatusWord status={event.status} />},
  {label: 'Reports', sort: 'reports', number: true, card: 'reports', cell: event => event.reports.toLocaleString('en')},
  {label: 'Independent', sort: 'sources', number: true, card: 'independent', cell: event => event.independent.toLocaleString('en')},
];

function EventsList() {
  const sort = params.value.get('sort');
  const address = listAddress('events', filtersFor('events'), {...(sort ? {sort} : {}), limit: '60'});
  const pages = usePages<Row>(address);
  const rows = pages.rows.map(eventOf);
  useAnswered('events', pages.data?.count, pages.data?.query?.human);
  return <><h1 class="sr" tabIndex={-1}>Events</h1>
    <TimeStrip />
    <div class="withfacets">
      <Facets kind="events" names={['type', 'status', 'country', 'actor', 'recipient', 'source', 'contested', 'place', 'mode', 'review']} />
      <div>{pages.problem ? <ProblemBox problem={pages.problem} />
        : !pages.data ? <Loading />
          : !rows.length ? <Empty what="No events match." removed={pages.data.empty} />
            : <Table caption="Events" columns={EVENT_COLUMNS} rows={rows} idOf={event => event.id} total={pages.data.count?.rows ?? null} more={pages.more}
              loadingMore={pages.loadingMore} stale={pages.loading} opened={event => <EventDetail id={event.id} known={event} />} />}</div>
    </div></>;
}

export function EventsPage() {
  const id = segments.value[1];
  return id ? <EventDetail id={id} whole /> : <EventsList />;
}
