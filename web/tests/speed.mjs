// SPDX-License-Identifier: Apache-2.0
// node web/tests/speed.mjs: how soon the page of a running program is drawn, at full speed and with the processor slowed four times.
// Prints medians of five loads with an empty cache: first content, largest content, the first row of a table, shift of the layout.
import {openBrowser, startProgram} from './harness.mjs';

const LOADS = 5;
const PAGES = [{path: '/', seen: '.text mark'}, {path: '/events', seen: 'table.list tr.row'}, {path: '/reports', seen: 'table.list tr.row'}, {path: '/overview', seen: '.chart rect.bar'}];

const median = values => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

async function load(browser, url, seen, slow) {
  const context = await browser.newContext({viewport: {width: 1280, height: 860}});
  const tab = await context.newPage();
  const session = await context.newCDPSession(tab);
  await session.send('Emulation.setCPUThrottlingRate', {rate: slow});
  await tab.addInitScript(selector => {
    window.measured = {lcp: 0, cls: 0, seen: 0};
    new PerformanceObserver(list => { for (const one of list.getEntries()) window.measured.lcp = one.startTime; }).observe({type: 'largest-contentful-paint', buffered: true});
    new PerformanceObserver(list => { for (const one of list.getEntries()) if (!one.hadRecentInput) window.measured.cls += one.value; }).observe({type: 'layout-shift', buffered: true});
    const look = () => document.querySelector(selector) ? requestAnimationFrame(() => { window.measured.seen = performance.now(); }) : requestAnimationFrame(look);
    look();
  }, seen);
  await tab.goto(url);
  await tab.waitForFunction(() => window.measured.seen > 0);
  await tab.waitForLoadState('networkidle');
  await tab.waitForTimeout(100);
  const found = await tab.evaluate(() => ({...window.measured, fcp: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0}));
  await context.close();
  return found;
}

const program = await startProgram({write: false});
const browser = await openBrowser();
console.log('page        slowed   first content   largest   drawn     shift');
try {
  for (const {path, seen} of PAGES) {
    for (const slow of [1, 4]) {
      const loads = [];
      for (let at = 0; at < LOADS; at += 1) loads.push(await load(browser, program.url + path, seen, slow));
      const of = name => median(loads.map(one => one[name]));
      console.log(`${path.padEnd(12)}${slow}x     ${of('fcp').toFixed(0).padStart(8)} ms ${of('lcp').toFixed(0).padStart(11)} ms ${of('seen').toFixed(0).padStart(6)} ms ${of('cls').toFixed(3).padStart(9)}`);
    }
  }
} finally {
  await browser.close();
  await program.stop();
}
