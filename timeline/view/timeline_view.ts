import type { TemplateResult } from 'lit';
import { html } from 'lit';
import type { VirtualList } from '../list/virtual_list.js';
import { feedView } from './feed_view.js';
import { chipsView, filterPanel } from './filter_view.js';
import { arrivedView, endView, keysView, troubleView } from './state_view.js';
import type { StripPlace } from './strip_bars.js';
import { stripView } from './strip_view.js';
import { toolbarView } from './toolbar_view.js';
import type { View } from './view.js';

/** What the parts need besides what they show. */
export interface Wiring {
  readonly list: VirtualList;
  readonly strip: StripPlace;
  readonly keydown: (event: KeyboardEvent) => void;
  readonly focusin: (event: FocusEvent) => void;
}

/** The whole timeline. */
export function timelineView(view: View, { list, strip, keydown, focusin }: Wiring): TemplateResult {
  const { shows, labels, actions } = view;
  return html`<div class="scroller" @keydown=${keydown} @focusin=${focusin}>
      <slot name="header"></slot>
      ${toolbarView(view)} ${arrivedView(view)} ${shows.filters ? filterPanel(view) : ''} ${chipsView(view)}
      ${stripView(view, strip)} ${troubleView(view)} ${feedView(view, list)} ${endView(view)}
      <div class="foot">
        <button class="link keys-button" @click=${actions.showKeys}>${labels.keys}</button>
      </div>
    </div>
    ${keysView(view)}`;
}
