// SPDX-License-Identifier: Apache-2.0
// The way from the start to a record, its event and its export without a mouse.
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {openBrowser, openTab, settle, startProgram} from './harness.mjs';

let program;
let browser;
before(async () => { program = await startProgram(); browser = await openBrowser(); });
after(async () => { await browser?.close(); await program?.stop(); });

test('read, find, open, go back, export: keys alone', async () => {
  const {tab, errors, close} = await openTab(browser);
  await tab.goto(program.url + '/');
  await settle(tab);
  const press = async (...keys) => { for (const key of keys) await tab.keyboard.press(key); };
  await press('Tab');
  assert.equal(await tab.evaluate(() => document.activeElement.textContent), 'Skip to the content');
  await press('g', 'r');
  await tab.waitForURL(/\/reports$/);
  await tab.waitForSelector('table.list tr.row');
  await press('j', 'Enter');
  await tab.waitForURL(/\/reports\/rp_/);
  await tab.waitForSelector('.text mark');
  for (let steps = 0; steps < 60 && !/#mn_/.test(tab.url()); steps += 1) await press('j');
  assert.match(tab.url(), /#mn_/);
  await press('Enter');
  await tab.waitForURL(/\/events\/ev_/);
  await tab.waitForSelector('.telling');
  await press('g', 'e');
  await tab.waitForSelector('table.list tr.row');
  await press('j', 'Enter');
  await tab.waitForURL(/sel=ev_/);
  await tab.waitForSelector('.openrow .telling');
  await press('Escape');
  await tab.waitForFunction(() => !location.search.includes('sel='));
  await press('.');
  await tab.waitForSelector('dialog[open] fieldset');
  await press('Escape');
  await press('/');
  assert.equal(await tab.evaluate(() => document.activeElement.type), 'search');
  await tab.keyboard.type('shell');
  await press('Enter');
  await tab.waitForURL(/\/search\?q=shell/);
  await tab.evaluate(() => document.activeElement.blur());
  await press('?');
  await tab.waitForSelector('dialog[open] kbd');
  assert.deepEqual(errors, []);
  await close();
});

test('the focus is seen on everything that takes it', async () => {
  const {tab, close} = await openTab(browser);
  await tab.goto(program.url + '/events');
  await settle(tab);
  for (let steps = 0; steps < 40; steps += 1) {
    await tab.keyboard.press('Tab');
    const seen = await tab.evaluate(() => {
      const element = document.activeElement;
      if (element === document.body) return true;
      const style = getComputedStyle(element);
      return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2 || element.type === 'checkbox';
    });
    assert.ok(seen, await tab.evaluate(() => document.activeElement.outerHTML.slice(0, 120)));
  }
  await close();
});

test('single letters can be switched off', async () => {
  const {tab, close} = await openTab(browser);
  await tab.goto(program.url + '/events');
  await settle(tab);
  await tab.keyboard.press('?');
  await tab.locator('dialog[open] label', {hasText: 'Single letters'}).click();
  await tab.keyboard.press('Escape');
  await tab.keyboard.press('.');
  await tab.waitForTimeout(200);
  assert.equal(await tab.locator('dialog[open]').count(), 0);
  await close();
});
