// SPDX-License-Identifier: Apache-2.0
// Questions kept under a name, in this browser alone: a view is an address of the page, so that it always shows what the ledger holds now.
import {signal} from '@preact/signals';
import {useState} from 'preact/hooks';
import {go, path, query, to} from '../core/router';
import {recall, remember} from '../core/theme';
import {Menu} from '../parts/basics';
import {Icon} from '../parts/icons';

interface View { name: string; below: string }

function kept(): View[] {
  try {
    const found: unknown = JSON.parse(recall('views') ?? '[]');
    return Array.isArray(found) ? found.filter((one): one is View => typeof one?.name === 'string' && typeof one?.below === 'string') : [];
  } catch { return []; }
}

const views = signal<View[]>(kept());

function keep(next: View[]): void {
  views.value = next;
  remember('views', next.length ? JSON.stringify(next) : null);
}

export function Views() {
  const [name, setName] = useState('');
  const save = (close: () => void) => {
    if (!name.trim()) return;
    keep([...views.value.filter(one => one.name !== name.trim()), {name: name.trim(), below: path.value + query.value}].sort((a, b) => a.name.localeCompare(b.name)));
    setName('');
    close();
  };
  return <Menu label="Views" right wide>{close => <>
    <form class="formrow" onSubmit={event => { event.preventDefault(); save(close); }}>
      <input type="text" class="grow" aria-label="Name of the view" placeholder="Name for what is shown" value={name} onInput={event => setName((event.target as HTMLInputElement).value)} />
      <button type="submit" class="button strong" disabled={!name.trim()}>Save</button></form>
    {views.value.length ? <div class="lines">{views.value.map(view => <div key={view.name}>
      <button type="button" class="menuitem grow" onClick={() => { go(to(view.below)); close(); }}>{view.name}</button>
      <button type="button" class="iconbutton" aria-label={`Forget ${view.name}`} onClick={() => keep(views.value.filter(one => one !== view))}><Icon name="close" /></button></div>)}</div>
      : <p class="muted small">Views are kept in this browser. The address of the page does the same for others.</p>}
  </>}</Menu>;
}
