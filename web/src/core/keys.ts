// SPDX-License-Identifier: Apache-2.0
// Keys of the page. Each page registers its own while it is shown; the help dialog lists what is registered. Single letters can be
// switched off (WCAG 2.1.4); keys are ignored while somebody types.
import {signal} from '@preact/signals';
import {useLayoutEffect} from 'preact/hooks';
import {recall, remember} from './theme';

export interface Key { label: string; act: (event: KeyboardEvent) => void }
export type Keys = Record<string, Key>;

const registered: Keys[] = [];
export const helpShown = signal(false);
export const lettersOn = signal(recall('letters') !== 'off');
let prefix = '';
let prefixTimer = 0;

export function switchLetters(on: boolean): void {
  lettersOn.value = on;
  remember('letters', on ? null : 'off');
}

/** All keys that work now, the innermost first. */
export function activeKeys(): [string, Key][] {
  const all = new Map<string, Key>();
  for (const keys of [...registered].reverse()) for (const [name, key] of Object.entries(keys)) if (!all.has(name)) all.set(name, key);
  return [...all];
}

export function useKeys(keys: Keys, on: boolean = true): void {
  useLayoutEffect(() => {
    if (!on) return;
    registered.push(keys);
    return () => { registered.splice(registered.indexOf(keys), 1); };
  });
}

function typing(target: EventTarget | null): boolean {
  const element = target as HTMLElement | null;
  return !!element?.closest?.('input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]');
}

function press(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  const inDialog = !!(event.target as Element | null)?.closest?.('dialog[open]') || !!document.querySelector('dialog[open]');
  if (inDialog || typing(event.target)) return;
  const onControl = !!(event.target as Element).closest?.('button, a[href], summary, [role=slider]');
  if (event.key === 'Enter' && onControl) return;
  const letter = event.key.length === 1 && event.key !== '/' && event.key !== '?';
  if (letter && !lettersOn.value) return;
  const name = prefix ? prefix + ' ' + event.key : event.key;
  prefix = '';
  clearTimeout(prefixTimer);
  if (name === 'g') {
    prefix = 'g';
    prefixTimer = window.setTimeout(() => { prefix = ''; }, 1200);
    return;
  }
  for (const keys of [...registered].reverse()) {
    const key = keys[name];
    if (!key) continue;
    event.preventDefault();
    key.act(event);
    return;
  }
}

export function startKeys(): void {
  document.addEventListener('keydown', press);
}
