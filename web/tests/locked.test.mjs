// SPDX-License-Identifier: Apache-2.0
// A server that asks for a token: the page asks its reader, and then everything works, downloads too.
import assert from 'node:assert/strict';
import {mkdtempSync, readFileSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, before, test} from 'node:test';
import {openBrowser, openTab, settle, startProgram} from './harness.mjs';

const TOKEN = 'invented; token, 0123456789';
let program;
let browser;
before(async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'demarche-tokens-')), 'tokens');
  writeFileSync(file, `read,review ${TOKEN}\n`);
  program = await startProgram({flags: ['--token-file', file]});
  browser = await openBrowser();
});
after(async () => { await browser?.close(); await program?.stop(); });

test('a token opens the page, a wrong one does not', {skip: process.env.DEMARCHE_URL ? 'a server of its own is needed' : false}, async () => {
  const {tab, errors, close} = await openTab(browser);
  await tab.goto(program.url + '/events?country=BIH');
  await tab.waitForSelector('.locked');
  await tab.fill('input[name=token]', 'not the token of this server');
  await tab.click('.locked button');
  await tab.waitForSelector('.locked [role=alert]');
  await tab.fill('input[name=token]', TOKEN);
  await tab.click('.locked button');
  await tab.waitForSelector('table.list tr.row');
  assert.equal(await tab.locator('.locked').count(), 0);
  assert.equal(new URL(tab.url()).search, '?country=BIH');
  await tab.keyboard.press('.');
  await tab.waitForSelector('dialog[open] a[download]');
  const [download] = await Promise.all([tab.waitForEvent('download'), tab.click('dialog[open] a[download]')]);
  assert.match(readFileSync(await download.path(), 'utf8'), /event_id/);
  await tab.goto(program.url + '/review');
  await settle(tab);
  assert.equal(await tab.locator('.locked').count(), 0);
  assert.deepEqual(errors, []);
  await close();
});
