import type { TemplateResult } from 'lit';
import { svg } from 'lit';

const PATHS: Readonly<Record<string, string>> = {
  created: 'M8 3v10M3 8h10',
  field: 'M3 13l1-3 7-7 2 2-7 7zM9.5 4.5l2 2',
  items: 'M2.5 8.5v-6h6l5 5-6 6zM5.5 5.5h.01',
  comment: 'M2.5 3h11v8h-6l-3 2.5V11h-2z',
  pushed: 'M4 12l8-8M6 4h6v6',
  deleted: 'M3 4.5h10M6 4V2.5h4V4M4.5 4.5l.5 9h6l.5-9',
  statement: 'M4 2h6l3 3v9H4zM6.5 8h4M6.5 11h4',
  search: 'M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9M10.5 10.5l3 3',
  filter: 'M2 3h12l-4.5 5.5V13l-3-1.5v-3z',
  close: 'M4 4l8 8M12 4l-8 8',
  fold: 'M5 4l3 3 3-3M5 9l3 3 3-3',
};

/** A small picture that says nothing by itself. */
export function icon(name: string): TemplateResult {
  const path = PATHS[name] ?? PATHS['statement'] ?? '';
  return svg`<svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false"
    fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round"
    ><path d=${path}></path></svg>`;
}
