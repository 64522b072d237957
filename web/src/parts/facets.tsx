// SPDX-License-Identifier: Apache-2.0
// Counts beside a list. They come from the server and leave out their own choice, so that alternatives stay visible.

import {FILTERS, type Kind, filtersFor, valuesOf} from '../core/filters';
import {listAddress, useAnswer} from '../core/api';
import {useKeys} from '../core/keys';
import {setParams} from '../core/router';
import type {Facet, FacetValue} from '../core/types';
import {Icon, Quad, StatusWord} from './icons';
import {STATUSES, TYPES, learnNames, quadOf} from '../core/words';
import {useEffect, useRef, useState} from 'preact/hooks';

const FIRST_SHOWN = 8;

function Name({name, value}: {name: string; value: FacetValue}) {
  if (name === 'type' && TYPES[value.value]) return <span class="name"><Quad quad={quadOf(value.value)} /> <span class="type">{value.value}</span></span>;
  if ((name === 'status' || name === 'any_status') && value.value in STATUSES) return <span class="name"><StatusWord status={value.value} /></span>;
  if (name === 'quad') return <span class="name"><Quad quad={Number(value.value)} /> {FILTERS['quad']?.say([value.value])}</span>;
  const label = ['country', 'verdict', 'kind', 'sector', 'copies', 'contested'].includes(name) ? FILTERS[name]?.say([value.value]) : value.label || value.value;
  return <span class="name" title={label}>{label || 'none'}</span>;
}

function FacetList({name, facet}: {name: string; facet: Facet}) {
  const [all, setAll] = useState(false);
  const now = valuesOf(name);
  const most = Math.max(1, ...facet.values.map(value => value.rows));
  const shown = all ? facet.values : facet.values.slice(0, FIRST_SHOWN);
  const set = (values: string[]) => setParams({[name]: values.length ? values.join(',') : null, sel: null});
  return <>{shown.map(value => <div class="facetrow" key={value.value}>
    <label class="facetvalue"><input type="checkbox" checked={now.includes(value.value)}
      onChange={event => set((event.target as HTMLInputElement).checked ? [...now.filter(one => one !== '!' + value.value), value.value] : now.filter(one => one !== value.value))} />
      <Name name={name} value={value} /><span class="rows">{value.rows.toLocaleString('en')}</span>
      <span class="facetbar" aria-hidden="true"><span style={{width: `${Math.max(1, Math.round(100 * value.rows / most))}%`}}></span></span></label>
    <button type="button" class="facetnot" aria-label={`Not ${value.label || value.value}`} onClick={() => set([...now.filter(one => one !== value.value), '!' + value.value])}>not</button>
  </div>)}
  {facet.values.length > FIRST_SHOWN ? <button type="button" class="button quiet" onClick={() => setAll(!all)}>
    {all ? 'fewer' : `${facet.values.length - FIRST_SHOWN} more`}</button> : null}</>;
}

export function Facets({kind, names}: {kind: Kind; names: string[]}) {
  const box = useRef<HTMLDivElement>(null);
  const answer = useAnswer<{facets: Record<string, Facet>}>(listAddress('facets/' + kind, filtersFor(kind), {facet: names, facet_limit: '30'}));
  const facets = answer.data?.facets ?? {};
  useEffect(() => learnNames(Object.values(facets).flatMap(facet => facet.values.map(one => [one.value, one.label] as [string, string]))), [facets]);
  const chosen = names.reduce((total, name) => total + valuesOf(name).length, 0);
  useKeys({f: {label: 'First facet', act: () => box.current?.querySelector<HTMLElement>('input')?.focus()}});
  return <details class="facetsheet" open={matchMedia('(min-width: 901px)').matches}>
    <summary class="button facetopen"><Icon name="filter" />Filters{chosen ? ` (${chosen})` : ''}</summary>
    <div class="facets" ref={box} role="group" aria-label="Filters with counts">
      {names.map((name, at) => facets[name]?.values.length ? <details class="facet" key={name} open={at < 4 || valuesOf(name).length > 0}>
        <summary>{FILTERS[name]?.label ?? name}<Icon name="down" /></summary><FacetList name={name} facet={facets[name] as Facet} /></details> : null)}
    </div></details>;
}
