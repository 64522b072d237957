// SPDX-License-Identifier: Apache-2.0
// Builds web/dist from web/src: node web/build.mjs [--check] [--watch]
// File names carry a digest of their content, so that they may be kept for ever by a browser. dist/manifest.json lists the files.
// --check builds elsewhere and compares with dist: the committed page is the one that the sources make.
import {createHash} from 'node:crypto';
import {mkdtempSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {gzipSync} from 'node:zlib';
import * as esbuild from 'esbuild';
import {quantize} from 'topojson-client';

const HERE = dirname(fileURLToPath(import.meta.url));
const KINDS = {'.js': 'text/javascript', '.css': 'text/css', '.html': 'text/html', '.svg': 'image/svg+xml', '.woff2': 'font/woff2',
  '.json': 'application/json', '.txt': 'text/plain'};

// In bytes after gzip, from the design: what the first page needs, and what a page adds that is loaded only when it is opened.
const BUDGETS = [
  {what: 'JavaScript of the first page', most: 90_000, of: sizes => sizes.entry},
  {what: 'styles', most: 15_000, of: sizes => sizes.style},
  {what: 'added by the map', most: 55_000, of: sizes => sizes.added('pages/map.tsx')},
  {what: 'added by the network', most: 20_000, of: sizes => sizes.added('parts/network.tsx')},
  {what: 'everything, raw', most: 1_500_000, of: sizes => sizes.raw},
  {what: 'everything, compressed', most: 500_000, of: sizes => sizes.all},
];

function digestOf(bytes) {
  return createHash('sha256').update(bytes).digest('hex').slice(0, 10);
}

/** The finer atlas on a coarser grid (0.018 degrees, less than a point of the map until it is twenty times nearer): a third smaller. */
function lighterAtlas(topology) {
  const {scale, translate} = topology.transform;
  const arcs = topology.arcs.map(arc => {
    let [x, y] = [0, 0];
    return arc.map(([dx, dy]) => [(x += dx) * scale[0] + translate[0], (y += dy) * scale[1] + translate[1]]);
  });
  const {transform, ...rest} = {...topology, arcs, objects: {countries: topology.objects.countries}};
  return quantize(rest, 2e4);
}

const ATLAS = {
  name: 'atlas',
  setup: build => build.onLoad({filter: /countries-50m\.json$/}, ({path}) =>
    ({contents: JSON.stringify(lighterAtlas(JSON.parse(readFileSync(path, 'utf8')))), loader: 'json'})),
};

async function bundle(folder) {
  const result = await esbuild.build({
    absWorkingDir: HERE,
    entryPoints: {app: 'src/main.tsx', theme: 'src/theme-boot.ts', style: 'src/style/all.css'},
    outdir: folder, bundle: true, splitting: true, format: 'esm', minify: true, metafile: true, target: 'es2022', charset: 'utf8',
    jsx: 'automatic', jsxImportSource: 'preact', entryNames: '[name]-[hash]', chunkNames: 'part-[hash]', assetNames: '[name]-[hash]',
    loader: {'.woff2': 'file', '.topojson': 'json'}, plugins: [ATLAS], legalComments: 'none', logLevel: 'warning',
  });
  const outputs = Object.entries(result.metafile.outputs).map(([path, about]) => ({name: path.split('/').pop(), ...about}));
  const entry = source => outputs.find(one => one.entryPoint === source).name;
  const page = readFileSync(join(HERE, 'src/index.html'), 'utf8')
    .replace('%APP%', entry('src/main.tsx')).replace('%THEME%', entry('src/theme-boot.ts'))
    .replace('%STYLE%', entry('src/style/all.css')).replace('%EARLY%', early(outputs, entry('src/main.tsx')));
  writeFileSync(join(folder, 'index.html'), page);
  writeFileSync(join(folder, 'icon.svg'), readFileSync(join(HERE, 'src/icon.svg')));
  writeFileSync(join(folder, 'licenses.txt'), licensesOf(Object.keys(result.metafile.inputs)));
  writeManifest(folder);
  return outputs;
}

/** The terms of everything that is not ours and that the page carries. */
function licensesOf(inputs) {
  const packages = new Set(inputs.map(path => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1]).filter(Boolean));
  return [...packages].sort().map(name => {
    const home = join(HERE, 'node_modules', name);
    const about = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8'));
    const file = readdirSync(home).find(one => /^licen[cs]e/i.test(one));
    if (!file) throw new Error(`${name} comes without its license`);
    return `${name} ${about.version} (${about.license})\n\n${readFileSync(join(home, file), 'utf8').trim()}\n`;
  }).join('\n' + '-'.repeat(80) + '\n\n');
}

/** What the first page needs anyway is asked for at once, not only when the script that wants it has come. */
function early(outputs, app) {
  const parts = [...loadedWith(outputs, app)].filter(name => name !== app).map(name => `<link rel="modulepreload" href="${name}">`);
  const fonts = outputs.map(one => one.name).filter(name => /-latin-wght.*woff2$/.test(name))
    .map(name => `<link rel="preload" href="${name}" as="font" type="font/woff2" crossorigin>`);
  return [...parts, ...fonts].join('\n  ');
}

function writeManifest(folder) {
  const files = readdirSync(folder).filter(name => name !== 'manifest.json').sort().map(name => {
    const bytes = readFileSync(join(folder, name));
    return {name, type: KINDS[name.slice(name.lastIndexOf('.'))] ?? 'application/octet-stream', bytes: bytes.length, sha256: digestOf(bytes),
      immutable: !['index.html', 'icon.svg', 'licenses.txt'].includes(name)};
  });
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify({files}, null, 1) + '\n');
}

// The files that an entry loads at once, found by following its imports that are no calls of import().
function loadedWith(outputs, name, seen = new Set()) {
  if (seen.has(name)) return seen;
  seen.add(name);
  for (const use of outputs.find(one => one.name === name)?.imports ?? []) {
    if (use.kind === 'import-statement') loadedWith(outputs, use.path.split('/').pop(), seen);
  }
  return seen;
}

function measure(folder, outputs) {
  const zipped = name => gzipSync(readFileSync(join(folder, name)), {level: 9}).length;
  const sum = names => [...names].reduce((total, name) => total + zipped(name), 0);
  const app = outputs.find(one => one.entryPoint === 'src/main.tsx').name;
  const first = loadedWith(outputs, app);
  const names = readdirSync(folder).filter(name => name !== 'manifest.json');
  return {
    entry: sum(first), style: zipped(outputs.find(one => one.entryPoint === 'src/style/all.css').name),
    added: source => {
      const own = outputs.find(one => one.entryPoint === 'src/' + source);
      if (!own) throw new Error(`${source} is no longer loaded by itself: mend BUDGETS in web/build.mjs`);
      return sum([...loadedWith(outputs, own.name)].filter(name => !first.has(name)));
    },
    raw: names.reduce((total, name) => total + readFileSync(join(folder, name)).length, 0),
    all: names.reduce((total, name) => total + (name.endsWith('.woff2') ? readFileSync(join(folder, name)).length : zipped(name)), 0),
  };
}

function checkBudgets(folder, outputs) {
  const sizes = measure(folder, outputs);
  let kept = true;
  for (const {what, most, of} of BUDGETS) {
    const size = of(sizes);
    console.log(`${size <= most ? '  ' : '! '}${what.padEnd(34)} ${String(size).padStart(9)} of ${most} bytes`);
    kept &&= size <= most;
  }
  return kept;
}

function differences(made, committed) {
  const names = new Set([...readdirSync(made), ...readdirSync(committed)]);
  return [...names].filter(name => {
    try {
      return !readFileSync(join(made, name)).equals(readFileSync(join(committed, name)));
    } catch {
      return true;
    }
  });
}

const dist = join(HERE, 'dist');
const check = process.argv.includes('--check');
const folder = check ? mkdtempSync(join(tmpdir(), 'demarche-web-')) : dist;
if (!check) {
  rmSync(dist, {recursive: true, force: true});
  mkdirSync(dist);
}
const outputs = await bundle(folder);
let good = checkBudgets(folder, outputs);
if (check) {
  const different = differences(folder, dist);
  if (different.length) {
    console.error(`web/dist is not what web/src makes: ${different.join(', ')}\n  run: node web/build.mjs, and commit web/dist`);
    good = false;
  }
  rmSync(folder, {recursive: true});
}
process.exit(good ? 0 : 1);
