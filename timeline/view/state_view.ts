import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import { isFiltered } from '../filters.js';
import type { View } from './view.js';

/** What there is instead of entries, or before them: why, and what to do about it. */
export function troubleView({ labels, model, actions }: View): unknown {
  const { trouble } = model;
  if (trouble === undefined) return nothing;
  const { kind, detail, requestId } = trouble;
  const [title, hint] = labels.trouble[kind];
  return html`<div part="error" class="state" role="alert">
    <slot name="error">
      <strong>${title}</strong>
      <span>${hint}</span>
      ${kind === 'invalid' ? html`<span class="quiet">${detail}</span>` : nothing}
      ${
        kind === 'failed' && requestId !== undefined
          ? html`<span class="quiet">${labels.requestId} ${requestId}</span>`
          : nothing
      }
    </slot>
    <button class="control" @click=${actions.retry}>${labels.retry}</button>
  </div>`;
}

/** Behind the list: what is going on, how far a search has come, or that this is all. */
export function endView(view: View): TemplateResult {
  const { labels, model, times, actions } = view;
  const { entries, next, looked, total } = model.window;
  if (model.isLoading) return html`<div class="end" role="status">${labels.loading}</div>`;
  if (model.trouble !== undefined) return html`<div class="end"></div>`;
  if (next !== undefined) {
    const until =
      typeof looked === 'number' ? labels.entry(times.number(looked)) : looked && times.absolute(looked);
    return html`<div class="end">
      ${until === undefined ? nothing : html`<span role="status">${labels.looked(until)}</span>`}
      <button part="more" class="control" @click=${actions.more}>
        ${looked === undefined ? labels.more : labels.lookFurther}
      </button>
    </div>`;
  }
  if (entries.length > 0) {
    const count = total ?? entries.length;
    return html`<div class="end">${labels.end(times.number(count), count)}</div>`;
  }
  const isSearch = isFiltered(model.filters);
  return html`<div part="empty" class="state" role="status">
    <slot name="empty">
      <strong>${isSearch ? labels.noMatch : labels.empty}</strong>
      <span>${isSearch ? labels.noMatchHint : labels.emptyHint}</span>
    </slot>
  </div>`;
}

/** How many have come; nothing moves before somebody wants to see them. */
export function arrivedView({ labels, model, times, actions }: View): TemplateResult {
  const { length } = model.arrived;
  return html`<div class="arrived" role="status" aria-live="polite">
    ${
      length === 0
        ? nothing
        : html`<button part="new" class="new" @click=${actions.showArrived}>
            ${labels.arrived(times.number(length), length)}
          </button>`
    }
  </div>`;
}

export function keysView({ labels }: View): TemplateResult {
  const keys = [
    ...labels.keyList,
    [labels.enterKey, labels.details],
    ['/', labels.search],
    ['?', labels.keys],
  ] as const;
  return html`<dialog class="keys" aria-labelledby="keys-title">
    <h2 id="keys-title">${labels.keys}</h2>
    <dl>
      ${keys.map(
        ([key, what]) =>
          html`<div>
            <dt><kbd>${key}</kbd></dt>
            <dd>${what}</dd>
          </div>`,
      )}
    </dl>
    <form method="dialog"><button class="control">${labels.close}</button></form>
  </dialog>`;
}
