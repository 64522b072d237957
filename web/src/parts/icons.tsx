// SPDX-License-Identifier: Apache-2.0
// Icons as SVG: text symbols fall to a box on a machine without the glyph.
import type {Status} from '../core/types';

const PATHS: Record<string, string> = {
  search: 'M7 12A5 5 0 1 0 7 2a5 5 0 0 0 0 10M10.6 10.6 14 14',
  moon: 'M13.5 9.8A6 6 0 0 1 6.2 2.5a6 6 0 1 0 7.3 7.3',
  sun: 'M8 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6M8 1v1.5M8 13.5V15M1 8h1.5M13.5 8H15M3 3l1 1M12 12l1 1M3 13l1-1M12 4l1-1',
  help: 'M8 14.5a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13M6.2 6.2a1.9 1.9 0 1 1 2.6 1.7c-.6.3-.8.6-.8 1.3M8 11.3v.1',
  close: 'M4 4l8 8M12 4l-8 8',
  down: 'M4 6l4 4 4-4',
  right: 'M6 4l4 4-4 4',
  up: 'M4 10l4-4 4 4',
  plus: 'M8 3v10M3 8h10',
  minus: 'M3 8h10',
  copy: 'M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3',
  download: 'M8 2v8M4.5 7 8 10.5 11.5 7M2.5 13.5h11',
  quote: 'M6.5 5C4 5.5 3 7 3 9.5h3V12H3M13 5c-2.5.5-3.5 2-3.5 4.5h3V12h-3',
  link: 'M6.5 9.5l3-3M7 4.5 8.5 3a3 3 0 0 1 4.5 4.5L11.5 9M9 11.5 7.5 13A3 3 0 0 1 3 8.5L4.5 7',
  arrow: 'M1 5h12M10 2l3 3-3 3',
  filter: 'M2 3h12M4.5 8h7M6.5 13h3',
  check: 'M3 8.5 6.5 12 13 4.5',
  undo: 'M5.5 3 2.5 6l3 3M2.5 6H10a3.5 3.5 0 0 1 0 7H6',
  out: 'M6 3H3v10h10v-3M9 2.5h4.5V7M13.5 2.5 7.5 8.5',
  happened: 'M3 8.5 6.5 12 13 4.5',
  ongoing: 'M13.5 8a5.5 5.5 0 1 1-1.7-4M13.5 1.5V5H10',
  planned: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12M8 4.8V8l2.3 1.5',
  requested: 'M3 8h.010M8 8h.010M13 8h.01',
  threatened: 'M8 2.5v7M8 13v.1',
  possible: 'M5.5 5.5a2.5 2.5 0 1 1 3.6 2.3C8.3 8.2 8 8.7 8 9.7M8 13v.1',
  denied: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12M3.8 3.8l8.4 8.4',
};

export function Icon({name}: {name: string}) {
  return <svg class="icon" viewBox={name === 'arrow' ? '0 0 14 10' : '0 0 16 16'} aria-hidden="true" focusable="false"
    stroke-width={name === 'requested' ? 2.6 : name === 'threatened' ? 2 : undefined}><path d={PATHS[name] ?? ''} /></svg>;
}

const SHAPES = [
  <path d="M2 6h8" stroke="currentColor" stroke-width="2" />,
  <circle cx="6" cy="6" r="4.2" fill="none" stroke="currentColor" stroke-width="1.8" />,
  <circle cx="6" cy="6" r="5" fill="currentColor" />,
  <path d="M6 1.2 10.8 6 6 10.8 1.2 6z" fill="none" stroke="currentColor" stroke-width="1.8" />,
  <path d="M6 .5 11.5 6 6 11.5.5 6z" fill="currentColor" />,
];

/** Round for cooperation, diamond for conflict; hollow for words, filled for deeds. */
export function Quad({quad}: {quad: number}) {
  return <svg class={`quad q${quad}`} viewBox="0 0 12 12" aria-hidden="true" focusable="false">{SHAPES[quad] ?? SHAPES[0]}</svg>;
}

export function StatusWord({status}: {status: Status | string}) {
  return <span class={`status s-${status}`}><Icon name={status} />{status}</span>;
}
