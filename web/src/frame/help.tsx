// SPDX-License-Identifier: Apache-2.0
import {activeKeys, helpShown, lettersOn, switchLetters} from '../core/keys';
import {STATUSES} from '../core/words';
import {Dialog} from '../parts/basics';
import {Quad, StatusWord} from '../parts/icons';

/** All keys that work on this page, and what the signs mean. */
export function Help() {
  return <Dialog title="Keys and signs" open={helpShown.value} onClose={() => { helpShown.value = false; }}>
    <dl class="helpgrid">{activeKeys().map(([name, key]) => <div key={name}><dt>{name.split(' ').map(part => <kbd key={part}>{part}</kbd>)}</dt>
      <dd>{key.label}</dd></div>)}</dl>
    <p class="formrow"><label class="choice"><input type="checkbox" checked={lettersOn.value}
      onChange={event => switchLetters((event.target as HTMLInputElement).checked)} /> Single letters work as keys</label></p>
    <h3>Kinds of act</h3>
    <dl class="helpgrid"><div><dt><Quad quad={1} /></dt><dd>verbal cooperation</dd></div><div><dt><Quad quad={2} /></dt><dd>material cooperation</dd></div>
      <div><dt><Quad quad={3} /></dt><dd>verbal conflict</dd></div><div><dt><Quad quad={4} /></dt><dd>material conflict</dd></div></dl>
    <h3>What the source says of an act</h3>
    <dl class="helpgrid">{Object.entries(STATUSES).map(([status, means]) => <div key={status}><dt><StatusWord status={status} /></dt><dd class="small">{means}</dd></div>)}</dl>
  </Dialog>;
}
