// SPDX-License-Identifier: Apache-2.0
// A list as a table: rows open in place, j and k walk, more pages load at the end. Under 600 px rows become cards.
import type {ComponentChildren} from 'preact';
import {useEffect, useRef, useState} from 'preact/hooks';
import {useKeys} from '../core/keys';
import {params, setParams} from '../core/router';
import {Icon} from './icons';

export interface Column<R> {
  label: string; cell: (row: R) => ComponentChildren; sort?: string; number?: boolean; hideNarrow?: boolean; card?: string;
  name?: string;        // in the address
  rare?: boolean;       // shown where it is chosen
  fields?: string[];    // of the API
}

interface Props<R> {
  caption: string; columns: Column<R>[]; rows: R[]; idOf: (row: R) => string; total: number | null;
  more: (() => void) | null; loadingMore: boolean; opened?: (row: R) => ComponentChildren; onOpen?: (row: R) => void; stale?: boolean;
}

function Head<R>({column}: {column: Column<R>}) {
  const now = params.value.get('sort') ?? '';
  if (!column.sort) return <th scope="col" class={column.number ? 'num' : ''}>{column.label}</th>;
  const down = now === '-' + column.sort;
  const up = now === column.sort;
  return <th scope="col" class={column.number ? 'num' : ''} aria-sort={down ? 'descending' : up ? 'ascending' : undefined}>
    <button type="button" onClick={() => setParams({sort: down ? column.sort as string : '-' + column.sort}, true)}>{column.label}
      {down ? <Icon name="down" /> : up ? <Icon name="up" /> : null}</button></th>;
}

/** The open row is in the address as sel=. */
export function Table<R>({caption, columns, rows, idOf, total, more, loadingMore, opened, onOpen, stale}: Props<R>) {
  const open = params.value.get('sel');
  const [cursor, setCursor] = useState<string | null>(open);
  const box = useRef<HTMLTableElement>(null);
  const end = useRef<HTMLDivElement>(null);
  const toggle = (row: R) => onOpen ? onOpen(row) : setParams({sel: open === idOf(row) ? null : idOf(row)}, true);
  const step = (by: number) => {
    const at = rows.findIndex(row => idOf(row) === cursor);
    const next = rows[Math.max(0, Math.min(rows.length - 1, at + by))];
    if (!next) return;
    setCursor(idOf(next));
    box.current?.querySelector('#' + CSS.escape('row-' + idOf(next)))?.scrollIntoView({block: 'nearest'});
    if (at + by > rows.length - 5) more?.();
  };
  const current = rows.find(row => idOf(row) === cursor);
  useKeys({
    j: {label: 'Next', act: () => step(1)}, k: {label: 'Previous', act: () => step(-1)},
    e: {label: 'Evidence', act: () => { if (current) toggle(current); }},
    Enter: {label: 'Open', act: () => { if (current) toggle(current); }}, Escape: {label: 'Close', act: () => setParams({sel: null}, true)},
  });
  useEffect(() => {
    if (!more || !end.current) return;
    const watcher = new IntersectionObserver(seen => { if (seen.some(one => one.isIntersecting)) more(); }, {rootMargin: '300px'});
    watcher.observe(end.current);
    return () => watcher.disconnect();
  }, [more]);
  return <div class={stale ? 'stale' : ''}>
    <div class="tablewrap"><table class="list cards" ref={box} aria-rowcount={total ?? undefined}>
      <caption class="sr">{caption}</caption>
      <thead><tr>{columns.map(column => <Head key={column.label} column={column} />)}</tr></thead>
      <tbody>{rows.map((row, at) => {
        const id = idOf(row);
        const on = id === open;
        return <>
          <tr key={id} id={'row-' + id} aria-rowindex={at + 2} class={`row ${on ? 'on' : ''} ${id === cursor ? 'cursor' : ''}`}
            onClick={event => { if (!(event.target as Element).closest('a, button')) { setCursor(id); toggle(row); } }}>
            {columns.map((column, place) => <td key={column.label} class={`${column.number ? 'num' : ''} ${column.hideNarrow ? 'hide' : ''}`} data-label={column.card ?? ''}>
              {place === 0 ? <button type="button" class="rowbutton" aria-expanded={opened ? on : undefined} onClick={() => { setCursor(id); toggle(row); }}>{column.cell(row)}</button> : column.cell(row)}</td>)}
          </tr>
          {on && opened ? <tr class="openrow" key={id + '-open'}><td colSpan={columns.length}>{opened(row)}</td></tr> : null}
        </>;
      })}</tbody>
    </table></div>
    {more ? <div class="morebar" ref={end}><button type="button" class="button" disabled={loadingMore} onClick={more}>{loadingMore ? 'Loading …' : 'Show more'}</button>
      <span class="muted">{rows.length.toLocaleString('en')} shown{total ? ` of ${total.toLocaleString('en')}` : ''}</span></div> : null}
  </div>;
}
