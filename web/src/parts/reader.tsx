// SPDX-License-Identifier: Apache-2.0
// One report with its marks, and its records beside it. Used by the reader page, the start page and for pasted text.
import {useEffect, useLayoutEffect, useMemo, useRef, useState} from 'preact/hooks';
import type {ComponentChildren} from 'preact';
import {type Layers, type MarkRecord, type Paragraph, type Segment, layOut, recordsOf} from '../core/marks';
import type {EventRow} from '../core/rows';
import type {Annotated} from '../core/types';
import {quadOf} from '../core/words';
import {Connections} from './connections';
import {RecordItem} from './record';

export interface ReaderProps {
  report: Annotated;
  chosen: string | null;
  onChoose: (id: string | null) => void;
  /** What stands in the open record: links and decisions. */
  actions?: (record: MarkRecord) => ComponentChildren;
  /** What the ledger knows of the events that the report tells, by event id: who else tells them, what came of them. */
  told?: Map<string, EventRow>;
  head?: ComponentChildren;
  tools?: ComponentChildren;
  heading?: 'h1' | 'h2';
  /** Whether the page scrolls to the record that is chosen at first, as for a link to its words. */
  arrive?: boolean;
}

const LAYER_WORDS: [keyof Layers, string, string][] = [
  ['events', 'event', 'events'], ['statements', 'said', 'what is said'], ['speakers', 'speaker', 'who says it'],
  ['circumstances', 'time', 'times and places'],
];

function classesOf(segment: Segment, quads: Map<string, number>, chosen: string | null): string {
  const names = new Set<string>();
  let depth = 0;
  for (const part of segment.parts) {
    if (part.role === 'trigger') names.add('event').add(`q${quads.get(part.id) ?? 0}`);
    else if (part.role === 'content') { names.add('content'); depth += 1; }
    else if (part.role === 'speaker') names.add('speaker');
    else if (part.role === 'cue') names.add('cue');
    else if (part.role === 'time' || part.role === 'place') names.add('circ');
    if (part.id === chosen) names.add('mine');
    if (part.id === chosen && part.role !== 'content') names.add('chosen');
  }
  if (depth > 1) names.add('deep');
  return [...names].join(' ');
}

/** The innermost record under a segment: an act before the words around it. */
function recordUnder(segment: Segment, records: Map<string, MarkRecord>): string | null {
  const order = ['trigger', 'cue', 'speaker', 'content', 'time', 'place', 'actor', 'recipient', 'addressee'];
  const best = [...segment.parts].sort((a, b) => order.indexOf(a.role) - order.indexOf(b.role) || (a.end - a.begin) - (b.end - b.begin))[0];
  return best && records.has(best.id) ? best.id : null;
}

function nameOf(record: MarkRecord): string {
  if (record.event) return `event ${record.n}, ${record.event.type}, ${record.event.status}`;
  return `statement ${record.n}, ${record.statement?.form} speech`;
}

interface TextProps {
  report: Annotated; paragraphs: Paragraph[]; records: Map<string, MarkRecord>; quads: Map<string, number>;
  chosen: string | null; onChoose: (id: string | null) => void; onHover: (id: string | null) => void;
  beside: (records: MarkRecord[]) => ComponentChildren;
}

function MarkedText({report, paragraphs, records, quads, chosen, onChoose, onHover, beside}: TextProps) {
  return <div class="text" lang={String(report.report?.['language'] ?? '') || undefined} dir="auto">
    {paragraphs.map(paragraph => <div key={paragraph.begin}><p>
      {paragraph.segments.map(segment => {
        const words = report.text.slice(segment.begin, segment.end);
        const under = recordUnder(segment, records);
        return <>{segment.parts.length
          ? <mark class={classesOf(segment, quads, chosen)} data-records={segment.parts.map(part => part.id).join(' ')}
            data-roles={segment.parts.map(part => part.id + ':' + part.role).join(' ')}
            onClick={under ? () => onChoose(under === chosen ? null : under) : undefined}
            onMouseEnter={() => onHover(under)} onMouseLeave={() => onHover(null)}>{words}</mark>
          : words}
        {segment.ends.map(record => <a key={record.id} class={record.id === chosen ? 'num on' : 'num'} id={'at-' + record.id}
          href={'#' + record.id} aria-label={nameOf(record)} aria-current={record.id === chosen ? 'true' : undefined}
          onClick={event => { event.preventDefault(); onChoose(record.id); }}
          onMouseEnter={() => onHover(record.id)} onMouseLeave={() => onHover(null)}
          onFocus={() => onHover(record.id)} onBlur={() => onHover(null)}>{record.n}</a>)}</>;
      })}</p>
      {paragraph.records.length ? <div class="inlinerecords">{beside(paragraph.records)}</div> : null}</div>)}
  </div>;
}

function useWide(): boolean {
  const media = useMemo(() => matchMedia('(min-width: 901px)'), []);
  const [wide, setWide] = useState(media.matches);
  useEffect(() => {
    const change = () => setWide(media.matches);
    media.addEventListener('change', change);
    return () => media.removeEventListener('change', change);
  }, []);
  return wide;
}

function pace(): ScrollBehavior {
  return matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth';
}

/** Scrolls the page only where the words are out of sight. */
function bringToView(element: Element | null): void {
  const at = element?.getBoundingClientRect();
  if (at && (at.top < 110 || at.bottom > innerHeight - 40)) element?.scrollIntoView({block: 'center', behavior: pace()});
}

/** Scrolls the list of records alone, as far as needed; the page stays where it is. */
function bringInto(panel: HTMLElement | null, element: HTMLElement | null): void {
  if (!panel || !element || panel.scrollHeight <= panel.clientHeight) return;
  const above = element.offsetTop - panel.offsetTop - 36;
  const below = element.offsetTop - panel.offsetTop + element.offsetHeight - panel.clientHeight;
  if (above < panel.scrollTop) panel.scrollTo({top: above, behavior: pace()});
  else if (below > panel.scrollTop) panel.scrollTo({top: Math.min(above, below + 8), behavior: pace()});
}

export function Reader({report, chosen, onChoose, actions, told, head, tools, heading = 'h2', arrive = false}: ReaderProps) {
  const [layers, setLayers] = useState<Layers>({events: true, statements: true, speakers: true, circumstances: false});
  const [hovered, setHovered] = useState<string | null>(null);
  const box = useRef<HTMLDivElement>(null);
  const wide = useWide();
  const records = useMemo(() => recordsOf(report), [report]);
  const byId = useMemo(() => new Map(records.map(record => [record.id, record])), [records]);
  const quads = useMemo(() => new Map(report.events.map(one => [one.id, quadOf(one.type, one.quad)])), [report]);
  const paragraphs = useMemo(() => layOut(report, records, layers, chosen), [report, records, layers, chosen]);

  useLayoutEffect(() => {
    for (const mark of box.current?.querySelectorAll<HTMLElement>('mark[data-records]') ?? []) {
      mark.classList.toggle('lit', hovered !== null && (mark.dataset['records'] ?? '').split(' ').includes(hovered));
    }
  });
  const first = useRef(true);
  useEffect(() => {
    const begins = first.current;
    first.current = false;
    if (!chosen) return;
    if (!begins || arrive) bringToView(box.current?.querySelector('#' + CSS.escape('at-' + chosen)) ?? null);
    bringInto(box.current?.querySelector('.records') ?? null, box.current?.querySelector('#' + CSS.escape('record-' + chosen)) ?? null);
  }, [chosen]);

  const item = (record: MarkRecord, prefix: string) => <RecordItem key={record.id} record={record} report={report} all={byId} prefix={prefix}
    on={record.id === chosen} lit={record.id === hovered} onChoose={onChoose} onHover={setHovered} actions={actions}
    told={told?.get(record.event?.event_id ?? '')} />;
  const Heading = heading;
  return <div class="readerwrap" ref={box}>
    <div>
      <header class="reporthead">
        {head}
        {report.title ? <Heading tabIndex={-1}>{report.title}</Heading> : null}
        <div class="layers" role="group" aria-label="Shown marks">
          {LAYER_WORDS.map(([name, swatch, words]) => <label key={name}><input type="checkbox" checked={layers[name]}
            onChange={event => setLayers({...layers, [name]: (event.target as HTMLInputElement).checked})} />
            <span class={'swatch ' + swatch} aria-hidden="true"></span>{words}</label>)}
          {tools}
        </div>
      </header>
      <div class="textbox">
        <MarkedText report={report} paragraphs={paragraphs} records={byId} quads={quads} chosen={chosen} onChoose={onChoose} onHover={setHovered}
          beside={some => wide ? null : some.map(record => item(record, 'inline-'))} />
        {chosen && byId.has(chosen) && wide ? <Connections record={byId.get(chosen) as MarkRecord} layout={paragraphs} /> : null}
      </div>
    </div>
    {wide ? <section class="records" aria-label="Records in this report" tabIndex={0}>
      <h2><span>Records in this report</span>
        <span class="muted small">{report.statements.length} said · {report.events.length} done</span></h2>
      {records.length ? records.map(record => item(record, 'record-'))
        : <p class="empty muted">No statement and no event was found in this text.</p>}
    </section> : null}
  </div>;
}
