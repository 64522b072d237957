// SPDX-License-Identifier: Apache-2.0
// Outlets and agencies: what was read of each, and how much of it was copied from others. The basis of "independent".
import {useAnswered} from '../core/answered';
import {listAddress, usePages} from '../core/api';
import {filtersFor} from '../core/filters';
import {go, to} from '../core/router';
import type {Row} from '../core/types';
import {sayInterval} from '../core/words';
import {Empty, Loading, ProblemBox, num, text} from '../parts/basics';
import {type Column, Table} from '../parts/table';

const COLUMNS: Column<Row>[] = [
  {label: 'Source', cell: row => <b>{text(row['name'])}</b>},
  {label: 'Reports', number: true, card: 'reports', cell: row => num(row['reports']).toLocaleString('en')},
  {label: 'Copies', number: true, card: 'copies', cell: row => num(row['copies']).toLocaleString('en')},
  {label: 'Statements', number: true, card: 'statements', cell: row => num(row['statements']).toLocaleString('en')},
  {label: 'Tellings of events', number: true, card: 'tellings', cell: row => num(row['events']).toLocaleString('en')},
  {label: 'From, to', cell: row => sayInterval(text(row['first_published']) || null, text(row['last_published']) || null)},
];

export default function SourcesPage() {
  const pages = usePages<Row>(listAddress('sources', filtersFor('sources'), {limit: '100'}));
  useAnswered('sources', pages.data?.count, pages.data?.query?.human);
  return <><h1 class="sr" tabIndex={-1}>Sources</h1>{pages.problem ? <ProblemBox problem={pages.problem} /> : !pages.data ? <Loading /> : !pages.rows.length ? <Empty what="No sources match." removed={pages.data.empty} />
    : <Table caption="Sources" columns={COLUMNS} rows={pages.rows} idOf={row => text(row['source_id'])} total={pages.data.count?.rows ?? null} more={pages.more} loadingMore={pages.loadingMore}
      onOpen={row => go(to('/reports?source=' + encodeURIComponent(text(row['name']))))} />}</>;
}
