// SPDX-License-Identifier: Apache-2.0
// node web/tests/screenshots.mjs FOLDER [NAME...]: pictures of the page of a running program, for README.md and the manual.
// tools/make_screenshots calls this. What each picture shows is found by asking the ledger, so that no id stands here.
import {mkdirSync} from 'node:fs';
import {join} from 'node:path';
import {openBrowser, openTab, settle, startProgram} from './harness.mjs';

const folder = process.argv[2];
const wanted = process.argv.slice(3);
const program = await startProgram({write: false});
const browser = await openBrowser();

async function ask(path) {
  const answer = await fetch(`${program.url}/api/v1/${path}`);
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}

async function reportNamed(name) {
  const found = (await ask('reports?limit=1&report=' + name)).data[0];
  if (!found) throw new Error(`no report ${name} in the examples`);
  return found.report_id;
}

/** The record of a report that stands at some words: its address lands on them. */
async function mentionAt(report, trigger) {
  const marks = await ask(`reports/${report}/annotations`);
  return marks.events.find(event => event.trigger.text === trigger)?.id ?? marks.events[0]?.id ?? '';
}

const denial = await reportNamed('1995-08-28-danube-news-agency-pale-denial');
const shelled = await mentionAt(denial, 'shelled');

const PICTURES = [
  {name: 'start', path: '/', height: 900},
  {name: 'reader', path: `/reports/${denial}#${shelled}`, height: 860},
  {name: 'reader-dark', path: `/reports/${denial}#${shelled}`, height: 860, theme: 'dark'},
  {name: 'reader-narrow', path: `/reports/${denial}#${shelled}`, width: 400, height: 860},
  {name: 'events', path: '/events?type=ASSAULT&from=1995-08-28&to=1995-08-28', height: 860, keys: ['j', 'Enter']},
  {name: 'overview', path: '/overview', height: 900},
  {name: 'overview-dark', path: '/overview', height: 900, theme: 'dark'},
  {name: 'statements', path: '/statements?chain_min=2', height: 800},
  {name: 'plans', path: '/plans', height: 800},
  {name: 'contradictions', path: '/contradictions', height: 800},
  {name: 'map', path: '/map', height: 800},
];

mkdirSync(folder, {recursive: true});
try {
  for (const picture of PICTURES.filter(one => !wanted.length || wanted.includes(one.name))) {
    const {tab, errors, close} = await openTab(browser, {width: 1360, ...picture});
    await tab.goto(program.url + picture.path);
    await settle(tab);
    for (const key of picture.keys ?? []) await tab.keyboard.press(key);
    await settle(tab);
    await tab.waitForTimeout(200);
    await tab.screenshot({path: join(folder, picture.name + '.png'), animations: 'disabled'});
    if (errors.length) throw new Error(`${picture.name}: ${errors.join('; ')}`);
    await close();
    console.log(join(folder, picture.name + '.png'));
  }
} finally {
  await browser.close();
  await program.stop();
}
