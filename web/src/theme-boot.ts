// SPDX-License-Identifier: Apache-2.0
// Runs before the first paint, so that a dark page is never white for a moment. Kept apart because the page allows no inline script.
const kept = (() => { try { return localStorage.getItem('theme'); } catch { return null; } })();
const dark = kept === 'dark' || (kept !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
document.documentElement.dataset.theme = dark ? 'dark' : 'light';
export {};
