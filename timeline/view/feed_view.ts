import type { TemplateResult } from 'lit';
import { html } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { VirtualList } from '../list/virtual_list.js';
import { rowView } from './entry_view.js';
import type { View } from './view.js';

/** The list: an ARIA feed of which only what is near is in the document. */
export function feedView(view: View, list: VirtualList): TemplateResult {
  const { labels, model } = view;
  const { offset, total } = model.window;
  const isPlaced = offset !== undefined && total !== undefined;
  return html`<div
    part="list"
    class="feed"
    role="feed"
    aria-label=${labels.feed}
    aria-busy=${model.isLoading}
    .style=${`block-size:${String(list.height)}px`}
  >
    ${repeat(
      list.drawn,
      (index) => list.rows[index]?.key,
      (index) => {
        const row = list.rows[index];
        const [entry] = row?.entries ?? [];
        if (row === undefined || entry === undefined) return undefined;
        const isMarked = entry.seq === view.marked && model.isOfRecord;
        return html`<article
          part="entry"
          role="article"
          class=${isMarked ? 'entry marked' : 'entry'}
          tabindex="0"
          data-key=${row.key}
          aria-labelledby=${row.isFolded ? `text-${entry.id}` : `actor-${entry.id} text-${entry.id}`}
          aria-describedby=${`time-${entry.id}`}
          aria-posinset=${(isPlaced ? offset : 0) + row.index + 1}
          aria-setsize=${isPlaced ? total : -1}
          aria-current=${isMarked ? 'true' : 'false'}
          .style=${`transform:translateY(${String(list.offsetOf(index))}px)`}
        >
          ${rowView(row, view)}
        </article>`;
      },
    )}
  </div>`;
}
