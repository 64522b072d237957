// SPDX-License-Identifier: Apache-2.0
// A person's way through the page of a running program: read a report, find its record, follow a chain, correct, undo, export.
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {after, before, test} from 'node:test';
import {openBrowser, openTab, settle, startProgram} from './harness.mjs';

let program;
let browser;
before(async () => { program = await startProgram(); browser = await openBrowser(); });
after(async () => { await browser?.close(); await program?.stop(); });

async function ask(path) {
  const answer = await fetch(`${program.url}/api/v1/${path}`);
  assert.equal(answer.status, 200, path);
  return answer.json();
}

async function at(path, act, look) {
  const {tab, errors, close} = await openTab(browser, look);
  try {
    await tab.goto(program.url + path);
    await settle(tab);
    await act(tab);
    assert.deepEqual(errors, []);
  } finally {
    await close();
  }
}

test('the start page says what this is, and shows one report read', () => at('/', async tab => {
  assert.match(await tab.textContent('h1'), /who said what and who did what/);
  await tab.waitForSelector('.text mark.event');
  assert.ok(await tab.locator('.records .record').count() > 2);
}));

test('a pasted text is read at once, and nothing is kept', () => at('/', async tab => {
  const before = (await ask('reports')).count.rows;
  await tab.fill('.pastebox textarea', '🕊 KARSK - Verania and Ostrel signed an agreement on Monday, Foreign Minister Ada Lorn told reporters. Ostrel denied that its forces had shelled Dreb.');
  await tab.waitForSelector('.pastebox .text mark.event', {timeout: 20_000});
  for (const words of await tab.locator('.pastebox .text mark.event').allTextContents()) assert.match(words, /^\p{L}[\p{L} ’'-]*$/u, 'positions count as JavaScript does');
  assert.match(await tab.textContent('.pastetools [role=status]'), /\d+ statements? and \d+ events?/);
  assert.equal((await ask('reports')).count.rows, before);
}));

test('a mark leads to its record, and the address names it', async () => {
  const report = (await ask('reports?limit=1')).data[0].report_id;
  await at('/reports/' + report, async tab => {
    await tab.locator('.text mark.event').first().click();
    await tab.waitForSelector('.record.on .recordbody');
    const name = decodeURIComponent(new URL(tab.url()).hash.slice(1));
    assert.match(name, /^(mn|st)_/);
    assert.equal(await tab.locator('.record.on').count(), 1);
    await tab.reload();
    await settle(tab);
    assert.equal(await tab.locator(`#record-${name}.on`).count(), 1, 'a link lands on the words');
  });
});

test('columns are chosen in the address, and exported as shown', () => at('/events', async tab => {
  await tab.getByRole('button', {name: 'Columns'}).click();
  await tab.getByLabel('Confidence').check();
  await tab.getByLabel('Type').uncheck();
  await tab.keyboard.press('Escape');
  assert.equal(new URL(tab.url()).searchParams.get('cols'), 'date,parties,place,status,reports,independent,confidence');
  assert.deepEqual([await tab.locator('th', {hasText: 'Confidence'}).count(), await tab.locator('th', {hasText: 'Type'}).count()], [1, 0]);
  await tab.keyboard.press('.');
  await tab.getByRole('button', {name: 'the columns shown'}).click();
  const href = await tab.locator('dialog a[download]').getAttribute('href');
  assert.match(href, /fields=.*confidence/);
  const lines = (await (await fetch(new URL(href, program.url))).text()).split('\n');
  assert.match(lines[0], /confidence/);
  assert.doesNotMatch(lines[0], /type/);
}));

test('a question is kept under a name', () => at('/events?type=ASSAULT', async tab => {
  await tab.getByRole('button', {name: 'Views'}).click();
  await tab.getByLabel('Name of the view').fill('Violence');
  await tab.getByRole('button', {name: 'Save'}).click();
  await tab.goto(program.url + '/overview');
  await settle(tab);
  await tab.getByRole('button', {name: 'Views'}).click();
  await tab.getByRole('button', {name: 'Violence', exact: true}).click();
  await settle(tab);
  assert.match(tab.url(), /\/events\?type=ASSAULT$/);
  await tab.getByRole('button', {name: 'Views'}).click();
  await tab.getByRole('button', {name: 'Forget Violence'}).click();
  assert.equal(await tab.evaluate(() => localStorage.getItem('views')), null);
}));

test('an actor can be kept as a dossier', async () => {
  const actor = (await ask('actors?sort=-reports&limit=1')).data[0];
  await at('/actors/' + actor.actor_id, async tab => {
    const wait = tab.waitForEvent('download');
    await tab.getByRole('button', {name: 'Dossier'}).click();
    const words = readFileSync(await (await wait).path(), 'utf8');
    assert.ok(words.startsWith('# '), words.slice(0, 80));
    for (const part of ['## Events', '## Statements', actor.actor_id, 'revision']) assert.ok(words.includes(part), part);
  });
});

test('every quote that a mark shows is the text at its place', async () => {
  for (const row of (await ask('reports?limit=12')).data) {
    const report = await ask(`reports/${row.report_id}/annotations`);
    const text = [...report.text];
    for (const event of report.events) assert.equal(text.slice(event.trigger.begin, event.trigger.end).join(''), event.trigger.text);
    for (const one of report.statements) for (const span of one.content) assert.equal(text.slice(span.begin, span.end).join(''), span.text);
  }
});

test('a chain is followed from the origin outwards', async () => {
  const row = (await ask('statements?chain_min=2&limit=1')).data[0];
  assert.ok(row, 'the examples hold a statement told by somebody else');
  await at(`/reports/${row.report_id}#${row.statement_id}`, async tab => {
    const holders = tab.locator('.record.on .chain button.holder');
    assert.ok(await holders.count() >= 2);
    const outer = await holders.nth(1).textContent();
    await holders.nth(1).click();
    await tab.waitForFunction(name => document.querySelector('.record.on .chain button.holder')?.textContent === name, outer);
  });
});

test('a filter becomes part of the address, stays on other pages, and goes by its cross', () => at('/events', async tab => {
  await tab.locator('.facet', {hasText: 'Status'}).locator('label', {hasText: 'denied'}).click();
  await tab.waitForURL(/status=denied/);
  await settle(tab);
  const {count} = await ask('events?status=denied');
  await tab.locator('.counts', {hasText: new RegExp(`^${count.rows.toLocaleString('en')} event`)}).waitFor();
  await tab.locator('.nav a', {hasText: 'Overview'}).click();
  await tab.waitForURL(/overview\?status=denied/);
  await tab.locator('.part button[aria-label^="Without"]').first().click();
  await tab.waitForFunction(() => !location.search.includes('status'));
}));

test('what several reports tell is one line, and other wordings stand beside it', () => at('/statements?from=1995-08-29&to=1995-08-31&speaker=NATO officials', async tab => {
  const line = tab.locator('.quoteline', {hasText: 'other wording'}).first();
  await line.locator('summary').click();
  assert.match(await line.textContent(), /2 reports/);
  assert.deepEqual(await line.locator('del').allTextContents(), ['Italian', 'defence']);
  assert.deepEqual(await line.locator('ins').allTextContents(), ['in Italy', 'defense']);
}));

test('nothing found has a reason and a way out', () => at('/events?status=denied&from=2012', async tab => {
  await tab.waitForSelector('.empty .offers button');
  await tab.locator('.empty .offers button').first().click();
  await tab.waitForFunction(() => !/status=.*from=/.test(location.search));
}));

test('a misspelt filter is an error that can be mended', () => at('/events/ev_0000000000000', async tab => {
  await tab.waitForSelector('.problem');
}));

test('a correction is recorded, shown, and undone', async () => {
  const before = (await ask('decisions')).count.rows;
  const event = (await ask('events?status=happened&limit=1')).data[0];
  await at('/events/' + event.event_id, async tab => {
    await tab.keyboard.press('c');
    await tab.selectOption('.correct select >> nth=1', 'possible');
    await tab.fill('.correct input', 'a test');
    await tab.locator('.correct button[type=submit]').click();
    await tab.waitForSelector('.toast');
    await tab.waitForFunction(() => document.querySelector('.detailhead .status')?.textContent.includes('possible'));
    const [decision] = (await ask('decisions?limit=1')).data;
    assert.equal(decision.record_id, event.event_id);
    assert.equal(decision.act, 'correct');
    await tab.locator('.toast button', {hasText: 'Undo'}).click();
    await tab.waitForFunction(() => document.querySelector('.detailhead .status')?.textContent.includes('happened'));
    assert.equal((await ask('decisions')).count.rows, before + 2, 'both decisions stay');
  });
});

test('what is shown is exported, all of it', () => at('/events?status=planned', async tab => {
  const rows = (await ask('events?status=planned')).count.rows;
  await tab.keyboard.press('.');
  const started = tab.waitForEvent('download');
  await tab.locator('dialog a', {hasText: 'Export'}).click();
  const file = readFileSync(await (await started).path(), 'utf8').trim();
  const records = file.split(/\n(?=ev_)/);
  assert.equal(records.length - 1, rows);
}));

test('the link, the curl command and the SQL can be copied', () => at('/events?status=denied', async tab => {
  for (const [item, pattern] of [['curl', /^curl '?http.*status=denied/], ['SQL', /SELECT/i], ['Command line', /^demarche query events --status denied/]]) {
    await tab.locator('.querytools button', {hasText: 'Copy as'}).click();
    await tab.locator('.menupanel button', {hasText: item}).click();
    await tab.waitForSelector('.toast');
    assert.match(await tab.evaluate(() => navigator.clipboard.readText()), pattern, item);
  }
}));

test('a citation names its revision, and who follows it later is told what came since', async () => {
  let cited;
  await at('/events?status=denied', async tab => {
    await tab.getByRole('button', {name: 'Cite'}).click();
    cited = /https?:\S+/.exec(await tab.textContent('dialog[open] pre'))[0];
    assert.match(cited, /status=denied.*rev=\d+/);
    await tab.goto(cited);
    await settle(tab);
    assert.equal(await tab.locator('.banner').count(), 0, 'nothing has come since');
  });
  const event = (await ask('events?limit=1')).data[0].event_id;
  const made = await (await fetch(`${program.url}/api/v1/decisions`, {method: 'POST', headers: {'Content-Type': 'application/json'},
    body: JSON.stringify({act: 'accept', record_id: event, by: 'Ana'})})).json();
  await at(cited.replace(program.url, ''), async tab => {
    await tab.waitForSelector('.banner');
    assert.match(await tab.textContent('.banner'), /Cited at revision \d+ .* 1 event changed; 1 decision new/);
    await tab.getByRole('button', {name: 'Close'}).click();
    assert.doesNotMatch(tab.url(), /rev=/);
  });
  await fetch(`${program.url}/api/v1/decisions/${made.data.decision_id}/undo`, {method: 'POST', headers: {'Content-Type': 'application/json'}, body: JSON.stringify({by: 'Ana'})});
});

test('the server going away is said, and the page stays', async () => {
  await at('/events', async tab => {
    await tab.route('**/api/v1/**', route => route.abort());
    await tab.locator('.facet', {hasText: 'Status'}).locator('label', {hasText: 'happened'}).click();
    await tab.waitForSelector('.banner');
    assert.match(await tab.textContent('.banner'), /Lost the server at \d\d:\d\d/);
    await tab.unroute('**/api/v1/**');
    await tab.locator('.banner button').click();
    await tab.waitForSelector('.banner', {state: 'detached'});
  });
});

// docs/manual/web.md, "A way through the examples".
test('who first reported the shelling, who denied it, what was planned and what came of it: under two minutes', () => at('/', async tab => {
  const begin = Date.now();
  await tab.locator('.doors a', {hasText: 'Who denies it?'}).click();
  const dispute = tab.locator('article.dispute', {hasText: 'asserted and denied'}).filter({hasText: 'covered market'});
  await dispute.waitFor();
  assert.match(await dispute.locator('.side').first().innerText(), /Northern Wire[^]*hospital officials/);
  const denier = /(Bosnian Serb leadership|Radovan Karadžić|army’s main staff)/;    // the report has three
  const denies = await dispute.locator('.side').nth(1).innerText();
  assert.match(denies, /Danube News Agency/);
  assert.match(denies, denier);
  await dispute.locator('h2 a').click();
  await tab.waitForURL(/events\/ev_/);
  await tab.locator('.telling', {hasText: 'Northern Wire'}).first().waitFor();
  assert.match(await tab.innerText('main'), /how many\s+35 \/ 37/);
  await tab.keyboard.press('g');
  await tab.keyboard.press('p');
  await tab.waitForURL(/plans/);
  await tab.locator('.planrow').first().waitFor();
  assert.match(await tab.innerText('main'), /kept|late/);
  assert.ok(Date.now() - begin < 120_000);
}));
