// SPDX-License-Identifier: Apache-2.0
// Which columns a list shows: cols= in the address names them; nothing means the usual ones. The order is the list's own.
import {params, setParams} from '../core/router';
import {Menu} from './basics';
import type {Column} from './table';

const usual = <R,>(columns: Column<R>[]) => columns.filter(column => !column.rare);

export function shownColumns<R>(columns: Column<R>[]): Column<R>[] {
  const names = params.value.get('cols')?.split(',') ?? [];
  const chosen = columns.filter(column => column.name && names.includes(column.name));
  return chosen.length ? chosen : usual(columns);
}

/** The fields of the API that the shown columns hold; none where the usual columns are shown. */
export function shownFields<R>(columns: Column<R>[]): string[] | null {
  return params.value.has('cols') ? shownColumns(columns).flatMap(column => column.fields ?? []) : null;
}

export function ColumnMenu<R>({columns}: {columns: Column<R>[]}) {
  const shown = shownColumns(columns);
  const change = (column: Column<R>, on: boolean) => {
    const next = columns.filter(one => one === column ? on : shown.includes(one));
    const same = next.length === usual(columns).length && next.every(one => !one.rare);
    if (next.length) setParams({cols: same ? null : next.map(one => one.name).join(',')}, true);
  };
  return <Menu label="Columns" right>{() => <fieldset class="choices" aria-label="Columns">{columns.map(column => <label class="choice" key={column.label}>
    <input type="checkbox" checked={shown.includes(column)} disabled={shown.length === 1 && shown.includes(column)}
      onChange={event => change(column, (event.target as HTMLInputElement).checked)} /><span>{column.label}</span></label>)}</fieldset>}</Menu>;
}
