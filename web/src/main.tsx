// SPDX-License-Identifier: Apache-2.0
// The way in: which page an address shows, and the frame around it. Pages are loaded when they are first opened.
import {render} from 'preact';
import type {ComponentType} from 'preact';
import {useEffect, useState} from 'preact/hooks';
import {startKeys} from './core/keys';
import {path, segments, startRouter} from './core/router';
import {loadCountries} from './core/words';
import {loadServer} from './core/server';
import {Frame} from './frame/frame';
import {Loading} from './parts/basics';
import {ReportPage} from './pages/report';
import {StartPage} from './pages/start';
import {EventsPage} from './pages/events';

type Page = ComponentType;
interface Loaded { default: Page }

const LATER: Record<string, (() => Promise<Loaded>) | undefined> = {
  overview: () => import('./pages/overview'),
  reports: () => import('./pages/reports'),
  statements: () => import('./pages/statements'),
  plans: () => import('./pages/plans'),
  contradictions: () => import('./pages/contradictions'),
  actors: () => import('./pages/actors'),
  map: () => import('./pages/map'),
  sources: () => import('./pages/sources'),
  review: () => import('./pages/review'),
  search: () => import('./pages/search'),
  mentions: () => import('./pages/record'),
  places: () => import('./pages/places'),
};

const ready: Record<string, Page | undefined> = {'': StartPage, events: EventsPage, report: ReportPage};

function NotFound() {
  return <div class="empty"><h1 tabIndex={-1}>There is no page {path.value}</h1>
    <p class="muted">An old address may have been mistyped. The menu above leads to all pages.</p></div>;
}

/** Ids lead to their records whatever page they were pasted after: /ev_… is /events/ev_… */
function pageOf(parts: string[]): string {
  const [first = '', second] = parts;
  if (first === 'reports') return second ? 'report' : 'reports';
  return first;
}

function Body() {
  const name = pageOf(segments.value);
  const [, redraw] = useState(0);
  const page = ready[name];
  const load = LATER[name];
  useEffect(() => {
    if (page || !load) return;
    load().then(loaded => { ready[name] = loaded.default; redraw(count => count + 1); });
  }, [name]);
  if (page) {
    const Shown = page;
    return <Shown key={name} />;
  }
  return load ? <Loading /> : <NotFound />;
}

function App() {
  return <Frame><Body /></Frame>;
}

startRouter();
startKeys();
void loadCountries();
void loadServer();
const root = document.getElementById('app') as HTMLElement;
root.textContent = '';
render(<App />, root);
