// SPDX-License-Identifier: Apache-2.0
// A line at the foot of the page that says what was done, for a while.
import {signal} from '@preact/signals';

interface Said { words: string; action?: string; act?: () => void }
export const said = signal<Said | null>(null);
let timer = 0;

export function say(words: string, action?: string, act?: () => void): void {
  said.value = action && act ? {words, action, act} : {words};
  clearTimeout(timer);
  timer = window.setTimeout(() => { said.value = null; }, action ? 12_000 : 4_000);
}

export async function copyText(value: string, what: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(value);
    say(`${what} copied`);
  } catch {
    say('The browser does not let the page copy. Select the text and copy it by hand.');
  }
}

export function Toast() {
  const now = said.value;
  return <div role="status" aria-live="polite">{now ? <div class="toast">{now.words}
    {now.action ? <button type="button" onClick={() => { now.act?.(); said.value = null; }}>{now.action}</button> : null}</div> : null}</div>;
}
