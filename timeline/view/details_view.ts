import { Diff } from 'diff';
import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import type { NativeEntry } from '../../common/native.js';
import type { TextPart } from './long_text.js';
import { longText } from './long_text.js';
import { isRecord, itemText, valueText } from './values.js';
import type { View } from './view.js';

/** Words of texts that differ more, or take longer, are not compared. */
const words = new Diff<string, string, string[]>();
const COMPARED = { maxEditLength: 2_000, timeout: 100 };

interface Sides {
  readonly before: readonly TextPart[];
  readonly after: readonly TextPart[];
}

/** Differences are looked at again and again while rows are drawn. */
const compared = new WeakMap<NativeEntry, Sides>();

/** Whether there is more to an entry than its sentence. */
export function hasDetails({ type, change }: NativeEntry): boolean {
  if (type === 'comment') return change['verb'] !== 'created';
  return ['field', 'items', 'created', 'pushed'].includes(type);
}

/** Old and new value side by side, or what came to be. */
export function detailsView(entry: NativeEntry, view: View): TemplateResult {
  const { labels } = view;
  const { type, change } = entry;
  switch (type) {
    case 'items':
      return itemsView(entry, view);
    case 'created':
      return valuesView(change['snapshot'], entry, view);
    case 'pushed':
      return valuesView(change['externalService'], entry, view);
    default: {
      const { before, after } = sidesOf(entry, view);
      return html`<div part="diff" class="diff">
        <div part="before" class="side">
          <span class="side-name">${labels.before}</span>${longText(before, `${entry.id} before`, view)}
        </div>
        <div part="after" class="side">
          <span class="side-name">${labels.after}</span>${longText(after, `${entry.id} after`, view)}
        </div>
      </div>`;
    }
  }
}

function itemsView({ id, change }: NativeEntry, view: View): TemplateResult {
  const { labels } = view;
  const isAdded = change['verb'] === 'added';
  const items: readonly unknown[] = Array.isArray(change['items']) ? change['items'] : [];
  const text = items.map((item) => itemText(item, labels)).join('\n');
  return html`<div part="diff" class="diff single">
    <div part=${isAdded ? 'after' : 'before'} class="side">
      <span class="side-name">${isAdded ? labels.added : labels.removed}</span>${longText(
        [{ value: text, mark: isAdded ? 'added' : 'removed' }],
        `${id} items`,
        view,
      )}
    </div>
  </div>`;
}

function valuesView(values: unknown, { id }: NativeEntry, view: View): TemplateResult {
  if (!isRecord(values)) return html`${nothing}`;
  return html`<dl part="diff" class="values">
    ${Object.entries(values).map(
      ([name, value]) =>
        html`<div>
          <dt>${name}</dt>
          <dd>${longText([{ value: valueText(value, view.labels) }], `${id} ${name}`, view)}</dd>
        </div>`,
    )}
  </dl>`;
}

function sidesOf(entry: NativeEntry, { labels }: View): Sides {
  const known = compared.get(entry);
  if (known !== undefined) return known;
  const [before, after] = textsOf(entry).map((value) => valueText(value, labels));
  const sides = compare(before ?? '', after ?? '');
  compared.set(entry, sides);
  return sides;
}

function textsOf({ type, change }: NativeEntry): readonly unknown[] {
  if (type !== 'comment') return [change['before'], change['after']];
  if (change['verb'] === 'deleted') return [commentText(change['comment']), undefined];
  return [commentText(change['before']), commentText(change['comment'])];
}

function commentText(comment: unknown): unknown {
  return isRecord(comment) ? (comment['comment'] ?? comment['content'] ?? comment) : comment;
}

function compare(before: string, after: string): Sides {
  const whole = {
    before: [{ value: before, mark: 'removed' }],
    after: [{ value: after, mark: 'added' }],
  } as const;
  // Of a word or two nothing is in common that would help anybody.
  if (Math.min(before.length, after.length) < 24) return whole;
  const parts = words.diff(wordsOf(before), wordsOf(after), COMPARED);
  if (parts === undefined) return whole;
  const side = (mark: 'added' | 'removed', other: 'added' | 'removed'): readonly TextPart[] =>
    parts
      .filter((part) => !part[other])
      .map((part) => ({ value: part.value, mark: part[mark] ? mark : undefined }));
  return { before: side('removed', 'added'), after: side('added', 'removed') };
}

/** Words, what stands between them, and each end of a line by itself. */
function wordsOf(text: string): string[] {
  return text.match(/\r?\n|[\p{L}\p{M}\p{N}_]+|[^\S\r\n]+|[^]/gu) ?? [];
}
