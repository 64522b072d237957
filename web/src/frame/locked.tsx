// SPDX-License-Identifier: Apache-2.0
// What stands in place of a page while the server asks for a token.
import {useState} from 'preact/hooks';
import type {Problem} from '../core/api';
import {unlock} from '../core/server';

export function Locked() {
  const [refused, setRefused] = useState('');
  return <section class="locked" aria-labelledby="locked-title">
    <h1 id="locked-title">This ledger asks for a token</h1>
    <p class="muted">Whoever serves it has one for you: a line of the file that <code>demarche serve --token-file</code> names. This browser keeps
      it, for this server alone, until you close it.</p>
    <form class="formrow" onSubmit={event => {
      event.preventDefault();
      const token = String(new FormData(event.currentTarget).get('token') ?? '').trim();
      unlock(token).catch((problem: Problem) => setRefused(problem.detail || problem.title));
    }}>
      <input type="password" name="token" required autocomplete="off" aria-label="Token" aria-invalid={refused ? true : undefined}
        aria-describedby={refused ? 'locked-refused' : undefined} />
      <button type="submit" class="button strong">Open</button>
    </form>
    {refused ? <p id="locked-refused" class="refused" role="alert">{refused}</p> : null}
  </section>;
}
