import { html, nothing } from 'lit';
import type { Figures, ValueSpan } from '../data/figures.js';
import type { Bucket } from './strip_buckets.js';
import { valueText } from './values.js';
import type { View } from './view.js';

const COLOURS = 4;
/** More values are told in the table alone. */
const MOST_TOLD = 6;

/** What the status was when, below the bars of the same time, and how long it was that. */
export function bandsView(
  { timeIn, spans }: Figures,
  whole: Pick<Bucket, 'from' | 'to'>,
  { labels, times, now }: View,
): unknown {
  if (timeIn.length === 0) return nothing;
  const colourOf = (value: unknown): string => {
    const index = timeIn.findIndex((one) => one.value === value);
    return `band-${String(Math.max(0, index) % COLOURS)}`;
  };
  return html`<div class="bands" aria-hidden="true">
      ${spans.map((span) => {
        const [left, width] = placeIn(whole, span);
        const name = valueText(span.value, labels);
        return width <= 0
          ? nothing
          : html`<span
              class="band ${colourOf(span.value)}"
              title="${name}: ${times.duration((span.to ?? now) - span.from)}"
              .style=${`left:${String(left)}%;width:${String(width)}%`}
              >${name}</span
            >`;
      })}
    </div>
    <ul class="told" aria-label=${labels.timeIn}>
      ${timeIn.slice(0, MOST_TOLD).map(
        ({ value, ms, current }) =>
          html`<li>
            <span class="swatch ${colourOf(value)}" aria-hidden="true"></span>${valueText(value, labels)}
            <span class="quiet">${times.duration(ms)}${current ? ` (${labels.now})` : nothing}</span>
          </li>`,
      )}
    </ul>`;
}

/** In hundredths of the whole. */
function placeIn(whole: Pick<Bucket, 'from' | 'to'>, { from, to = whole.to }: ValueSpan): [number, number] {
  const [start, end] = [Math.max(from, whole.from), Math.min(to, whole.to)];
  const length = whole.to - whole.from;
  return [((start - whole.from) / length) * 100, ((end - start) / length) * 100];
}
