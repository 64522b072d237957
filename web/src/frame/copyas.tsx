// SPDX-License-Identifier: Apache-2.0
// The shown question for use elsewhere. Every view is an address, and every address is one of the API too.
import {BASE, ask, listAddress} from '../core/api';
import {type Kind, filtersFor} from '../core/filters';
import {Menu} from '../parts/basics';
import {copyText, say} from '../parts/toast';

/** For a shell: between single quotes, with those inside written as they must be. */
export function shellWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

export function apiUrl(address: string): string {
  return location.origin + BASE + address;
}

function cliOf(kind: Kind): string {
  const flags = [...filtersFor(kind)].map(([name, value]) => `--${name.replaceAll('_', '-')} ${shellWord(value)}`);
  return ['demarche query', kind, ...flags].join(' ');
}

function pythonOf(kind: Kind): string {
  return `import pandas as pd\n\n${kind} = pd.read_csv(${JSON.stringify(apiUrl(listAddress(kind + '.csv', filtersFor(kind))))})\n`;
}

function rOf(kind: Kind): string {
  return `${kind} <- read.csv(${JSON.stringify(apiUrl(listAddress(kind + '.csv', filtersFor(kind))))})\n`;
}

async function copySql(kind: Kind): Promise<void> {
  try {
    const answer = await ask<{sql: string}>(listAddress('sql/' + kind, filtersFor(kind)));
    await copyText(answer.sql, 'SQL');
  } catch (problem) {
    say(`No SQL for this: ${(problem as Error).message}`);
  }
}

export function CopyAs({kind}: {kind: Kind}) {
  const ways: [string, string, () => void][] = [
    ['Link', 'this page', () => void copyText(location.href, 'Link')],
    ['curl', 'the API', () => void copyText(`curl ${shellWord(apiUrl(listAddress(kind, filtersFor(kind))))}`, 'curl command')],
    ['Python', 'pandas', () => void copyText(pythonOf(kind), 'Python')],
    ['R', '', () => void copyText(rOf(kind), 'R')],
    ['SQL', 'for sqlite3', () => void copySql(kind)],
    ['Command line', 'demarche query', () => void copyText(cliOf(kind), 'Command')],
  ];
  return <Menu label="Copy as" icon="copy" right>{close => ways.map(([name, what, act]) => <button type="button" class="menuitem" key={name}
    onClick={() => { act(); close(); }}>{name}<span class="muted small">{what}</span></button>)}</Menu>;
}
