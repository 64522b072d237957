// SPDX-License-Identifier: Apache-2.0
// A correction of an event's type or status, as a decision: the reports keep what they said.
import {useState} from 'preact/hooks';
import type {EventRow} from '../core/rows';
import {decide} from '../core/server';
import {STATUSES, TYPES} from '../core/words';

export function CorrectForm({event, onDone}: {event: {id: string} & Pick<EventRow, 'type' | 'status'>; onDone: () => void}) {
  const [type, setType] = useState(event.type);
  const [status, setStatus] = useState<string>(event.status);
  const [reason, setReason] = useState('');
  const changed = type !== event.type || status !== event.status;
  return <form class="correct" aria-label="Correct" onSubmit={async submit => {
    submit.preventDefault();
    const after: Record<string, string> = {};
    if (type !== event.type) after['type'] = type;
    if (status !== event.status) after['status'] = status;
    if (await decide({act: 'correct', record_id: event.id, after, reason})) onDone();
  }}>
    <div class="formrow">
      <label class="field">Type<select value={type} onChange={change => setType((change.target as HTMLSelectElement).value)}>
        {Object.keys(TYPES).map(one => <option key={one}>{one}</option>)}</select></label>
      <label class="field">Status<select value={status} onChange={change => setStatus((change.target as HTMLSelectElement).value)}>
        {Object.keys(STATUSES).map(one => <option key={one}>{one}</option>)}</select></label>
      <label class="field">Why<input type="text" value={reason} onInput={change => setReason((change.target as HTMLInputElement).value)} /></label>
      <button type="submit" class="button strong" disabled={!changed}>Record the correction</button>
      <button type="button" class="button quiet" onClick={onDone}>Leave it</button>
    </div>
    <p class="muted small">What the reports say stays as it is; the correction stands beside it and can be undone.</p>
  </form>;
}
