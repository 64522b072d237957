// SPDX-License-Identifier: Apache-2.0
// Pictures of the page, drawn from invented answers and compared with those in pictures/. UPDATE=1 makes them anew; look at them then.
// A few points may differ in their edges; more than TOLERANCE of all points fails.
import assert from 'node:assert/strict';
import {existsSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {after, before, test} from 'node:test';
import {WEB, openBrowser, openTab, settle, startPage} from './harness.mjs';
import {answer} from './invented.mjs';

const TOLERANCE = 0.005;
const FOLDER = join(WEB, 'tests/pictures');
const FOUND = join(WEB, '../build/page-pictures');

const PICTURES = [
  {name: 'reader-light', path: '/reports/rp_1#mn_5', width: 1200, height: 760},
  {name: 'reader-dark', path: '/reports/rp_1#st_3', width: 1200, height: 760, theme: 'dark'},
  {name: 'reader-narrow', path: '/reports/rp_1#mn_3', width: 390, height: 800},
  {name: 'events', path: '/events', width: 1200, height: 640},
  {name: 'overview-dark', path: '/overview', width: 1200, height: 760, theme: 'dark'},
];

let page;
let browser;
before(async () => { page = await startPage(answer); browser = await openBrowser(); });
after(async () => { await browser?.close(); page?.stop(); });

/** The share of points of two pictures that differ to the eye. The browser decodes them. */
async function difference(tab, one, other) {
  return tab.evaluate(async sources => {
    const [a, b] = await Promise.all(sources.map(async source => {
      const bytes = Uint8Array.from(atob(source), character => character.charCodeAt(0));
      const picture = await createImageBitmap(new Blob([bytes], {type: 'image/png'}));
      const canvas = new OffscreenCanvas(picture.width, picture.height);
      const pen = canvas.getContext('2d');
      pen.drawImage(picture, 0, 0);
      return pen.getImageData(0, 0, picture.width, picture.height);
    }));
    if (a.width !== b.width || a.height !== b.height) return 1;
    let different = 0;
    for (let at = 0; at < a.data.length; at += 4) {
      const far = Math.abs(a.data[at] - b.data[at]) + Math.abs(a.data[at + 1] - b.data[at + 1]) + Math.abs(a.data[at + 2] - b.data[at + 2]);
      if (far > 60) different += 1;
    }
    return different / (a.width * a.height);
  }, [one.toString('base64'), other.toString('base64')]);
}

for (const picture of PICTURES) {
  test(`picture ${picture.name}`, async () => {
    const {tab, errors, close} = await openTab(browser, picture);
    await tab.goto(page.url + picture.path);
    await settle(tab);
    await tab.waitForTimeout(600);  // a list that scrolls to its record takes a moment
    const found = await tab.screenshot({animations: 'disabled', caret: 'hide'});
    assert.deepEqual(errors, []);
    const file = join(FOLDER, picture.name + '.png');
    if (process.env.UPDATE || !existsSync(file)) {
      assert.ok(process.env.UPDATE, `${file} is missing: UPDATE=1 makes it`);
      writeFileSync(file, found);
    } else {
      const share = await difference(tab, found, readFileSync(file));
      if (share > TOLERANCE) {
        mkdirSync(FOUND, {recursive: true});
        writeFileSync(join(FOUND, picture.name + '.png'), found);
      }
      assert.ok(share <= TOLERANCE, `${(100 * share).toFixed(2)} % of the points differ; see build/page-pictures/${picture.name}.png beside ${file}`);
    }
    await close();
  });
}
