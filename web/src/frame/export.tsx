// SPDX-License-Identifier: Apache-2.0
// Export is the question, all rows, without saving anything first. The number of rows is told before the click, and what a format
// cannot hold too.
import {useState} from 'preact/hooks';
import {answered} from '../core/answered';
import {BASE, listAddress} from '../core/api';
import {type Kind, filtersFor} from '../core/filters';
import {useKeys} from '../core/keys';
import {count} from '../core/words';
import {Dialog, Toggle} from '../parts/basics';
import {Icon} from '../parts/icons';

interface Format { name: string; words: string; loses: string; address: (kind: Kind, fields: string) => string; of?: Kind[]; per: number }

const listAs = (suffix: string) => (kind: Kind, fields: string) => listAddress(`${kind}.${suffix}`, filtersFor(kind), fields ? {fields} : {});
const exported = (format: string) => (kind: Kind) => listAddress('exports/' + format, filtersFor(kind));

const FORMATS: Format[] = [
  {name: 'csv', words: 'CSV, for spreadsheets, R and pandas', loses: 'Lists are joined by “;”. Nothing else is lost.', address: listAs('csv'), per: 320},
  {name: 'jsonl', words: 'JSON Lines, one object a row', loses: 'Nothing is lost.', address: listAs('jsonl'), per: 700},
  {name: 'tsv', words: 'TSV', loses: 'Lists are joined by “;”. Nothing else is lost.', address: listAs('tsv'), per: 320},
  {name: 'plover', words: 'PLOVER JSON Lines', loses: 'Votes and chains stand in an extra object; status goes into “context”.', address: exported('plover'), of: ['events'], per: 1200},
  {name: 'polecat', words: 'POLECAT-shaped TSV', loses: 'No status, votes, chains or quotes: only what happened or goes on is written.', address: exported('polecat'), of: ['events'], per: 400},
  {name: 'icews', words: 'ICEWS-shaped TSV', loses: 'No status, votes, chains or quotes: only what happened or goes on is written.', address: exported('icews'), of: ['events'], per: 300},
  {name: 'gdelt2', words: 'GDELT 2.0-shaped TSV', loses: 'No status, votes, chains or quotes: only what happened or goes on is written.', address: exported('gdelt2'), of: ['events'], per: 400},
  {name: 'geojson', words: 'GeoJSON, for maps', loses: 'Events without a place are left out.', address: exported('geojson'), of: ['events'], per: 900},
  {name: 'gexf', words: 'GEXF, for Gephi', loses: 'Who acts on whom, without the single events.', address: exported('gexf'), of: ['events', 'actors'], per: 150},
];

function size(bytes: number): string {
  return bytes > 1_500_000 ? `about ${Math.round(bytes / 1_000_000)} MB` : `about ${Math.max(1, Math.round(bytes / 1000))} kB`;
}

export function Export({kind, nouns}: {kind: Kind; nouns: [string, string]}) {
  const [open, setOpen] = useState(false);
  const [chosen, setChosen] = useState('csv');
  const [columns, setColumns] = useState<'all' | 'shown'>('all');
  useKeys({'.': {label: 'Export', act: () => setOpen(true)}});
  const rows = answered.value?.kind === kind ? answered.value.count?.rows ?? null : null;
  const some = FORMATS.filter(one => !one.of || one.of.includes(kind));
  const format = some.find(one => one.name === chosen) ?? some[0] as Format;
  const fields = answered.value?.fields ?? '';
  const hasColumns = fields !== '' && ['csv', 'tsv', 'jsonl'].includes(format.name);
  const what = rows === null ? nouns[1] : count(rows, ...nouns);
  return <>
    <button type="button" class="button" onClick={() => setOpen(true)}><Icon name="download" />Export {what}</button>
    <Dialog title={`Export ${what}`} open={open} onClose={() => setOpen(false)}>
      <p class="muted">{answered.value?.human || 'Everything in the ledger'}. All rows are written, not only those shown.</p>
      <fieldset class="choices" aria-label="Format">{some.map(one => <label class="choice" key={one.name}>
        <input type="radio" name="format" checked={one.name === format.name} onChange={() => setChosen(one.name)} /><span>{one.words}</span>
        <span class="rows small">{rows === null ? '' : size(rows * one.per)}</span></label>)}</fieldset>
      {hasColumns ? <p class="formrow"><Toggle label="Columns" value={columns} choices={[['all', 'all columns'], ['shown', 'the columns shown']]} onChange={setColumns} /></p> : null}
      <p class="small">{hasColumns && columns === 'shown' ? 'Only the columns shown are written.' : format.loses}</p>
      <p class="formrow"><a class="button strong" href={BASE + format.address(kind, hasColumns && columns === 'shown' ? fields : '')} download={`${kind}.${['plover'].includes(format.name) ? 'jsonl' : format.name}`}
        onClick={() => setOpen(false)}><Icon name="download" />Export {what}</a></p>
    </Dialog>
  </>;
}
