import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import { icon } from './icons.js';
import { proofView } from './proof_view.js';
import type { View } from './view.js';

/** Search, filter, order, what is live, and what can be taken away. */
export function toolbarView(view: View): TemplateResult {
  const { labels, model, shows, actions, isPanelOpen } = view;
  return html`<div part="toolbar" class="toolbar" role="group" aria-label=${labels.filter}>
    ${
      shows.filters
        ? html`<span class="search-box"
              >${icon('search')}<input
                part="search"
                class="search"
                type="search"
                maxlength="200"
                aria-label=${labels.search}
                placeholder=${labels.search}
                .value=${model.filters.q}
                @change=${({ currentTarget }: Event) => {
                  if (currentTarget instanceof HTMLInputElement)
                    actions.setFilters({ q: currentTarget.value.trim() });
                }}
            /></span>
            <button
              class="control"
              aria-expanded=${isPanelOpen}
              aria-controls="panel"
              @click=${actions.togglePanel}
            >
              ${icon('filter')}${labels.filter}
            </button>`
        : nothing
    }
    <button
      class="control"
      @click=${() => {
        actions.setOrder(model.order === 'desc' ? 'asc' : 'desc');
      }}
    >
      ${model.order === 'desc' ? `↓ ${labels.newestFirst}` : `↑ ${labels.oldestFirst}`}
    </button>
    ${shows.exports ? exportsView(view) : nothing} ${view.isLive ? liveView(view) : nothing}
    ${proofView(view)}
  </div>`;
}

function exportsView({ labels, actions, isExporting }: View): TemplateResult {
  return html`<span part="export" class="exports" role="group" aria-label=${labels.export}>
    <button class="control" ?disabled=${isExporting} @click=${() => actions.exportAs('csv')}>
      ${labels.exportCsv}
    </button>
    <button class="control" ?disabled=${isExporting} @click=${() => actions.exportAs('ndjson')}>
      ${labels.exportNdjson}
    </button>
    <button class="control" ?disabled=${isExporting} @click=${actions.print}>
      ${isExporting ? labels.exporting : labels.print}
    </button>
  </span>`;
}

function liveView({ labels, model }: View): TemplateResult {
  const { liveState } = model;
  return html`<span class="live live-${liveState}"
    ><span class="sign" aria-hidden="true">${liveState === 'open' ? '●' : '○'}</span
    >${labels.live[liveState]}</span
  >`;
}
