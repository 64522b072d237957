// SPDX-License-Identifier: Apache-2.0
// Full text: reports, statements, events and actors in one answer, each with who said it.
import {listAddress, useAnswer} from '../core/api';
import {params, setParams, to, withParams} from '../core/router';
import type {SearchAnswer, SearchHit} from '../core/types';
import {sayDay} from '../core/words';
import {Empty, Loading, ProblemBox} from '../parts/basics';

const WORDS: Record<string, string> = {reports: 'Reports', statements: 'Statements', events: 'Events', actors: 'Actors'};

function addressOf(kind: string, hit: SearchHit): string {
  if (kind === 'statements' && hit.report_id) return to(`/reports/${hit.report_id}#${hit.id}`);
  return to(`/${kind}/${hit.id}`);
}

/** The snippet with its found words marked; positions are code points. */
function Snippet({hit}: {hit: SearchHit}) {
  const characters = [...hit.snippet];
  const parts = [];
  let at = 0;
  for (const [begin, end] of hit.marks ?? []) {
    if (begin < at) continue;
    parts.push(characters.slice(at, begin).join(''), <mark class="hitmark">{characters.slice(begin, end).join('')}</mark>);
    at = end;
  }
  parts.push(characters.slice(at).join(''));
  return <p class="snippet" dir="auto">{parts}</p>;
}

function Hit({kind, hit}: {kind: string; hit: SearchHit}) {
  return <article class="hit"><a href={addressOf(kind, hit)}><b>{hit.title || hit.snippet.slice(0, 60)}</b></a>
    {hit.snippet && hit.snippet !== hit.title ? <Snippet hit={hit} /> : null}
    <p class="small muted">{[hit.said_by, hit.said_through, hit.source !== hit.said_by ? hit.source : '', sayDay(hit.published)].filter(Boolean).join(' · ')}</p></article>;
}

export default function SearchPage() {
  const q = params.value.get('q') ?? '';
  const kind = params.value.get('in') ?? '';
  const answer = useAnswer<SearchAnswer>(q ? listAddress('search', new URLSearchParams(), {q, limit: kind ? '50' : '8', ...(kind ? {kind} : {})}) : null);
  const groups = answer.data?.groups ?? [];
  const shown = groups.filter(group => group.hits.length);
  return <><h1 tabIndex={-1}>{q ? `“${q}”` : 'Search'}</h1>
    {q ? <div class="tabs">{['', 'reports', 'statements', 'events', 'actors'].map(one => {
      const rows = groups.find(group => group.kind === one)?.rows;
      return <a key={one} href={withParams({in: one || null})} aria-current={kind === one ? 'true' : undefined}>{one ? WORDS[one] : 'All'}{rows !== undefined ? <span class="muted"> {rows.toLocaleString('en')}</span> : null}</a>;
    })}</div> : <p class="muted">Words, “a phrase” in quotation marks, -without.</p>}
    {answer.problem ? <ProblemBox problem={answer.problem} /> : q && !answer.data ? <Loading /> : null}
    {answer.data && !shown.length ? <Empty what={`Nothing was found for “${q}”.`}>{answer.data.nearest
      ? <p>Did you mean <button type="button" class="button" onClick={() => setParams({q: answer.data?.nearest ?? q})}>{answer.data.nearest}</button></p> : null}</Empty> : null}
    <div class={answer.loading ? 'stale' : ''}>{shown.map(group => <section key={group.kind}><div class="panelhead"><h2>{WORDS[group.kind] ?? group.kind}</h2>
      {!kind && group.rows > group.hits.length ? <a class="small" href={withParams({in: group.kind})}>all {group.rows.toLocaleString('en')}</a> : null}</div>
      {group.hits.map(hit => <Hit key={hit.id} kind={group.kind} hit={hit} />)}</section>)}</div></>;
}
