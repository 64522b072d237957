// SPDX-License-Identifier: Apache-2.0
// node web/tests/run.mjs [NAME...]: drives the page in Chromium. What is missing is named, and the tests that need it are skipped,
// visibly: exit code 77.
import {spawnSync} from 'node:child_process';
import {existsSync, readdirSync} from 'node:fs';
import {join} from 'node:path';
import {WEB, findChromium, findProgram} from './harness.mjs';

function skip(reason) {
  console.log(`SKIPPED: the page was not tested. ${reason}`);
  process.exit(77);
}

if (Number(process.versions.node.split('.')[0]) < 18) skip(`Node ${process.versions.node} is older than 18.`);
if (!existsSync(join(WEB, 'node_modules/playwright-core'))) skip('Its packages are not there: cd web && npm ci');
if (!findChromium()) skip('There is no Chromium: apt-get install chromium');

const names = process.argv.slice(2);
let files = readdirSync(join(WEB, 'tests')).filter(file => file.endsWith('.test.mjs') && (!names.length || names.some(name => file.startsWith(name))));
if (!process.env.DEMARCHE_URL && !findProgram()) {
  console.log('SKIPPED: tests of a running program. There is none in build/: ./dev build');
  files = files.filter(file => file.startsWith('pictures'));
}
let failed = 0;
for (const [what, script, ...flags] of [['types', 'node_modules/typescript/bin/tsc', '--noEmit'], ['dist', 'build.mjs', '--check']]) {
  if (names.length) continue;
  if (spawnSync(process.execPath, [join(WEB, script), ...flags], {stdio: 'inherit', cwd: WEB}).status === 0) continue;
  console.error(`FAILED: ${what}`);
  failed += 1;
}
for (const file of files.sort()) {
  const ended = spawnSync(process.execPath, ['--test', join(WEB, 'tests', file)], {stdio: 'inherit', cwd: WEB});
  if (ended.status !== 0) failed += 1;
}
process.exit(failed ? 1 : 0);
