// SPDX-License-Identifier: Apache-2.0
// Statements: speakers at the left, what they said at the right, day by day.
import {useState} from 'preact/hooks';
import {useAnswered} from '../core/answered';
import {listAddress, useAnswer, usePages} from '../core/api';
import {filtersFor, valuesOf} from '../core/filters';
import {params, segments, setParams, to, withParams} from '../core/router';
import {type StatementRow, statementOf} from '../core/rows';
import type {Facet, One, Row} from '../core/types';
import {type Told, compare, gather} from '../core/wordings';
import {count, learnNames, sayDay} from '../core/words';
import {Chain, Empty, Loading, ProblemBox, Toggle} from '../parts/basics';

const reportHref = (one: StatementRow) => to(`/reports/${one.report}#${one.id}`);

/** Other reports of the same: those in the same words by name, those in other words beside the first. */
function Tellings({told}: {told: Told}) {
  const {first, same, other} = told;
  return <>
    {same.length ? <p class="small">In the same words: {same.map((one, at) => <span key={one.id}>{at ? ', ' : ''}<a href={reportHref(one)}>{one.source || one.title || 'a report'}</a></span>)}</p> : null}
    {other.length ? <details class="wordings"><summary>{count(other.length, 'other wording')}</summary>
      {other.map(one => <p key={one.id} dir="auto"><a href={reportHref(one)}>{one.source || 'a report'}</a> <span class="said">{compare(first.content, one.content).map((piece, at) =>
        <span key={at}>{at ? ' ' : ''}{piece.kind === 'same' ? piece.text : piece.kind === 'gone' ? <del>{piece.text}</del> : <ins>{piece.text}</ins>}</span>)}</span></p>)}
    </details> : null}
  </>;
}

export function StatementLine({statement, told}: {statement: StatementRow; told?: Told}) {
  const steps = [{name: statement.speaker, cue: statement.cue}, ...[...statement.through].reverse().map(name => ({name, cue: ''}))];
  return <article class="quoteline">
    <p class="said" dir="auto">{statement.content}</p>
    <p class="small formrow"><Chain steps={steps} outlet={statement.source} />
      {statement.addressee ? <span class="muted">to {statement.addressee}</span> : null}
      <span class="tag">{statement.form}</span>
      <a href={reportHref(statement)}>{statement.title || 'in the report'}</a>
      {told && told.same.length + told.other.length ? <span class="tag">{count(1 + told.same.length + told.other.length, 'report')}</span> : null}</p>
    {told ? <Tellings told={told} /> : null}
  </article>;
}

function byDay(lines: Told[]): [string, Told[]][] {
  const groups = new Map<string, Told[]>();
  for (const one of lines) groups.set(one.first.published, [...(groups.get(one.first.published) ?? []), one]);
  return [...groups];
}

function Speakers() {
  const [find, setFind] = useState('');
  const others = filtersFor('statements');
  others.delete('speaker');
  const answer = useAnswer<{facets: Record<string, Facet>}>(listAddress('facets/statements', others, {facet: 'speaker', facet_limit: '200'}));
  const values = (answer.data?.facets['speaker']?.values ?? []).filter(one => one.label.toLowerCase().includes(find.toLowerCase()));
  const now = valuesOf('speaker');
  learnNames(values.map(one => [one.value, one.label]));
  return <nav class="sidelist short" aria-label="Speakers">
    <input type="search" class="whole" placeholder="Find a speaker" aria-label="Find a speaker" value={find} onInput={event => setFind((event.target as HTMLInputElement).value)} />
    <a href={withParams({speaker: null, sel: null})} aria-current={now.length ? undefined : 'true'}>Everybody</a>
    {values.map(one => <a key={one.value} href={withParams({speaker: one.value, sel: null})} aria-current={now.includes(one.value) ? 'true' : undefined}>
      <span>{one.label || 'nobody named'}</span><span class="muted">{one.rows.toLocaleString('en')}</span></a>)}
  </nav>;
}

function StatementsList() {
  const pages = usePages<Row>(listAddress('statements', filtersFor('statements'), {limit: '60'}));
  useAnswered('statements', pages.data?.count, pages.data?.query?.human);
  const statements = pages.rows.map(statementOf);
  const chain = params.value.get('chain_min') ?? '';
  return <><h1 class="sr" tabIndex={-1}>Statements</h1>
    <div class="two"><Speakers />
      <div><div class="formrow layers">
        <Toggle label="Steps of the chain" value={chain} choices={[['', 'any chain'], ['2', 'through others'], ['3', 'three or more steps']]} onChange={value => setParams({chain_min: value || null})} />
        <Toggle label="Quotation" value={valuesOf('form')[0] ?? ''} choices={[['', 'any'], ['direct', 'direct'], ['indirect', 'indirect'], ['mixed', 'mixed']]} onChange={value => setParams({form: value || null})} />
        <Toggle label="Speaker" value={valuesOf('named')[0] ?? ''} choices={[['', 'anybody'], ['1', 'named'], ['0', 'unnamed']]} onChange={value => setParams({named: value || null})} /></div>
      {pages.problem ? <ProblemBox problem={pages.problem} /> : !pages.data ? <Loading /> : !statements.length ? <Empty what="No statements match." removed={pages.data.empty} />
        : <div class={pages.loading ? 'stale' : ''}>{byDay(gather(statements)).map(([day, some]) => <section key={day}><h2 class="dayhead">{sayDay(day) || 'undated'}<span class="muted">{count(some.length, 'statement')}</span></h2>
          {some.map(one => <StatementLine key={one.first.id} statement={one.first} told={one} />)}</section>)}
        {pages.more ? <p class="morebar"><button type="button" class="button" onClick={pages.more}>{pages.loadingMore ? 'Loading …' : 'Show more'}</button></p> : null}</div>}
      </div></div></>;
}

/** One statement by its id: it is best seen in its report. */
function OneStatement({id}: {id: string}) {
  const answer = useAnswer<One>('statements/' + id);
  if (answer.problem) return <ProblemBox problem={answer.problem} />;
  if (!answer.data) return <Loading />;
  const statement = statementOf(answer.data.data);
  return <><h1 tabIndex={-1}>{statement.speaker || 'Somebody'} said</h1><StatementLine statement={statement} /></>;
}

export default function StatementsPage() {
  const id = segments.value[1];
  return id ? <OneStatement id={id} /> : <StatementsList />;
}
