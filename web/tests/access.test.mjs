// SPDX-License-Identifier: Apache-2.0
// axe finds nothing on any page, light and wide, dark and narrow; no page is wider than its window.
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {after, before, test} from 'node:test';
import {openBrowser, openTab, settle, startProgram} from './harness.mjs';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

let program;
let browser;
before(async () => { program = await startProgram(); browser = await openBrowser(); });
after(async () => { await browser?.close(); await program?.stop(); });

async function firstId(kind, column) {
  const answer = await (await fetch(`${program.url}/api/v1/${kind}?limit=1`)).json();
  return answer.data[0]?.[column];
}

async function pagesToLookAt() {
  const [report, event, actor] = await Promise.all([firstId('reports', 'report_id'), firstId('events', 'event_id'), firstId('actors', 'actor_id')]);
  return ['/', '/overview', '/events', `/events?sel=${event}`, `/events/${event}`, '/statements', '/plans', '/contradictions', '/actors', `/actors/${actor}`, '/map', '/reports',
    `/reports/${report}`, '/sources', '/review', '/review?show=decisions', '/search?q=shell', '/nowhere', '/events?status=denied&type=CONSULT&from=2001'];
}

/** What is wrong with a page, in words. */
async function lookAt(page, look) {
  const {tab, errors, close} = await openTab(browser, look);
  await tab.goto(program.url + page);
  await settle(tab);
  if (page.startsWith('/reports/')) await tab.keyboard.press('j');
  const over = await tab.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  await tab.evaluate(AXE);
  const found = await tab.evaluate(tags => axe.run(document, {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']}), TAGS);
  await close();
  const seen = found.violations.map(one => `${one.id}: ${one.help}\n    ${one.nodes.slice(0, 3).map(node => node.html.slice(0, 160) + '\n      '
    + node.failureSummary.replaceAll('\n', ' ')).join('\n    ')}`);
  return [...seen, ...errors, ...(over > 0 ? [`${over} px wider than its window`] : [])];
}

const LOOKS = [{theme: 'light', width: 1280}, {theme: 'dark', width: 320}];

for (const look of LOOKS) {
  test(`axe finds nothing: ${look.theme}, ${look.width} wide`, async () => {
    const all = [];
    for (const page of await pagesToLookAt()) all.push(...(await lookAt(page, look)).map(words => `${page}: ${words}`));
    assert.equal(all.length, 0, '\n' + all.join('\n'));
  });
}
