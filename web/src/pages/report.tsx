// SPDX-License-Identifier: Apache-2.0
// The report reader: one report as it was stored, with all that was found in it.
import {useEffect, useMemo, useState} from 'preact/hooks';
import {get, inUnits, useAnswer} from '../core/api';
import {useKeys} from '../core/keys';
import {type MarkRecord, recordsOf} from '../core/marks';
import {go, hash, segments, setHash, to} from '../core/router';
import type {Annotated, Listing, Row} from '../core/types';
import {count, sayDay} from '../core/words';
import {type EventRow, eventOf, reportOf} from '../core/rows';
import {Loading, ProblemBox, text} from '../parts/basics';
import {CorrectForm} from '../parts/correct';
import {Decisions} from '../parts/detail';
import {Icon} from '../parts/icons';
import {RawText} from '../parts/rawtext';
import {Reader} from '../parts/reader';
import {copyText} from '../parts/toast';

/** The record that the address names: by its own id, or by that of the event that it tells. */
export function chosenBy(name: string, records: MarkRecord[]): string | null {
  return records.find(record => record.id === name || record.event?.event_id === name)?.id ?? null;
}

/** Previous and next report in time, for the keys [ and ]. */
function useNeighbors(id: string): {before: string | null; after: string | null} {
  const [found, setFound] = useState<{before: string | null; after: string | null}>({before: null, after: null});
  useEffect(() => {
    let current = true;
    get<Listing<Row>>('reports?count=none&limit=1000&fields=report_id').then(answer => {
      const ids = answer.data.map(row => reportOf(row).id);
      const at = ids.indexOf(id);
      if (current && at >= 0) setFound({before: ids[at + 1] ?? null, after: ids[at - 1] ?? null});
    }, () => undefined);
    return () => { current = false; };
  }, [id]);
  return found;
}

/** The events that the report tells, as the ledger has them, in one question. */
function useTold(report: Annotated | null): Map<string, EventRow> {
  const ids = [...new Set((report?.events ?? []).map(event => event.event_id).filter(Boolean))].slice(0, 200).sort();
  const answer = useAnswer<Listing<Row>>(ids.length ? `events?count=none&limit=${ids.length}&event=${ids.join(',')}` : null);
  return useMemo(() => new Map((answer.data?.data ?? []).map(eventOf).map(event => [event.id, event])), [answer.data]);
}

function RecordActions({record}: {record: MarkRecord}) {
  const [correcting, setCorrecting] = useState(false);
  const event = record.event;
  return <>
    {event?.event_id ? <a class="button" href={to(`/events/${event.event_id}`)}>All reports of this event <kbd>Enter</kbd></a> : null}
    <Decisions id={record.id} onCorrect={event ? () => setCorrecting(!correcting) : null} onMerge={null} />
    <button type="button" class="button quiet" onClick={() => void copyText(`${location.origin}${location.pathname}#${record.id}`, 'Link to these words')}><Icon name="link" />Copy link <kbd>y</kbd></button>
    {correcting && event ? <CorrectForm event={{id: record.id, type: event.type, status: event.status}} onDone={() => setCorrecting(false)} /> : null}
  </>;
}

function Head({report, words}: {report: Annotated; words: number}) {
  const [author, copyOf, url] = ['author', 'copy_of', 'url'].map(name => text(report.report?.[name])) as [string, string, string];
  return <p class="meta"><a href={to('/reports?source=' + encodeURIComponent(report.source))}>{report.source || 'no outlet named'}</a><span>{sayDay(report.date)}</span>
    {author ? <span>{author}</span> : null}<span>{count(words, 'word')}</span>
    {copyOf ? <a href={to('/reports/' + copyOf)}>a copy of another report</a> : null}
    {/^https?:/.test(url) ? <a href={url} target="_blank" rel="noreferrer">the original</a> : null}</p>;
}

export function ReportPage() {
  const id = segments.value[1] as string;
  const answer = useAnswer<Annotated>(`reports/${id}/annotations?offsets=utf16`);
  const report = useMemo(() => answer.data ? inUnits(answer.data) : null, [answer.data]);
  const records = useMemo(() => report ? recordsOf(report) : [], [report]);
  const told = useTold(report);
  const [raw, setRaw] = useState(false);
  const {before, after} = useNeighbors(id);
  const chosen = chosenBy(hash.value, records);
  const at = records.findIndex(record => record.id === chosen);
  const step = (by: number) => {
    const next = records[at < 0 ? (by > 0 ? 0 : records.length - 1) : Math.max(0, Math.min(records.length - 1, at + by))];
    if (next) setHash(next.id);
  };
  useKeys({
    j: {label: 'Next record', act: () => step(1)}, k: {label: 'Previous record', act: () => step(-1)},
    Enter: {label: 'All reports of this event', act: () => { const event = records[at]?.event?.event_id; if (event) go(to('/events/' + event)); }},
    Escape: {label: 'Close the record', act: () => setHash('')}, v: {label: 'Raw text', act: () => setRaw(!raw)},
    '[': {label: 'Report before', act: () => { if (before) go(to('/reports/' + before)); }},
    ']': {label: 'Report after', act: () => { if (after) go(to('/reports/' + after)); }},
    y: {label: 'Copy the link', act: () => void copyText(location.href, 'Link')},
  });
  useEffect(() => { if (report?.title) document.title = `${report.title} · Demarche`; }, [report]);
  if (answer.problem && !report) return <ProblemBox problem={answer.problem} />;
  if (!report) return <Loading />;
  const words = report.text.split(/\s+/).filter(Boolean).length;
  const tools = <><button type="button" class="button quiet" aria-pressed={raw} onClick={() => setRaw(!raw)}>Raw text <kbd>v</kbd></button>
    {before ? <a class="button quiet" href={to('/reports/' + before)}>Before <kbd>[</kbd></a> : null}
    {after ? <a class="button quiet" href={to('/reports/' + after)}>After <kbd>]</kbd></a> : null}</>;
  if (raw) return <><Head report={report} words={words} /><p class="layers">{tools}</p><RawText report={report} /></>;
  return <Reader report={report} chosen={chosen} onChoose={next => setHash(next ?? '')} heading="h1" arrive tools={tools} told={told}
    head={<Head report={report} words={words} />} actions={record => <RecordActions key={record.id} record={record} />} />;
}
