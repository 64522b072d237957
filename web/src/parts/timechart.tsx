// SPDX-License-Identifier: Apache-2.0
// Events in time as stacked bars, with what was read behind them, so that a quiet week is not mistaken for a quiet world.
// Drag to choose days; arrow keys step through the bars, Enter opens one; t shows the same as a table.
import {max} from 'd3-array';
import {scaleLinear, scaleTime} from 'd3-scale';
import {useEffect, useRef, useState} from 'preact/hooks';
import {listAddress, useAnswer} from '../core/api';
import {allFilters, filtersFor} from '../core/filters';
import {useKeys} from '../core/keys';
import {go, setParams, withParams} from '../core/router';
import type {OverviewAnswer, Series, SeriesPoint} from '../core/types';
import {QUADS, count, sayDay, sayInterval} from '../core/words';
import {Quad} from './icons';

const DAY = 86_400_000;
const STACK = ['2', '1', '3', '4'];  // material cooperation at the foot, material conflict on top

function lastDay(point: SeriesPoint, next: SeriesPoint | undefined, interval: string): string {
  if (next) return new Date(Date.parse(next.start) - DAY).toISOString().slice(0, 10);
  const day = new Date(point.start);
  if (interval === 'week') day.setUTCDate(day.getUTCDate() + 6);
  if (interval === 'month') { day.setUTCMonth(day.getUTCMonth() + 1); day.setUTCDate(0); }
  if (interval === 'year') { day.setUTCFullYear(day.getUTCFullYear() + 1); day.setUTCDate(0); }
  return day.toISOString().slice(0, 10);
}

export interface Bin { from: string; to: string; rows: number; reports: number; by: Record<string, number> }

export function binsOf(series: Series): Bin[] {
  return series.points.map((point, at) => ({from: point.start, to: lastDay(point, series.points[at + 1], series.interval), rows: point.rows,
    reports: point.reports, by: point.by ?? {}}));
}

function moved(day: string, by: number): string {
  return new Date(Date.parse(day) + by * DAY).toISOString().slice(0, 10);
}

/** The series, over the time from which reports were read unless days are chosen: one event of 1389 would squeeze the rest to a line. */
function useTimeline(interval: string): {series: Series | null; cut: boolean} {
  const overview = useAnswer<OverviewAnswer>('overview');
  const filters = filtersFor('events');
  const chosen = filters.has('from') || filters.has('to');
  const read = overview.data;
  const cut: Record<string, string> = !chosen && read?.from && read.to ? {from: moved(read.from, -31), to: moved(read.to, 92)} : {};
  const answer = useAnswer<Series>(overview.loading && !read ? null : listAddress('events/timeline', filters, {interval, by: 'quad', ...cut}));
  // What began earlier and goes on is an answer too; it would stand at its beginning.
  const series = answer.data && cut['from'] ? {...answer.data, points: answer.data.points.filter(point => point.start >= (cut['from'] as string))} : answer.data;
  return {series, cut: !chosen};
}

function useWidth(): [{current: HTMLDivElement | null}, number] {
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    if (!box.current) return;
    const watcher = new ResizeObserver(([seen]) => setWidth(Math.round(seen?.contentRect.width ?? 0)));
    watcher.observe(box.current);
    return () => watcher.disconnect();
  }, []);
  return [box, width];
}

interface ChartProps { bins: Bin[]; height: number; axis: boolean; share: boolean; label: string; onOpen: (bin: Bin) => void; onRange: (from: string, to: string) => void }

function heightsOf(bin: Bin, share: boolean): [string, number][] {
  const keys = Object.keys(bin.by).length ? STACK : ['0'];
  return keys.map(key => [key, (key === '0' ? bin.rows : bin.by[key] ?? 0) / (share ? Math.max(1, bin.reports) : 1)]);
}

function TimeBars({bins, height, axis, share, label, onOpen, onRange}: ChartProps) {
  const [box, width] = useWidth();
  const [at, setAt] = useState<number | null>(null);
  const [drag, setDrag] = useState<[number, number] | null>(null);
  const total = (bin: Bin) => heightsOf(bin, share).reduce((sum, [, value]) => sum + value, 0);
  const foot = axis ? 22 : 2;
  const first = bins[0];
  const last = bins[bins.length - 1];
  if (!first || !last) return <div ref={box} class="chart" style={{height: `${height}px`}} />;
  const x = scaleTime().domain([Date.parse(first.from), Date.parse(last.to) + DAY]).range([0, Math.max(1, width - (axis ? 34 : 0))]);
  const y = scaleLinear().domain([0, max(bins, total) || 1]).range([height - foot, 4]).nice(3);
  const cover = scaleLinear().domain([0, max(bins, bin => bin.reports) || 1]).range([0, height - foot - 4]);
  const left = (bin: Bin) => x(Date.parse(bin.from));
  const wide = (bin: Bin) => Math.max(1, x(Date.parse(bin.to) + DAY) - left(bin) - (bins.length > 160 ? 0 : 1));
  const binAt = (clientX: number) => {
    const own = box.current?.getBoundingClientRect();
    const time = x.invert(clientX - (own?.left ?? 0)).getTime();
    const index = bins.findIndex(bin => time < Date.parse(bin.to) + DAY);
    return index < 0 ? bins.length - 1 : index;
  };
  const shown = at === null ? null : bins[at] ?? null;
  const marked = drag ? [Math.min(...drag), Math.max(...drag)] as const : null;
  return <div class="chart" style={{height: `${height}px`}} ref={box} tabIndex={0} role="slider" aria-label={label} aria-valuemin={0} aria-valuemax={bins.length - 1} aria-valuenow={at ?? 0}
    aria-valuetext={shown ? `${sayInterval(shown.from, shown.to)}: ${count(shown.rows, 'event')}, ${count(shown.reports, 'report')} read` : 'Arrow keys step through the bars'}
    onKeyDown={event => {
      const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
      if (by) { event.preventDefault(); setAt(Math.max(0, Math.min(bins.length - 1, (at ?? (by > 0 ? -1 : bins.length)) + by))); }
      if (event.key === 'Enter' && shown) { event.preventDefault(); onOpen(shown); }
    }} onBlur={() => setAt(null)}>
    {width ? <svg width={width} height={height} aria-hidden="true"
      onPointerDown={event => { const index = binAt(event.clientX); setDrag([index, index]); (event.currentTarget as Element).setPointerCapture(event.pointerId); }}
      onPointerMove={event => { const index = binAt(event.clientX); setAt(index); if (drag) setDrag([drag[0], index]); }}
      onPointerLeave={() => { if (!drag) setAt(null); }}
      onPointerUp={() => {
        if (marked) {
          const [from, end] = [bins[marked[0]] as Bin, bins[marked[1]] as Bin];
          if (from === end) onOpen(from);
          else onRange(from.from, end.to);
        }
        setDrag(null);
      }}>
      {axis ? <g class="axis">{y.ticks(3).map(tick => <g key={tick}><line x1="0" x2={width - 34} y1={y(tick)} y2={y(tick)} />
        <text x={width - 28} y={y(tick) + 4}>{share ? tick : tick.toLocaleString('en')}</text></g>)}
        {x.ticks(Math.max(2, Math.floor(width / 110))).map(tick => <text key={+tick} x={x(tick)} y={height - 5}>{sayTick(tick, x.domain() as [Date, Date])}</text>)}</g> : null}
      {bins.map((bin, index) => <g key={bin.from}>
        <rect class="coverage" x={left(bin)} width={wide(bin)} y={height - foot - cover(bin.reports)} height={cover(bin.reports)} />
        {heightsOf(bin, share).reduce<{parts: preact.JSX.Element[]; base: number}>((stack, [key, value]) => {
          if (value) stack.parts.push(<rect key={key} class={'bar bar' + key} x={left(bin)} width={wide(bin)} y={y(stack.base + value)} height={y(stack.base) - y(stack.base + value)} />);
          return {parts: stack.parts, base: stack.base + value};
        }, {parts: [], base: 0}).parts}
        <rect class={index === at ? 'column on' : 'column'} x={left(bin)} width={wide(bin)} y="0" height={height - foot} />
      </g>)}
      {marked ? <rect class="brush" x={left(bins[marked[0]] as Bin)} width={left(bins[marked[1]] as Bin) + wide(bins[marked[1]] as Bin) - left(bins[marked[0]] as Bin)} y="0" height={height - foot} /> : null}
    </svg> : null}
    {shown && width ? <div class="tip" style={{left: `${Math.min(width - 110, Math.max(110, left(shown) + wide(shown) / 2))}px`}}>
      <b>{marked ? sayInterval((bins[marked[0]] as Bin).from, (bins[marked[1]] as Bin).to) : sayInterval(shown.from, shown.to)}</b> · {count(shown.rows, 'event')} · {count(shown.reports, 'report')} read</div> : null}
  </div>;
}

function sayTick(tick: Date, [from, end]: [Date, Date]): string {
  const day = tick.toISOString().slice(0, 10);
  const span = (end.getTime() - from.getTime()) / DAY;
  if (span > 1500) return day.slice(0, 4);
  return span > 200 ? sayDay(day.slice(0, 7)) : sayDay(day, false);
}

export function Legend() {
  return <p class="legend">{[1, 2, 3, 4].map(quad => <span key={quad}><Quad quad={quad} />{QUADS[quad]}</span>)}
    <span><span class="swatch coverage-swatch" aria-hidden="true"></span>reports read</span></p>;
}

/** The small one under the query bar of a list. */
export function TimeStrip() {
  const {series} = useTimeline('auto');
  if (!series || series.points.length < 3) return <div class="stripplace" />;
  return <TimeBars bins={binsOf(series)} height={44} axis={false} share={false} label="Events in time" onOpen={bin => setParams({from: bin.from, to: bin.to, sel: null})}
    onRange={(from, end) => setParams({from, to: end, sel: null})} />;
}

/** The large one of the overview, with its twin as a table. */
export function TimeChart({interval, share}: {interval: string; share: boolean}) {
  const {series, cut} = useTimeline(interval);
  const [table, setTable] = useState(false);
  useKeys({t: {label: 'Picture or table', act: () => setTable(!table)}});
  if (!series) return <div class="chartplace" />;
  const bins = binsOf(series);
  const open = (bin: Bin) => go(withParams({from: bin.from, to: bin.to}, allFilters(), '/events'));
  return <>
    {table ? <div class="tablewrap"><table class="list"><caption class="sr">Events in time</caption><thead><tr><th scope="col">Time</th><th scope="col" class="num">Events</th>
      {QUADS.slice(1).map(quad => <th scope="col" class="num" key={quad}>{quad}</th>)}<th scope="col" class="num">Reports read</th></tr></thead>
      <tbody>{bins.map(bin => <tr key={bin.from}><td><a href={withParams({from: bin.from, to: bin.to}, allFilters(), '/events')}>{sayInterval(bin.from, bin.to)}</a></td>
        <td class="num">{bin.rows}</td>{[1, 2, 3, 4].map(quad => <td class="num" key={quad}>{bin.by[quad] ?? 0}</td>)}<td class="num">{bin.reports}</td></tr>)}</tbody></table></div>
      : <TimeBars bins={bins} height={220} axis share={share} label="Events in time, by kind of act" onOpen={open} onRange={(from, end) => setParams({from, to: end})} />}
    <div class="formrow"><Legend /><button type="button" class="button quiet" aria-pressed={table} onClick={() => setTable(!table)}>{table ? 'Picture' : 'Table'} <kbd>t</kbd></button>
      <span class="muted small">{cut ? 'The time from which reports were read; earlier and later events are in the lists. ' : ''}{series.undated ? `${count(series.undated, 'event')} without a date.` : ''}</span></div>
  </>;
}

