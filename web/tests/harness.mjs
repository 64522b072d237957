// SPDX-License-Identifier: Apache-2.0
// What the tests stand on: Debian's Chromium, and a program that serves the example ledger.
// DEMARCHE_URL names a running server instead; DEMARCHE the program; CHROMIUM the browser.
import {spawn, execFileSync} from 'node:child_process';
import {createServer} from 'node:http';
import {existsSync, mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';

export const WEB = dirname(dirname(fileURLToPath(import.meta.url)));
const ROOT = dirname(WEB);

export function findChromium() {
  return [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser'].find(path => path && existsSync(path)) ?? null;
}

export function findProgram() {
  return [process.env.DEMARCHE, join(ROOT, 'build/dev/demarche'), join(ROOT, 'build/release/demarche')].find(path => path && existsSync(path)) ?? null;
}

export async function openBrowser() {
  const {chromium} = await import('playwright-core');
  return chromium.launch({executablePath: findChromium(), args: ['--no-sandbox', '--font-render-hinting=none', '--force-color-profile=srgb']});
}

/** Waits for the line "Serving LEDGER at URL". */
function addressOf(child) {
  return new Promise((resolve, reject) => {
    let said = '';
    const timer = setTimeout(() => reject(new Error('demarche serve did not say where within 20 s: ' + said)), 20_000);
    child.stdout.on('data', data => {
      said += data;
      const found = /at (http:\S+)/.exec(said);
      if (found) {
        clearTimeout(timer);
        resolve(found[1].replace(/\/$/, ''));
      }
    });
    child.on('exit', code => reject(new Error(`demarche serve ended with ${code}: ${said}`)));
  });
}

/** Serves the examples from a ledger of its own, which decisions may change. */
export async function startProgram({write = true, flags = []} = {}) {
  if (process.env.DEMARCHE_URL) return {url: process.env.DEMARCHE_URL, stop() {}};
  const program = findProgram();
  const folder = mkdtempSync(join(tmpdir(), 'demarche-page-'));
  const ledger = join(folder, 'dayton.db');
  execFileSync(program, ['read', '-q', join(ROOT, 'examples/dayton'), '-l', ledger], {stdio: ['ignore', 'ignore', 'inherit']});
  const child = spawn(program, ['serve', '-l', ledger, '--listen', '127.0.0.1:0', ...(write ? ['--write'] : []), ...flags], {stdio: ['ignore', 'pipe', 'inherit']});
  const stop = async () => {
    child.removeAllListeners('exit');
    const ended = new Promise(resolve => child.on('exit', resolve));
    child.kill('SIGTERM');
    await ended;
    rmSync(folder, {recursive: true, force: true});
  };
  return {url: await addressOf(child), ledger, stop};
}

const KINDS = {js: 'text/javascript', css: 'text/css', html: 'text/html', svg: 'image/svg+xml', woff2: 'font/woff2', json: 'application/json'};

/** The page alone, with answers that a test gives: how it draws does not depend on what the model finds. */
export async function startPage(answer) {
  const server = createServer((request, reply) => {
    const url = new URL(request.url, 'http://page');
    if (/^\/(api|version)/.test(url.pathname)) {
      const found = answer(url.pathname.replace('/api/v1/', ''), url.searchParams);
      reply.writeHead(found ? 200 : 404, {'Content-Type': 'application/json', 'Demarche-Revision': '7'});
      reply.end(JSON.stringify(found ?? {title: 'No such record', detail: url.pathname, status: 404}));
      return;
    }
    const name = url.pathname.slice(1).includes('.') ? url.pathname.slice(1) : 'index.html';
    const file = join(WEB, 'dist', name);
    if (!existsSync(file)) {
      reply.writeHead(404).end();
      return;
    }
    reply.writeHead(200, {'Content-Type': KINDS[name.split('.').pop()] ?? 'application/octet-stream', 'Content-Security-Policy': "default-src 'self'"});
    reply.end(readFileSync(file));
  });
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
  return {url: `http://127.0.0.1:${server.address().port}`, stop: () => server.close()};
}

/** A tab that fails the test for any error of a script, whatever else it shows. */
export async function openTab(browser, {width = 1280, height = 860, theme = 'light', reduced = true} = {}) {
  const context = await browser.newContext({viewport: {width, height}, colorScheme: theme, reducedMotion: reduced ? 'reduce' : 'no-preference',
    permissions: ['clipboard-read', 'clipboard-write'], acceptDownloads: true});
  const tab = await context.newPage();
  const errors = [];
  tab.on('pageerror', error => errors.push(error.message));
  tab.on('console', message => { if (message.type() === 'error' && !/status of 4\d\d|ERR_FAILED/.test(message.text())) errors.push(message.text()); });
  return {tab, errors, close: () => context.close()};
}

export async function settle(tab) {
  await tab.waitForLoadState('networkidle');
  await tab.evaluate(() => document.fonts.ready);
}
