// SPDX-License-Identifier: Apache-2.0
// Lines from the trigger (or cue) of the chosen record to its other parts, each with the part it plays.
import {useLayoutEffect, useRef, useState} from 'preact/hooks';
import type {MarkRecord, Paragraph, Role} from '../core/marks';

interface Line { path: string; x: number; y: number; words: string }

const WORDS: Partial<Record<Role, string>> = {
  actor: 'who', recipient: 'to whom', time: 'when', place: 'where', speaker: 'says', addressee: 'to whom', content: 'what is said',
};

function rectOf(box: HTMLElement, id: string, role: Role): DOMRect[] {
  const origin = box.getBoundingClientRect();
  const found: DOMRect[] = [];
  let previous: Element | null = null;
  for (const mark of box.querySelectorAll<HTMLElement>('mark[data-roles]')) {
    if (!(mark.dataset['roles'] ?? '').split(' ').includes(`${id}:${role}`)) continue;
    const first = mark.getClientRects()[0];
    if (!first) continue;
    const joined = previous !== null && follows(previous, mark);
    previous = mark;
    if (joined) continue;  // one part cut by others is one part
    found.push(new DOMRect(first.x - origin.x, first.y - origin.y, first.width, first.height));
  }
  return found;
}

function follows(before: Element, after: Element): boolean {
  let next = before.nextSibling;
  while (next && next !== after && (next.nodeName === 'A' || next.textContent === '')) next = next.nextSibling;
  return next === after;
}

/** Words that play two parts ("shelled the city": to whom, and where) have one line that says both. */
function add(lines: Line[], line: Line) {
  const known = lines.find(other => other.path === line.path);
  if (known) known.words += `, ${line.words}`;
  else lines.push(line);
}

function arc(from: DOMRect, to: DOMRect): string {
  const x1 = from.x + from.width / 2;
  const x2 = to.x + Math.min(to.width / 2, 40);
  const level = Math.abs(from.y - to.y) < 6;
  if (level) {
    const top = Math.min(from.y, to.y) + 2;
    const rise = Math.min(9, 4 + Math.abs(x2 - x1) / 40);
    return `M${x1} ${top}C${x1} ${top - rise} ${x1} ${top - rise} ${x1 + Math.sign(x2 - x1) * 8} ${top - rise}L${x2 - Math.sign(x2 - x1) * 8} ${top - rise}`
      + `C${x2} ${top - rise} ${x2} ${top - rise} ${x2} ${top}`;
  }
  const down = to.y > from.y;
  const y1 = down ? from.y + from.height - 1 : from.y + 2;
  const y2 = down ? to.y + 2 : to.y + to.height - 1;
  const middle = down ? y2 - 5 : y2 + 5;
  return `M${x1} ${y1}C${x1} ${middle} ${x2} ${y1 + (y2 - y1) / 3} ${x2} ${y2}`;
}

export function Connections({record, layout}: {record: MarkRecord; layout: Paragraph[]}) {
  const own = useRef<SVGSVGElement>(null);
  const [lines, setLines] = useState<Line[]>([]);
  useLayoutEffect(() => {
    const box = own.current?.parentElement;
    if (!box) return;
    const draw = () => {
      const hub: Role = record.event ? 'trigger' : record.statement?.cue ? 'cue' : 'content';
      const from = rectOf(box, record.id, hub)[0];
      const next: Line[] = [];
      if (from) {
        for (const role of ['speaker', 'actor', 'recipient', 'addressee', 'time', 'place', 'content'] as Role[]) {
          if (role === hub) continue;
          for (const to of rectOf(box, record.id, role)) add(next, {path: arc(from, to), x: to.x + 1, y: to.y - 1, words: WORDS[role] ?? role});
        }
      }
      setLines(next);
    };
    draw();
    const watcher = new ResizeObserver(draw);
    watcher.observe(box);
    document.fonts?.ready.then(draw);
    return () => watcher.disconnect();
  }, [record, layout]);
  return <svg class="links" ref={own} aria-hidden="true">
    {lines.map((line, at) => <g key={at}><path d={line.path} /></g>)}
    {lines.map((line, at) => <text key={at} x={line.x} y={line.y}>{line.words}</text>)}
  </svg>;
}
