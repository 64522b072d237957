// SPDX-License-Identifier: Apache-2.0
// Everything that the ledger holds of one actor as a text to keep: names, acts, statements, plans, disputes, each with its address.
import {useState} from 'preact/hooks';
import {get, revision} from '../core/api';
import {to} from '../core/router';
import {type ActorRow, disputeOf, eventOf, planOf, statementOf} from '../core/rows';
import {server} from '../core/server';
import type {Listing, One, Row} from '../core/types';
import {SECTORS, count, countryName, modeWords, sayDay, sayInterval} from '../core/words';
import {text} from './basics';
import {Icon} from './icons';
import {say} from './toast';

const MOST = 200;  // rows of each kind

const link = (words: string, below: string) => `[${words}](${new URL(to(below), location.href).href})`;
/** What Markdown would take for a mark of its own. */
const plain = (words: string) => words.replace(/\s+/gu, ' ').replace(/([\\`*_[\]<>#|])/g, '\\$1');

function section(title: string, listing: Listing<Row>, line: (row: Row) => string): string {
  if (!listing.data.length) return '';
  const all = listing.count?.rows ?? listing.data.length;
  const rest = all > listing.data.length ? `\n\nThe latest ${listing.data.length} of ${all.toLocaleString('en')}.` : '';
  return `\n## ${title}\n\n${listing.data.map(row => '- ' + line(row)).join('\n')}${rest}\n`;
}

function nameLines(row: Row): string {
  const names = Array.isArray(row['names']) ? row['names'] as (Row | string)[] : [];
  if (names.length < 2) return '';
  return `\n## Names\n\n${names.map(name => typeof name === 'string' ? `- ${plain(name)}` : `- ${plain(text(name['name']))} (${text(name['reason'])})`).join('\n')}\n`;
}

function eventLine(row: Row): string {
  const event = eventOf(row);
  const who = `${event.actors.join(', ') || 'somebody'}${event.recipients.length ? ' → ' + event.recipients.join(', ') : ''}`;
  return `${sayInterval(event.from || null, event.to || null) || 'undated'}: **${event.type}${event.mode ? ' ' + modeWords(event.mode) : ''}**, ${event.contested ? 'disputed' : event.status}: `
    + `${plain(who)}, “${plain(event.trigger)}”${event.place ? ', ' + plain(event.place) : ''} (${count(event.reports, 'report')}, ${event.independent} independent; ${link(event.id, '/events/' + event.id)})`;
}

function statementLine(row: Row): string {
  const one = statementOf(row);
  const through = [...one.through].reverse().concat(one.source).filter(Boolean).join(' → ');
  return `${sayDay(one.published) || 'undated'}, ${one.form}: ${plain(one.content)} (through ${plain(through)}; ${link('in the report', `/reports/${one.report}#${one.id}`)})`;
}

function planLine(row: Row): string {
  const plan = planOf(row);
  const due = sayInterval(plan.dueFrom || null, plan.dueTo || null);
  return `${plan.status} ${plan.type}${due ? ', due ' + due : ''}: ${plain(plan.trigger)}: ${plan.verdict.replace('_', ' ')} (${link(plan.plan, '/events/' + plan.plan)})`;
}

function disputeLine(row: Row): string {
  const one = disputeOf(row);
  return `${one.kind.replace('_', ' / ')} about ${one.field}: ${plain(one.aValue)} (${one.nA}) against ${plain(one.bValue)} (${one.nB}) (${link(one.event, '/events/' + one.event)})`;
}

async function write(actor: ActorRow): Promise<string> {
  const list = (address: string) => get<Listing<Row>>(`${address}&limit=${MOST}`);
  const [whole, events, statements, plans, disputes] = await Promise.all([get<One>('actors/' + actor.id), list('events?party=' + actor.id),
    list('statements?speaker=' + actor.id), list('plans?actor=' + actor.id), list('contradictions?actor=' + actor.id)]);
  const about = [actor.kind, SECTORS[actor.sector] ?? actor.sector, countryName(actor.country)].filter(Boolean).join(', ');
  return `# ${plain(actor.name)}\n\n${about}. ${link(actor.id, '/actors/' + actor.id)}. Ledger ${server.value.ledger.split('/').pop() ?? ''}, revision ${revision.value}, `
    + `${new Date().toISOString().slice(0, 10)}. What is listed is what reports say, not what is true.\n` + nameLines(whole.data)
    + section('Events', events, eventLine) + section('Statements', statements, statementLine) + section('Plans and what came of them', plans, planLine)
    + section('In dispute', disputes, disputeLine);
}

function save(words: string, name: string): void {
  const address = URL.createObjectURL(new Blob([words], {type: 'text/markdown'}));
  Object.assign(document.createElement('a'), {href: address, download: name}).click();
  URL.revokeObjectURL(address);
}

export function Dossier({actor}: {actor: ActorRow}) {
  const [busy, setBusy] = useState(false);
  const make = async () => {
    setBusy(true);
    try {
      save(await write(actor), actor.name.replace(/[^\p{L}\p{N}]+/gu, '-').toLowerCase() + '.md');
    } catch (problem) {
      say((problem as Error).message);
    }
    setBusy(false);
  };
  return <button type="button" class="button" disabled={busy} onClick={() => void make()}><Icon name="download" />{busy ? 'Writing …' : 'Dossier'}</button>;
}
