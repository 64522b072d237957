// SPDX-License-Identifier: Apache-2.0
// The question in words. Each part is a button that opens its editor and carries its own cross; it stays while pages change.
import {useEffect, useState} from 'preact/hooks';
import {answered} from '../core/answered';
import {get, listAddress} from '../core/api';
import {FILTERS, type Kind, TAKES, filtersFor, valuesOf} from '../core/filters';
import {useKeys} from '../core/keys';
import {setParams} from '../core/router';
import type {Facet} from '../core/types';
import {count, learnNames} from '../core/words';
import {Menu} from '../parts/basics';
import {Icon} from '../parts/icons';
import {copyText} from '../parts/toast';
import {Cite} from './cite';
import {CopyAs} from './copyas';
import {Export} from './export';
import {Views} from './views';

export const KIND_OF_PAGE: Record<string, Kind> = {
  overview: 'events', events: 'events', map: 'events', statements: 'statements', plans: 'plans', contradictions: 'contradictions',
  actors: 'actors', reports: 'reports', sources: 'sources', review: 'events',
};

const NOUNS: Record<Kind, [string, string]> = {
  events: ['event', 'events'], mentions: ['telling', 'tellings'], statements: ['statement', 'statements'], reports: ['report', 'reports'],
  actors: ['actor', 'actors'], sources: ['source', 'sources'], places: ['place', 'places'], plans: ['plan', 'plans'],
  contradictions: ['dispute', 'disputes'], decisions: ['decision', 'decisions'],
};

function Choices({name, kind, close}: {name: string; kind: Kind; close: () => void}) {
  const filter = FILTERS[name];
  const now = valuesOf(name);
  const [facet, setFacet] = useState<Facet | null>(null);
  const [find, setFind] = useState('');
  useEffect(() => {
    const others = filtersFor(kind);
    others.delete(name);
    if (!filter?.facet) return;
    get<{facets: Record<string, Facet>}>(listAddress('facets/' + kind, others, {facet: filter.facet, facet_limit: '200'})).then(answer => {
      const found = answer.facets[filter.facet as string] ?? null;
      learnNames((found?.values ?? []).map(one => [one.value, one.label]));
      setFacet(found);
    }, () => setFacet(null));
  }, [name]);
  const counted = facet?.values ?? (filter?.choices ?? []).map(value => ({value, label: value, rows: -1}));
  const label = (value: string, given: string) => filter?.say([value]) && ['country', 'quad', 'verdict', 'kind', 'sector'].includes(name) ? filter.say([value]) : given || value;
  const shown = counted.filter(one => label(one.value, one.label).toLowerCase().includes(find.toLowerCase()));
  const change = (value: string, on: boolean) => {
    const next = on ? [...now, value] : now.filter(one => one !== value);
    setParams({[name]: next.length ? next.join(',') : null, sel: null});
  };
  return <>
    {counted.length > 12 ? <input type="text" class="whole" placeholder="find" aria-label={'Find in ' + filter?.label} value={find}
      onInput={event => setFind((event.target as HTMLInputElement).value)} /> : null}
    <div class="choices">{shown.map(one => <label class="choice" key={one.value}>
      <input type="checkbox" checked={now.includes(one.value)} onChange={event => change(one.value, (event.target as HTMLInputElement).checked)} />
      <span>{label(one.value, one.label)}</span>{one.rows >= 0 ? <span class="rows">{one.rows.toLocaleString('en')}</span> : null}</label>)}
      {facet && !shown.length ? <p class="muted small">Nothing to choose from here.</p> : null}</div>
    <div class="formrow"><button type="button" class="button" onClick={close}>Done</button></div>
  </>;
}

function OneValue({name, close}: {name: string; close: () => void}) {
  const filter = FILTERS[name];
  const [value, setValue] = useState(valuesOf(name).join(','));
  if (!filter) return null;
  if (filter.editor === 'flag') {
    return <div class="choices">{[['1', 'yes'], ['0', 'no']].map(([one, words]) => <button type="button" class="menuitem" key={one}
      onClick={() => { setParams({[name]: one as string}); close(); }}>{words}</button>)}</div>;
  }
  const typed = (event: Event) => setValue((event.target as HTMLInputElement).value);
  return <form class="formrow" onSubmit={event => {
    event.preventDefault();
    setParams({[name]: value.trim() || null, sel: null});
    close();
  }}>
    <label class="field">{filter.label}
      {filter.editor === 'number'
        ? <input type="number" step={name === 'confidence_min' ? '0.05' : '1'} min="0" value={value} onInput={typed} />
        : <input type="text" value={value} placeholder={filter.editor === 'day' ? '1995-08 or 1995-08-28' : ''} onInput={typed} />}</label>
    <button type="submit" class="button strong">Apply</button>
  </form>;
}

function EditorOf({name, kind, close}: {name: string; kind: Kind; close: () => void}) {
  const filter = FILTERS[name];
  return filter?.editor === 'choice' ? <Choices name={name} kind={kind} close={close} /> : <OneValue name={name} close={close} />;
}

function Part({name, kind}: {name: string; kind: Kind}) {
  const filter = FILTERS[name];
  const values = valuesOf(name);
  if (!filter || !values.length) return null;
  const idle = !TAKES[kind].includes(name);
  const words = filter.say(values);
  return <span class={idle ? 'part idle' : 'part'} title={idle ? `${NOUNS[kind][1]} are not chosen by this` : undefined}>
    <Menu label={words} wide>{close => <EditorOf name={name} kind={kind} close={close} />}</Menu>
    <button type="button" aria-label={`Without ${words}`} onClick={() => setParams({[name]: null, sel: null})}><Icon name="close" /></button>
  </span>;
}

function AddFilter({kind}: {kind: Kind}) {
  const [name, setName] = useState<string | null>(null);
  return <Menu label="Filter" icon="plus" wide>{close => {
    const end = () => { setName(null); close(); };
    if (name) return <><h3>{FILTERS[name]?.label}</h3><EditorOf name={name} kind={kind} close={end} /></>;
    return <div class="choices">{TAKES[kind].filter(one => FILTERS[one]).map(one => <button type="button" class="menuitem" key={one}
      onClick={() => setName(one)}>{FILTERS[one]?.label}</button>)}</div>;
  }}</Menu>;
}

/** How much was found, in all three kinds of number. */
function Counts({kind}: {kind: Kind}) {
  const now = answered.value;
  if (!now || now.kind !== kind || !now.count) return <p class="counts" aria-live="polite">&nbsp;</p>;
  const [one, many] = NOUNS[kind];
  const {rows, reports, sources, exact} = now.count;
  const parts = [<b key="rows">{exact === false ? 'at least ' : ''}{count(rows, one, many)}</b>];
  if (reports && kind !== 'reports') parts.push(<span key="reports"> · {count(reports, 'report')}</span>);
  if (sources && kind !== 'sources') parts.push(<span key="sources"> · {count(sources, 'independent source')}</span>);
  return <p class="counts" aria-live="polite">{parts}</p>;
}

export function QueryBar({page}: {page: string}) {
  const kind = KIND_OF_PAGE[page] ?? 'events';
  const present = Object.keys(FILTERS).filter(name => valuesOf(name).length);
  useKeys({y: {label: 'Copy the link', act: () => void copyText(location.href, 'Link')}});
  return <section class="querybar" aria-label="Question">
    <div class="sentence">
      {present.length ? present.map(name => <Part key={name} name={name} kind={kind} />) : <span class="muted">Everything in the ledger&ensp;</span>}
      <AddFilter kind={kind} />
      {present.length ? <button type="button" class="button quiet" onClick={() => setParams(Object.fromEntries(present.map(name => [name, null])))}>Clear</button> : null}
    </div>
    <Counts kind={kind} />
    <div class="querytools"><Views /><CopyAs kind={kind} /><Export kind={kind} nouns={NOUNS[kind]} /><Cite kind={kind} /></div>
  </section>;
}

