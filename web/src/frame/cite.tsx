// SPDX-License-Identifier: Apache-2.0
// How to cite what is shown: ledger, revision, question, day, version. The address keeps the revision: since.tsx tells what came later.
import {useState} from 'preact/hooks';
import {answered} from '../core/answered';
import {revision} from '../core/api';
import type {Kind} from '../core/filters';
import {server} from '../core/server';
import {Dialog} from '../parts/basics';
import {Icon} from '../parts/icons';
import {copyText} from '../parts/toast';

function citations(kind: Kind): [string, string][] {
  const day = new Date().toISOString().slice(0, 10);
  const what = answered.value?.human || kind;
  const ledger = server.value.ledger.split('/').pop() || 'ledger';
  const address = new URL(location.href);
  address.searchParams.set('rev', String(revision.value));
  const program = `Demarche ${server.value.version}`.trim();
  return [
    ['Plain', `${ledger}, revision ${revision.value}: ${what}. ${program}, ${day}. ${address}`],
    ['APA', `${program} (${day.slice(0, 4)}). ${what} [Data set; ledger ${ledger}, revision ${revision.value}]. Retrieved ${day}, from ${address}`],
    ['BibTeX', `@misc{demarche-${ledger.replace(/\W/g, '')}-r${revision.value},\n  title = {${what}},\n  howpublished = {Ledger ${ledger}, revision ${revision.value}, ${program}},\n`
      + `  year = {${day.slice(0, 4)}},\n  note = {Accessed ${day}},\n  url = {${address}}\n}`],
  ];
}

export function Cite({kind}: {kind: Kind}) {
  const [open, setOpen] = useState(false);
  return <>
    <button type="button" class="button" onClick={() => setOpen(true)}><Icon name="quote" />Cite</button>
    <Dialog title="Cite what is shown" open={open} onClose={() => setOpen(false)}>
      {citations(kind).map(([name, words]) => <div key={name}><h3 class="formrow">{name}
        <button type="button" class="button quiet" onClick={() => void copyText(words, name)}><Icon name="copy" />Copy</button></h3>
        <pre class="code" tabIndex={0}>{words}</pre></div>)}
    </Dialog>
  </>;
}
