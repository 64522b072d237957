// SPDX-License-Identifier: Apache-2.0
// Light, dark, or as the system has it. Kept in this browser alone.
import {signal} from '@preact/signals';

export type Theme = 'light' | 'dark';

const system = matchMedia('(prefers-color-scheme: dark)');
export const theme = signal<Theme>((document.documentElement.dataset['theme'] as Theme) ?? 'light');

export function recall(name: string): string | null {
  try { return localStorage.getItem(name); } catch { return null; }
}

export function remember(name: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(name);
    else localStorage.setItem(name, value);
  } catch { /* a browser that keeps nothing still shows the page */ }
}

export function setTheme(next: Theme): void {
  theme.value = next;
  document.documentElement.dataset['theme'] = next;
  remember('theme', next === (system.matches ? 'dark' : 'light') ? null : next);
}

export function toggleTheme(): void {
  setTheme(theme.value === 'dark' ? 'light' : 'dark');
}

system.addEventListener('change', () => { if (!recall('theme')) setTheme(system.matches ? 'dark' : 'light'); });
