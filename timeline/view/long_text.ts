import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import type { View } from './view.js';

const LINES = 12;
/** About as many characters stand in so many lines. */
const CHARACTERS = 1_200;
/** More is only looked at in an export. */
const MOST = 200_000;

/** A part of a text, and whether it was taken out or put in. */
export interface TextPart {
  readonly value: string;
  readonly mark?: 'added' | 'removed' | undefined;
}

/** A text of which the first twelve lines are shown until more is wanted; history text is only ever a text node. */
export function longText(parts: readonly TextPart[], id: string, view: View): TemplateResult {
  const { labels, times, open, actions } = view;
  const whole = parts.map(({ value }) => value).join('');
  const lines = whole.split('\n').length;
  const isLong = lines > LINES || whole.length > CHARACTERS;
  const isOpen = open.has(id);
  const shown = isLong && !isOpen ? firstLines(parts) : cut(parts, MOST);
  const label = isOpen ? labels.fewerLines : labels.allLines(times.number(lines));
  return html`<span class="long">${shown.map(marked)}${isLong && !isOpen ? '…' : nothing}</span>${
      isLong
        ? html`<button class="link" aria-expanded=${isOpen} @click=${() => actions.toggleLines(id)}>
            ${label}
          </button>`
        : nothing
    }`;
}

function marked({ value, mark }: TextPart): unknown {
  if (mark === 'added') return html`<ins>${value}</ins>`;
  return mark === 'removed' ? html`<del>${value}</del>` : value;
}

function firstLines(parts: readonly TextPart[]): readonly TextPart[] {
  const whole = parts.map(({ value }) => value).join('');
  const end = whole.split('\n', LINES).join('\n').length;
  return cut(parts, Math.min(end, CHARACTERS));
}

/** So many characters of them. */
function cut(parts: readonly TextPart[], characters: number): readonly TextPart[] {
  const kept: TextPart[] = [];
  let left = characters;
  for (const { value, mark } of parts) {
    if (left <= 0) break;
    kept.push({ value: value.slice(0, left), mark });
    left -= value.length;
  }
  return kept;
}
