// SPDX-License-Identifier: Apache-2.0
// Who acts on whom around one actor. At most 60 nodes at first, 300 ever; what is left out is counted. The picture is the same each
// time; the table beside it is its twin.
import {forceCenter, forceCollide, forceLink, forceManyBody, forceSimulation, forceX, forceY, type SimulationNodeDatum} from 'd3-force';
import {useMemo, useState} from 'preact/hooks';
import {listAddress, useAnswer} from '../core/api';
import {filtersFor} from '../core/filters';
import {useKeys} from '../core/keys';
import {to} from '../core/router';
import type {Graph, GraphEdge, GraphNode} from '../core/types';
import {QUADS, countryName, sayDay} from '../core/words';
import {Loading, ProblemBox, Toggle} from './basics';
import {Quad} from './icons';

interface Placed extends SimulationNodeDatum { node: GraphNode; x: number; y: number }

const WIDTH = 620;
const HEIGHT = 460;
const TICKS = 220;

/** Between 0 and 1 and the same for the same id on every machine: where a node begins. */
function fraction(id: string, salt: number): number {
  let hash = 2166136261 ^ salt;
  for (const character of id) hash = Math.imul(hash ^ character.charCodeAt(0), 16777619) >>> 0;
  return (hash >>> 8) / 0xFFFFFF;
}

/** Fills the picture, whatever the forces left of it; names need room at the sides. */
function spread(nodes: Placed[]): void {
  const fit = (values: number[], low: number, high: number) => {
    const [least, most] = [Math.min(...values), Math.max(...values)];
    return (value: number) => most > least ? low + (high - low) * (value - least) / (most - least) : (low + high) / 2;
  };
  const x = fit(nodes.map(node => node.x), 64, WIDTH - 64);
  const y = fit(nodes.map(node => node.y), 22, HEIGHT - 34);
  for (const node of nodes) [node.x, node.y] = [x(node.x), y(node.y)];
}

function place(graph: Graph): Map<string, Placed> {
  const nodes: Placed[] = graph.nodes.map((node, at) => ({node, x: at ? WIDTH * (.15 + .7 * fraction(node.id, 1)) : WIDTH / 2, y: at ? HEIGHT * (.15 + .7 * fraction(node.id, 2)) : HEIGHT / 2}));
  if (nodes[0]) { nodes[0].fx = WIDTH / 2; nodes[0].fy = HEIGHT / 2; }
  const byId = new Map(nodes.map(node => [node.node.id, node]));
  const links = graph.edges.filter(edge => byId.has(edge.from) && byId.has(edge.to)).map(edge => ({source: byId.get(edge.from) as Placed, target: byId.get(edge.to) as Placed, rows: edge.rows}));
  forceSimulation(nodes).force('link', forceLink<Placed, {source: Placed; target: Placed; rows: number}>(links).distance(link => 118 - Math.min(50, 12 * Math.log2(1 + link.rows))).strength(.4))
    .force('charge', forceManyBody().strength(-300)).force('center', forceCenter(WIDTH / 2, HEIGHT / 2)).force('x', forceX(WIDTH / 2).strength(.05)).force('y', forceY(HEIGHT / 2).strength(.11))
    .force('collide', forceCollide(24)).randomSource(() => .5).stop().tick(TICKS);
  spread(nodes);
  return byId;
}

const QUAD_KEYS = ['verbal_cooperation', 'material_cooperation', 'verbal_conflict', 'material_conflict'];

/** The kind of act that prevails on an edge. */
function prevailing(edge: GraphEdge): number {
  let best = 0;
  let most = 0;
  QUAD_KEYS.forEach((key, at) => { if ((edge.quads[key] ?? 0) > most) { most = edge.quads[key] ?? 0; best = at + 1; } });
  return best;
}

interface Neighbor { node: GraphNode; acts: number; suffers: number; quad: number; last: string }

function neighborsOf(graph: Graph, id: string): Neighbor[] {
  return graph.nodes.filter(node => node.id !== id).map(node => {
    const out = graph.edges.filter(edge => edge.from === id && edge.to === node.id);
    const back = graph.edges.filter(edge => edge.to === id && edge.from === node.id);
    const rows = (edges: GraphEdge[]) => edges.reduce((sum, edge) => sum + edge.rows, 0);
    const both = [...out, ...back];
    return {node, acts: rows(out), suffers: rows(back), quad: both[0] ? prevailing(both.sort((a, b) => b.rows - a.rows)[0] as GraphEdge) : 0, last: both.map(edge => edge.last).sort().pop() ?? ''};
  }).sort((a, b) => b.acts + b.suffers - a.acts - a.suffers);
}

const shortName = (name: string) => name.length > 22 ? name.slice(0, 21) + '…' : name;

function Picture({graph, me, over, onOver}: {graph: Graph; me: string; over: string | null; onOver: (id: string | null) => void}) {
  const placed = useMemo(() => place(graph), [graph]);
  const width = (edge: GraphEdge) => 1 + .8 * Math.log2(1 + edge.rows);
  return <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="group" aria-label="Network; the table says the same">
    {graph.edges.map((edge, at) => {
      const a = placed.get(edge.from);
      const b = placed.get(edge.to);
      if (!a || !b || a === b) return null;
      const faint = over !== null && edge.from !== over && edge.to !== over;
      return <line key={at} class={`edge q${prevailing(edge)}`} x1={a.x} y1={a.y} x2={b.x} y2={b.y} stroke-width={width(edge)} opacity={faint ? .15 : undefined}>
        <title>{`${a.node.name} – ${b.node.name}: ${edge.rows}`}</title></line>;
    })}
    {[...placed.values()].map(({node, x, y}) => <a key={node.id} class={`node ${node.id === me ? 'me' : ''} ${node.id === over ? 'on' : ''}`} href={to('/actors/' + node.id)} aria-label={`${shortName(node.name)}, ${node.rows}`}
      onMouseEnter={() => onOver(node.id)} onMouseLeave={() => onOver(null)} onFocus={() => onOver(node.id)} onBlur={() => onOver(null)}>
      <circle cx={x} cy={y} r={node.id === me ? 8 : 4 + Math.min(6, Math.log2(1 + node.rows))} />
      <text x={x} y={y + 20} text-anchor="middle">{shortName(node.name)}</text><title>{node.name}</title></a>)}
  </svg>;
}

export default function Network({id}: {id: string}) {
  const [edge, setEdge] = useState<'events' | 'statements' | 'attribution'>('events');
  const [limit, setLimit] = useState(30);
  const [over, setOver] = useState<string | null>(null);
  const answer = useAnswer<{data?: Graph} & Partial<Graph>>(listAddress('graph', filtersFor('events'), {actor: id, limit: String(limit), edge}));
  useKeys({t: {label: 'To the table', act: () => document.querySelector<HTMLElement>('.network table a')?.focus()}});
  if (answer.problem) return <ProblemBox problem={answer.problem} />;
  const graph = (answer.data?.data ?? answer.data) as Graph | null;
  if (!graph?.nodes) return <Loading />;
  const neighbors = neighborsOf(graph, id);
  return <>
    <div class="formrow layers"><Toggle label="What joins two actors" value={edge} choices={[['events', 'acts'], ['statements', 'words to each other'], ['attribution', 'who relays whom']]} onChange={setEdge} />
      {graph.omitted ? <span class="muted">{graph.omitted.toLocaleString('en')} weaker links are left out {limit < 300
        ? <button type="button" class="button quiet" onClick={() => setLimit(Math.min(300, limit + 60))}>show more</button> : null}</span> : null}</div>
    {neighbors.length ? <div class="network"><Picture graph={graph} me={id} over={over} onOver={setOver} />
      <div class="tablewrap"><table class="list"><caption class="sr">Neighbors, the strongest first</caption><thead><tr><th scope="col">Neighbor</th><th scope="col" class="num">acts on</th><th scope="col" class="num">acted on by</th>
        <th scope="col">mostly</th><th scope="col">last</th></tr></thead>
        <tbody>{neighbors.map(one => <tr key={one.node.id} class={one.node.id === over ? 'on' : ''} onMouseEnter={() => setOver(one.node.id)} onMouseLeave={() => setOver(null)}>
          <td><a href={to('/actors/' + one.node.id)} onFocus={() => setOver(one.node.id)} onBlur={() => setOver(null)}>{one.node.name}</a> <span class="muted small">{countryName(one.node.country)}</span></td>
          <td class="num">{one.acts || ''}</td><td class="num">{one.suffers || ''}</td><td><span title={QUADS[one.quad]}><Quad quad={one.quad} /><span class="sr">{QUADS[one.quad]}</span></span></td>
          <td class="nowrap">{sayDay(one.last)}</td></tr>)}</tbody></table></div></div>
      : <p class="muted">Nobody else is named with this actor.</p>}
  </>;
}
