import type { TemplateResult } from 'lit';
import { html } from 'lit';
import type { Labels } from '../labels/labels.js';
import { isShort, valueText } from './values.js';

/** How grave a value is, by the words that both products use; a sign stands for it besides the colour. */
const LEVELS: Readonly<Record<string, readonly [level: string, sign: string]>> = {
  informational: ['0', '▁'],
  low: ['1', '▂'],
  medium: ['2', '▄'],
  high: ['3', '▆'],
  critical: ['4', '█'],
  open: ['begun', '○'],
  new: ['begun', '○'],
  in_progress: ['going', '◐'],
  'in-progress': ['going', '◐'],
  acknowledged: ['going', '◐'],
  closed: ['done', '●'],
  resolved: ['done', '●'],
};
const SHOWN = ['severity', 'status', 'priority'];

/** Whether changes of the field are seen at a glance. */
export function hasBadge(field: unknown): boolean {
  return SHOWN.includes(String(field));
}

export function badge(value: unknown, labels: Labels): TemplateResult {
  const text = isShort(value) ? valueText(value, labels) : '…';
  const [level, sign] = LEVELS[text.toLowerCase()] ?? ['none', '◇'];
  return html`<span part="badge" class="badge level-${level}"
    ><span class="sign" aria-hidden="true">${sign}</span>${text}</span
  >`;
}
