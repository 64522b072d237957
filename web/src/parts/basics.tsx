// SPDX-License-Identifier: Apache-2.0
// Small parts that many pages share.
import type {ComponentChildren} from 'preact';
import {useEffect, useRef, useState} from 'preact/hooks';
import type {Problem} from '../core/api';
import {setParams} from '../core/router';
import {FILTERS} from '../core/filters';
import type {ChainStep, Removed, Row} from '../core/types';
import {count, isNamed, modeWords, quadOf, sayInterval} from '../core/words';
import {Icon, Quad} from './icons';

export const text = (value: unknown): string => value === null || value === undefined ? '' : Array.isArray(value) ? value.join('; ') : String(value);
export const num = (value: unknown): number => Number(value ?? 0) || 0;
export const list = (value: unknown): string[] =>
  Array.isArray(value) ? value.map(String) : text(value) ? text(value).split(/;\s*/) : [];

export function TypeWord({type, mode, quad}: {type: string; mode?: string; quad?: unknown}) {
  return <span class="nowrap"><Quad quad={quadOf(type, quad)} /> <span class="type">{type}</span>
    {mode ? <span class="mode"> {modeWords(mode)}</span> : null}</span>;
}

/** A date with its precision: what is only known to the week or month is said so. */
export function When({from, to, basis}: {from: unknown; to: unknown; basis?: unknown}) {
  const start = text(from) || null;
  const end = text(to) || start;
  if (!start) return <span class="muted">undated</span>;
  const reported = basis === 'publication_date';
  return <span class={reported ? 'nowrap vague' : 'nowrap'} title={reported ? 'No time is told: the day of the report' : 'As the words say'}>
    {sayInterval(start, end)}{reported ? <span class="sr"> (day of the report)</span> : null}</span>;
}

export function Parties({actors, recipients}: {actors: string[]; recipients: string[]}) {
  return <span class="who">{actors.length ? actors.join(', ') : <span class="muted">somebody</span>}
    {recipients.length ? <> <span class="arrow" aria-label="to">→</span> {recipients.join(', ')}</> : null}</span>;
}

export interface Link { name: string; cue: string; id?: string }

/** Who says so, as a sentence: the origin at the left, the text one can read at the right. */
export function Chain({steps, outlet, onStep}: {steps: Link[]; outlet: string; onStep?: ((id: string) => void) | undefined}) {
  const all = steps.map((step, at) => {
    const named = step.name && isNamed(step.name);
    const name = step.name || 'somebody';
    const words = onStep && step.id
      ? <button type="button" class={`holder ${named ? '' : 'unnamed'}`} onClick={() => onStep(step.id as string)}>{name}</button>
      : <span class={`holder ${named ? '' : 'unnamed'}`}>{name}</span>;
    return <span key={at}>{words}<span class="via">{step.cue ? <i>{step.cue}</i> : null}<Icon name="arrow" /><span class="sr"> to </span></span></span>;
  });
  return <span class="chain">{all}<span class="outlet">{outlet || 'this text'}</span></span>;
}

/** Chains of the API run from the outermost speaker inwards; here the origin stands first. */
export function chainLinks(chain: ChainStep[]): Link[] {
  return [...chain].reverse().map(step => ({name: step.speaker, cue: step.cue, id: step.statement_id}));
}

export function Menu({label, icon, children, right, wide, strong}:
  {label: ComponentChildren; icon?: string; children: (close: () => void) => ComponentChildren; right?: boolean; wide?: boolean; strong?: boolean}) {
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!open) return;
    const away = (event: Event) => { if (!box.current?.contains(event.target as Node)) setOpen(false); };
    document.addEventListener('pointerdown', away);
    box.current?.querySelector<HTMLElement>('.menupanel input, .menupanel button, .menupanel a, .menupanel select')?.focus();
    return () => document.removeEventListener('pointerdown', away);
  }, [open]);
  const close = () => { setOpen(false); button.current?.focus(); };
  return <div class="menu" ref={box} onKeyDown={event => {
    if (!open) return;
    if (event.key === 'Escape') { event.stopPropagation(); close(); }
    if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && !(event.target as Element).matches('select, input[type=number], input[type=date]')) {
      event.preventDefault();
      const all = [...(box.current?.querySelectorAll<HTMLElement>('.menupanel input, .menupanel button, .menupanel a') ?? [])];
      const at = all.indexOf(document.activeElement as HTMLElement);
      all[(at + (event.key === 'ArrowDown' ? 1 : all.length - 1)) % all.length]?.focus();
    }
  }}>
    <button type="button" ref={button} class={strong ? 'button strong' : 'button'} aria-expanded={open} onClick={() => setOpen(!open)}>
      {icon ? <Icon name={icon} /> : null}{label}<Icon name="down" /></button>
    {open ? <div class={`menupanel ${right ? 'right' : ''} ${wide ? 'wide' : ''}`}>{children(close)}</div> : null}
  </div>;
}

export function Dialog({title, open, onClose, children}:
  {title: string; open: boolean; onClose: () => void; children: ComponentChildren}) {
  const box = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (open && box.current && !box.current.open) box.current.showModal();
    if (!open && box.current?.open) box.current.close();
  }, [open]);
  return <dialog ref={box} aria-label={title} onClose={onClose} onClick={event => { if (event.target === box.current) onClose(); }}>
    {open ? <><div class="dialoghead"><h2>{title}</h2>
      <button type="button" class="iconbutton" aria-label="Close" onClick={onClose}><Icon name="close" /></button></div>
      <div class="dialogbody">{children}</div></> : null}
  </dialog>;
}

export function ProblemBox({problem}: {problem: Problem}) {
  return <div class="problem" role="alert"><b>{problem.title}.</b> {problem.detail}
    {problem.wrong.map(one => one.nearest
      ? <p key={one.parameter}><button type="button" class="button" onClick={() => setParams({[one.parameter]: null, [one.nearest]: one.value})}>
        Use “{one.nearest}”</button></p> : null)}
    {problem.wrong.length ? <p><button type="button" class="button"
      onClick={() => setParams(Object.fromEntries(problem.wrong.map(one => [one.parameter, null])))}>Take it away</button></p> : null}
  </div>;
}

/** Nothing found, with the reason: which filter took the rows away. */
export function Empty({what, removed, children}: {what: string; removed?: Removed[] | undefined; children?: ComponentChildren}) {
  return <div class="empty"><p><b>{what}</b></p>
    {removed?.length ? <><p class="muted">Without one of the filters there would be:</p><div class="offers">
      {removed.map(one => <button type="button" class="button" key={one.without} onClick={() => setParams({[one.without]: null})}>
        without “{FILTERS[one.without]?.label ?? one.without}”: {one.rows.toLocaleString('en')}</button>)}</div></> : null}
    {children}
  </div>;
}

export function Loading() {
  return <p class="loading" role="status">Reading the ledger …</p>;
}

export function Copies({row}: {row: Row}) {
  const independent = num(row['n_independent']);
  const reports = num(row['n_reports']);
  return <span class="nowrap">{count(reports, 'report')}, {independent.toLocaleString('en')} independent</span>;
}

export function Toggle<T extends string>({label, value, choices, onChange}:
  {label: string; value: T; choices: [T, string][]; onChange: (value: T) => void}) {
  return <span class="segmented" role="group" aria-label={label}>
    {choices.map(([name, words]) => <button type="button" key={name} aria-pressed={value === name} onClick={() => onChange(name)}>{words}</button>)}
  </span>;
}
