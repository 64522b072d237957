// SPDX-License-Identifier: Apache-2.0
// The address is the state: which page, which filters, which record. Links are plain <a>; a click on one of ours changes the address
// without loading the page anew.
import {computed, signal} from '@preact/signals';

/** Where the page lies, without the last slash: the server writes it into <base>. */
export const ROOT = new URL(document.baseURI).pathname.replace(/\/$/, '');

/** An address of the page from its path below ROOT. */
export function to(below: string): string {
  return ROOT + below;
}

export interface Place { path: string; query: string; hash: string }

function here(): Place {
  return {path: location.pathname.slice(ROOT.length) || '/', query: location.search, hash: decodeURIComponent(location.hash.slice(1))};
}

export const place = signal<Place>(here());
export const path = computed(() => place.value.path);
export const query = computed(() => place.value.query);
export const hash = computed(() => place.value.hash);
export const segments = computed(() => path.value.split('/').filter(Boolean).map(decodeURIComponent));
export const params = computed(() => new URLSearchParams(query.value));

export function go(href: string, replace = false): void {
  const target = new URL(href, location.href);
  if (target.href !== location.href) history[replace ? 'replaceState' : 'pushState'](null, '', target.href);
  const before = place.value.path;
  place.value = here();
  if (before !== place.value.path) scrollTo(0, 0);
}

export type Change = string | string[] | null;

/** An address like the present one with some parameters changed; null removes. */
export function withParams(changes: Record<string, Change>, from = params.value, page = path.value): string {
  const next = new URLSearchParams(from);
  for (const [name, value] of Object.entries(changes)) {
    next.delete(name);
    for (const one of value === null ? [] : Array.isArray(value) ? value : [value]) next.append(name, one);
  }
  const text = next.toString().replaceAll('%2C', ',').replaceAll('%21', '!');
  return to(page) + (text ? '?' + text : '');
}

export function setParams(changes: Record<string, Change>, replace = false): void {
  go(withParams(changes), replace);
}

export function setHash(id: string, replace = true): void {
  go(to(path.value) + query.value + (id ? '#' + encodeURIComponent(id) : ''), replace);
}

function ours(link: HTMLAnchorElement): boolean {
  return link.origin === location.origin && !link.target && !link.hasAttribute('download') && link.pathname.startsWith(ROOT)
    && !/^\/(api|problems|metrics|healthz|version)(\/|$)/.test(link.pathname.slice(ROOT.length));
}

export function startRouter(): void {
  addEventListener('popstate', () => { place.value = here(); });
  addEventListener('hashchange', () => { place.value = here(); });
  document.addEventListener('click', event => {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = (event.target as Element).closest?.('a[href]') as HTMLAnchorElement | null;
    if (!link || !ours(link)) return;
    event.preventDefault();
    go(link.href);
  });
}
