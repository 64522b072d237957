// SPDX-License-Identifier: Apache-2.0
// The stored text as it is, each line with the position of its first character in code points, and the findings as JSON.
import type {Annotated} from '../core/types';

export function RawText({report}: {report: Annotated}) {
  let position = 0;
  return <>
    <div class="rawtext" tabIndex={0} role="region" aria-label="Stored text">{report.text.split('\n').map((line, at) => {
      const start = position;
      position += [...line].length + 1;
      return <div key={at}><span class="ruler" aria-hidden="true">{start}</span>{line}</div>;
    })}</div>
    <h2 class="sectionhead">As JSON</h2>
    <pre class="code tall" tabIndex={0}>{JSON.stringify({statements: report.statements, events: report.events}, null, 1)}</pre>
  </>;
}
