// SPDX-License-Identifier: Apache-2.0
import {useAnswered} from '../core/answered';
import {listAddress, usePages} from '../core/api';
import {filtersFor} from '../core/filters';
import {go, params, to} from '../core/router';
import {type ReportRow, reportOf} from '../core/rows';
import type {Row} from '../core/types';
import {sayDay} from '../core/words';
import {Empty, Loading, ProblemBox} from '../parts/basics';
import {Facets} from '../parts/facets';
import {type Column, Table} from '../parts/table';

const COLUMNS: Column<ReportRow>[] = [
  {label: 'Published', cell: report => <span class="nowrap">{sayDay(report.published) || 'undated'}</span>},
  {label: 'Source', cell: report => <span class="nowrap">{report.source}</span>},
  {label: 'Title', cell: report => <><a class="plain" href={to('/reports/' + report.id)}>{report.title}</a>{report.copyOf ? <> <span class="tag">copy</span></> : null}</>},
  {label: 'Statements', number: true, card: 'statements', cell: report => report.statements.toLocaleString('en')},
  {label: 'Events', number: true, card: 'events', cell: report => report.events.toLocaleString('en')},
];

/** All reports that were read. */
export default function ReportsPage() {
  const sort = params.value.get('sort');
  const pages = usePages<Row>(listAddress('reports', filtersFor('reports'), {limit: '80', ...(sort ? {sort} : {})}));
  useAnswered('reports', pages.data?.count, pages.data?.query?.human);
  const rows = pages.rows.map(reportOf);
  return <><h1 class="sr" tabIndex={-1}>Reports</h1><div class="withfacets"><Facets kind="reports" names={['source', 'language', 'copies']} />
    <div>{pages.problem ? <ProblemBox problem={pages.problem} /> : !pages.data ? <Loading /> : !rows.length ? <Empty what="No reports match." removed={pages.data.empty}>
      <p class="muted">Read some with <code class="mono">demarche read FOLDER</code>.</p></Empty>
      : <Table caption="Reports" columns={COLUMNS} rows={rows} idOf={report => report.id} total={pages.data.count?.rows ?? null} more={pages.more} loadingMore={pages.loadingMore} stale={pages.loading}
        onOpen={report => go(to('/reports/' + report.id))} />}</div></div></>;
}
