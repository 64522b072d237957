// SPDX-License-Identifier: Apache-2.0
// What stands around every page: the menu, search, the query bar, help.
import type {ComponentChildren} from 'preact';
import {useEffect, useRef} from 'preact/hooks';
import {forgetAnswers, locked, lost, revision} from '../core/api';
import {allFilters} from '../core/filters';
import {helpShown, useKeys} from '../core/keys';
import {go, params, path, segments, to} from '../core/router';
import {server} from '../core/server';
import {theme, toggleTheme} from '../core/theme';
import {Icon} from '../parts/icons';
import {Toast} from '../parts/toast';
import {Help} from './help';
import {Locked} from './locked';
import {QueryBar} from './querybar';
import {Since} from './since';

const PAGES: [string, string, string][] = [
  ['overview', 'Overview', 'o'], ['events', 'Events', 'e'], ['statements', 'Statements', 's'], ['plans', 'Plans', 'p'],
  ['contradictions', 'Contradictions', 'c'], ['actors', 'Actors', 'a'], ['map', 'Map', 'm'], ['reports', 'Reports', 'r'],
  ['sources', 'Sources', 'u'], ['review', 'Review', 'v'],
];
/** Pages that show an answer to the query of the bar. */
const ASKING = new Set(['overview', 'events', 'statements', 'plans', 'contradictions', 'actors', 'map', 'reports', 'sources', 'review']);

function addressOf(page: string): string {
  const kept = allFilters().toString();
  return to('/' + page) + (kept ? '?' + kept : '');
}

function Search() {
  const box = useRef<HTMLInputElement>(null);
  useKeys({'/': {label: 'Search', act: () => { box.current?.focus(); box.current?.select(); }}});
  const now = segments.value[0] === 'search' ? params.value.get('q') ?? '' : '';
  return <form class="headsearch" role="search" onSubmit={event => {
    event.preventDefault();
    const words = box.current?.value.trim();
    if (words) go(to('/search?q=' + encodeURIComponent(words)));
  }}>
    <Icon name="search" />
    <input type="search" ref={box} value={now} placeholder="Search" aria-label="Search reports, statements, events and actors"
      onKeyDown={event => { if (event.key === 'Escape') box.current?.blur(); }} />
    <kbd aria-hidden="true">/</kbd>
  </form>;
}

function Lost() {
  const since = lost.value;
  if (!since) return null;
  const at = since.toLocaleTimeString('en', {hour: '2-digit', minute: '2-digit', hour12: false});
  return <div class="banner" role="alert"><span><b>Lost the server at {at}.</b> What you see is
    {revision.value ? ` revision ${revision.value} of the ledger.` : ' what was loaded before.'}</span>
    <button type="button" class="button" onClick={forgetAnswers}>Try again</button></div>;
}

function useNavigationKeys() {
  const goes = Object.fromEntries(PAGES.map(([page, words, letter]) => ['g ' + letter, {label: words, act: () => go(addressOf(page))}]));
  useKeys({...goes, '?': {label: 'All keys', act: () => { helpShown.value = true; }}, 'd': {label: 'Dark or light', act: toggleTheme}});
}

/** A new page begins at its heading, for screen readers and the keyboard. */
function useArrival() {
  const first = useRef(true);
  const now = path.value;
  useEffect(() => {
    if (first.current) {
      first.current = false;
      return;
    }
    document.querySelector<HTMLElement>('main')?.focus({preventScroll: true});
  }, [now]);
}

export function Frame({children}: {children: ComponentChildren}) {
  useNavigationKeys();
  useArrival();
  const page = segments.value[0] ?? '';
  const single = segments.value.length > 1;
  return <>
    <a class="skip" href="#main" onClick={event => { event.preventDefault(); document.getElementById('main')?.focus(); }}>Skip to the content</a>
    <header class="head"><div class="headline">
      <a class="wordmark" href={to('/')} aria-current={page === '' ? 'page' : undefined}>Demarche</a>
      <nav class="nav" aria-label="Pages">{PAGES.map(([name, words]) => <a key={name} href={addressOf(name)}
        aria-current={page === name ? 'page' : undefined}>{words}</a>)}</nav>
      <div class="headtools"><Search />
        <button type="button" class="iconbutton" aria-label={theme.value === 'dark' ? 'Light page' : 'Dark page'} onClick={toggleTheme}>
          <Icon name={theme.value === 'dark' ? 'sun' : 'moon'} /></button>
        <button type="button" class="iconbutton" aria-label="Keys and help" onClick={() => { helpShown.value = true; }}><Icon name="help" /></button>
      </div></div></header>
    <Lost />
    <Since />
    {ASKING.has(page) && !single && !locked.value ? <QueryBar page={page} /> : null}
    <main class="page" id="main" tabIndex={-1}>{locked.value ? <Locked /> : children}</main>
    <footer class="foot"><span>Demarche {server.value.version}</span>
      {revision.value ? <span>ledger revision {revision.value}</span> : null}
      <a href={to('/api')}>API</a><a href={to('/licenses.txt')} target="_blank">Licenses</a><span>Everything here comes from this machine; nothing is sent anywhere.</span></footer>
    <Help />
    <Toast />
  </>;
}
