// SPDX-License-Identifier: Apache-2.0
// Where things happened. A place known as a town is a symbol, one known as a country only is a shaded area, never a point.
import {geoEqualEarth, geoPath} from 'd3-geo';
import {feature} from 'topojson-client';
import type {GeometryCollection, Topology} from 'topojson-specification';
import {useEffect, useMemo, useRef, useState} from 'preact/hooks';
import atlas from 'world-atlas/countries-110m.json';
import {useAnswered} from '../core/answered';
import {listAddress, useAnswer} from '../core/api';
import {allFilters, filtersFor} from '../core/filters';
import {useKeys} from '../core/keys';
import {go, withParams} from '../core/router';
import type {Listing, MapAnswer, MapFeature, Row} from '../core/types';
import {QUADS, count, countryName} from '../core/words';
import {Loading, ProblemBox} from '../parts/basics';
import {Icon, Quad} from '../parts/icons';
import {ISO_OF_NUMBER} from './isonumbers';

const WIDTH = 900;
const HEIGHT = 520;

const projection = geoEqualEarth().fitSize([WIDTH, HEIGHT], {type: 'Sphere'});
const outline = geoPath(projection);

interface Shape { iso: string; name: string; path: string; box: [[number, number], [number, number]] }

function shapesOf(topology: Topology): Shape[] {
  const world = feature(topology, topology.objects['countries'] as GeometryCollection<{name: string}>);
  return world.features.map(one => ({iso: ISO_OF_NUMBER[String(one.id)] ?? (one.properties?.name === 'Kosovo' ? 'XKX' : ''), name: one.properties?.name ?? '',
    path: outline(one) ?? '', box: outline.bounds(one)}));
}

const COARSE = shapesOf(atlas as unknown as Topology);
let fine: Shape[] | null = null;
/** From here on coasts and borders of the smaller atlas are seen to be coarse. */
const FINE_FROM = 3;

/** Shapes for this nearness: the finer ones are fetched when they are first needed, and the coarse ones stand until they are there. */
function useShapes(k: number): Shape[] {
  const [, redraw] = useState(0);
  const wanted = k >= FINE_FROM;
  useEffect(() => {
    if (!wanted || fine) return;
    import('world-atlas/countries-50m.json').then(file => {
      fine = shapesOf((file.default ?? file) as unknown as Topology);
      redraw(times => times + 1);
    }).catch(() => undefined);
  }, [wanted]);
  return wanted && fine ? fine : COARSE;
}

interface View { x: number; y: number; k: number }

function isSeen({box: [[left, top], [right, bottom]]}: Shape, view: View): boolean {
  return right * view.k + view.x > 0 && left * view.k + view.x < WIDTH && bottom * view.k + view.y > 0 && top * view.k + view.y < HEIGHT;
}

function around(points: [number, number][]): View {
  if (!points.length) return {x: 0, y: 0, k: 1};
  const xs = points.map(point => point[0]).sort((a, b) => a - b);
  const ys = points.map(point => point[1]).sort((a, b) => a - b);
  const cut = (all: number[], part: number) => all[Math.min(all.length - 1, Math.floor(all.length * part))] as number;
  const [left, right, top, bottom] = [cut(xs, .2), cut(xs, .8), cut(ys, .2), cut(ys, .8)];
  const k = Math.max(1, Math.min(18, .45 * Math.min(WIDTH / (right - left + 8), HEIGHT / (bottom - top + 8))));
  return {k, x: WIDTH / 2 - k * (left + right) / 2, y: HEIGHT / 2 - k * (top + bottom) / 2};
}

const QUAD_KEYS = ['verbal_cooperation', 'material_cooperation', 'verbal_conflict', 'material_conflict'];

function quadOfCell(cell: MapFeature): number {
  const values = QUAD_KEYS.map(key => cell.properties.quads[key] ?? 0);
  return values.indexOf(Math.max(...values)) + 1;
}

interface Spot { cell: MapFeature; at: [number, number] }
interface Stack { x: number; y: number; rows: number; quads: number[]; names: string[] }

const radiusOf = (rows: number) => 6 + 3.2 * Math.log2(1 + rows);

/** Symbols that would cover one another are one, with the number of all: the largest takes up the smaller. */
function stacked(spots: Spot[], view: View): Stack[] {
  const stacks: Stack[] = [];
  for (const {cell, at} of [...spots].sort((a, b) => b.cell.properties.rows - a.cell.properties.rows)) {
    const [x, y] = [at[0] * view.k + view.x, at[1] * view.k + view.y];
    if (x < -20 || y < -20 || x > WIDTH + 20 || y > HEIGHT + 20) continue;
    const own = QUAD_KEYS.map(key => cell.properties.quads[key] ?? 0);
    const near = stacks.find(stack => Math.hypot(stack.x - x, stack.y - y) < radiusOf(stack.rows) + radiusOf(cell.properties.rows) * .6);
    if (!near) {
      stacks.push({x, y, rows: cell.properties.rows, quads: own, names: [cell.properties.label]});
      continue;
    }
    near.rows += cell.properties.rows;
    near.quads = near.quads.map((value, at) => value + (own[at] ?? 0));
    near.names.push(cell.properties.label);
  }
  return stacks;
}

function Symbol({stack, over, onOver}: {stack: Stack; over: string | null; onOver: (name: string | null) => void}) {
  const quad = stack.quads.indexOf(Math.max(...stack.quads)) + 1;
  const radius = radiusOf(stack.rows);
  const names = stack.names.length > 4 ? `${stack.names.slice(0, 4).join(', ')} and ${stack.names.length - 4} more` : stack.names.join(', ');
  return <a class="symbol" href={placeHref(stack.names.join(','))} aria-label={`${names}: ${count(stack.rows, 'event')}, mostly ${QUADS[quad]}`}
    onMouseEnter={() => onOver(stack.names[0] ?? null)} onMouseLeave={() => onOver(null)}>
    <circle class={`bar${quad}`} cx={stack.x} cy={stack.y} r={radius} opacity={over && !stack.names.includes(over) ? .45 : .92} />
    {radius > 10 ? <text x={stack.x} y={stack.y + 4}>{stack.rows}</text> : null}<title>{`${names}: ${count(stack.rows, 'event')}`}</title></a>;
}

function placeHref(name: string): string {
  return withParams({place: name}, allFilters(), '/events');
}

function Picture({answer, over, onOver}: {answer: MapAnswer; over: string | null; onOver: (name: string | null) => void}) {
  const spots = useMemo(() => answer.features.map(cell => ({cell, at: projection(cell.geometry.coordinates) as [number, number]})).filter(spot => spot.at), [answer]);
  const [view, setView] = useState<View>(() => around(spots.flatMap(spot => Array(Math.min(20, spot.cell.properties.rows)).fill(spot.at))));
  const drag = useRef<{x: number; y: number; view: View; moved: boolean} | null>(null);
  const box = useRef<SVGSVGElement>(null);
  const most = Math.max(1, ...answer.countries.map(one => one.rows));
  const shade = new Map(answer.countries.map(one => [one.value, one.rows / most]));
  const zoom = (by: number) => setView(old => {
    const k = Math.max(1, Math.min(60, old.k * by));
    return {k, x: WIDTH / 2 - (WIDTH / 2 - old.x) * k / old.k, y: HEIGHT / 2 - (HEIGHT / 2 - old.y) * k / old.k};
  });
  const pan = (x: number, y: number) => setView(old => ({...old, x: old.x + x, y: old.y + y}));
  useKeys({'+': {label: 'Nearer', act: () => zoom(1.5)}, '-': {label: 'Farther', act: () => zoom(1 / 1.5)}, ArrowLeft: {label: 'West', act: () => pan(80, 0)},
    ArrowRight: {label: 'East', act: () => pan(-80, 0)}, ArrowUp: {label: 'North', act: () => pan(0, 60)}, ArrowDown: {label: 'South', act: () => pan(0, -60)}});
  const shapes = useShapes(view.k);
  const scale = () => WIDTH / (box.current?.clientWidth || WIDTH);
  return <div class="map"><svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} ref={box} role="group" aria-label="Map of events; the list says the same"
    onPointerDown={event => { drag.current = {x: event.clientX, y: event.clientY, view, moved: false}; }}
    onPointerMove={event => {
      const from = drag.current;
      if (!from) return;
      const [dx, dy] = [(event.clientX - from.x) * scale(), (event.clientY - from.y) * scale()];
      if (Math.abs(dx) + Math.abs(dy) > 4) from.moved = true;
      if (from.moved) setView({...from.view, x: from.view.x + dx, y: from.view.y + dy});
    }} onPointerUp={() => { setTimeout(() => { drag.current = null; }); }} onPointerLeave={() => { drag.current = null; }}>
    <g transform={`translate(${view.x} ${view.y}) scale(${view.k})`}>
      {shapes.filter(shape => isSeen(shape, view)).map(shape => {
        const part = shade.get(shape.iso);
        return <path key={shape.name} d={shape.path} class={`land ${part ? 'shaded' : ''} ${shape.iso && shape.iso === over ? 'on' : ''}`} style={part ? {'--shade': `${Math.round(12 + 48 * part)}%`} : undefined}
          onMouseEnter={() => { if (part) onOver(shape.iso); }} onMouseLeave={() => onOver(null)} onClick={() => { if (part && !drag.current?.moved) go(placeHref(shape.iso)); }}>
          {part ? <title>{`${countryName(shape.iso) || shape.name}: ${count(answer.countries.find(one => one.value === shape.iso)?.rows ?? 0, 'event')} with no nearer place`}</title> : null}</path>;
      })}</g>
    {stacked(spots, view).map(stack => <Symbol key={stack.names.join()} stack={stack} over={over} onOver={onOver} />)}</svg>
    <div class="mapbuttons"><button type="button" aria-label="Nearer" onClick={() => zoom(1.5)}><Icon name="plus" /></button><button type="button" aria-label="Farther" onClick={() => zoom(1 / 1.5)}><Icon name="minus" /></button></div>
  </div>;
}

export default function MapPage() {
  const answer = useAnswer<MapAnswer>(listAddress('map/events', filtersFor('events'), {zoom: '12'}));
  const counted = useAnswer<Listing<Row>>(listAddress('events', filtersFor('events'), {limit: '1'}));
  useAnswered('events', counted.data?.count, counted.data?.query?.human);
  const [over, setOver] = useState<string | null>(null);
  if (answer.problem) return <ProblemBox problem={answer.problem} />;
  if (!answer.data) return <Loading />;
  const places = [...answer.data.features].sort((a, b) => b.properties.rows - a.properties.rows);
  return <><h1 class="sr" tabIndex={-1}>Map</h1><div class="mapside">
    <div><Picture key={answer.data.features.length} answer={answer.data} over={over} onOver={setOver} />
      <p class="legend mapfoot">{[1, 2, 3, 4].map(quad => <span key={quad}><Quad quad={quad} />mostly {QUADS[quad]}</span>)}<span><span class="swatch areaswatch" aria-hidden="true"></span>only the country is told</span></p></div>
    <div class="sidelist"><h2>Places</h2>
      {places.map(cell => <a key={cell.properties.label + cell.geometry.coordinates.join()} href={placeHref(cell.properties.label)} onMouseEnter={() => setOver(cell.properties.label)} onMouseLeave={() => setOver(null)}>
        <span><Quad quad={quadOfCell(cell)} /> {cell.properties.label}</span><span class="muted">{cell.properties.rows}</span></a>)}
      <h2>Only the country is told</h2>
      {answer.data.countries.map(one => <a key={one.value} href={placeHref(one.value)} onMouseEnter={() => setOver(one.value)} onMouseLeave={() => setOver(null)}><span>{countryName(one.value)}</span><span class="muted">{one.rows}</span></a>)}
      <p class="muted small notmap">Not on the map: {count(answer.data.without_place, 'event')} without a place{answer.data.unlocated ? `, ${count(answer.data.unlocated, 'event')} at a place that is in no table` : ''}.</p></div>
  </div></>;
}
