import { html, nothing } from 'lit';
import { bandsView } from './strip_bands.js';
import type { StripPlace } from './strip_bars.js';
import { barsView, whenOf } from './strip_bars.js';
import { bucketsOf } from './strip_buckets.js';
import { stripTable } from './strip_table.js';
import type { View } from './view.js';

/** Entries over time, and what the record was meanwhile; the same as a table. */
export function stripView(view: View, place: StripPlace): unknown {
  const { model, shows, times, labels } = view;
  const { figures } = model.facts;
  if (figures === undefined || !shows.filters) return nothing;
  const buckets = bucketsOf(figures, times.startOf);
  const [first, last] = [buckets[0], buckets.at(-1)];
  if (first === undefined || last === undefined) return nothing;
  return html`<div class="strip">
    ${buckets.length > 1 ? barsView(buckets, view, place) : nothing}
    ${bandsView(figures, { from: first.from, to: last.to }, view)}
    ${figures.isWhole ? nothing : html`<p>${labels.looked(whenOf(last, times))}</p>`}
    <details>
      <summary>${labels.table}</summary>
      ${stripTable(buckets, figures, view)}
    </details>
  </div>`;
}
