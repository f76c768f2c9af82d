import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import type { NativeEntry } from '../../common/native.js';
import type { ListFilter } from '../filters.js';
import type { Row } from '../list/rows.js';
import { actorName, avatar } from './avatar.js';
import { badge, hasBadge } from './badges.js';
import { detailsView, hasDetails } from './details_view.js';
import { icon } from './icons.js';
import { longText } from './long_text.js';
import type { View } from './view.js';

/** What a row says: an entry, or how many are folded into it. */
export function rowView(row: Row, view: View): TemplateResult {
  const { day, entries, isFolded, opensRun } = row;
  const [entry] = entries;
  if (entry === undefined) return html`${nothing}`;
  return html`${day === undefined ? nothing : html`<div class="day">${view.times.day(entry.at)}</div>`}
    <div class="row ${row.continues ? 'continues' : ''} ${opensRun ? 'opens-run' : ''}">
      <span class="rail">${row.continues ? nothing : avatar(entry.actor, view.labels)}</span>
      ${isFolded ? runView(row, entry, view) : entryView(row, entry, view)}
    </div>`;
}

function runView(row: Row, { id, actor, at }: NativeEntry, view: View): TemplateResult {
  const { labels, times, actions } = view;
  const name = actorName(actor, labels);
  const fields = [...new Set(row.entries.map(({ change }) => String(change['field'])))];
  const sentence = labels.run(times.number(row.entries.length), name);
  return html`<div class="body run">
      <button class="unfold" aria-expanded="false" @click=${() => actions.toggleRun(row)}>
        ${icon('fold')}<span id="text-${id}" part="text">${sentence}</span></button
      ><span class="fields">${fields.slice(0, 6).join(', ')}${fields.length > 6 ? ' …' : nothing}</span>
    </div>
    ${timeView(id, at, view)}`;
}

function entryView(row: Row, entry: NativeEntry, view: View): TemplateResult {
  const { labels, actions, open, shows } = view;
  const { id, type, change } = entry;
  const canOpen = shows.diff && hasDetails(entry);
  const isOpen = canOpen && open.has(id);
  return html`<div class="body">
      <div class="line">
        ${typeButton(entry, view)}
        ${row.continues ? html`<span id="actor-${id}" class="hidden">${actorName(entry.actor, labels)}</span>` : actorButton(entry, view)}
        ${sentenceView(entry, view)}
        ${type === 'field' && hasBadge(change['field']) ? changeBadges(entry, view) : nothing}
      </div>
      ${isOpen ? detailsView(entry, view) : nothing}
      <div class="tools">
        ${recordView(entry, view)} ${fieldButton(entry, view)}
        ${
          canOpen
            ? html`<button class="link" aria-expanded=${isOpen} @click=${() => actions.toggle(entry)}>
                ${isOpen ? labels.hideDetails : labels.details}
              </button>`
            : nothing
        }
        ${row.opensRun ? html`<button class="link" aria-expanded="true" @click=${() => actions.toggleRun(row)}>${labels.fold}</button>` : nothing}
      </div>
    </div>
    ${timeView(id, entry.at, view)}`;
}

/** A comment says itself; of anything else the server says it in a sentence. */
function sentenceView({ id, type, text = '' }: NativeEntry, view: View): TemplateResult {
  const isComment = type === 'comment';
  return html`<span id="text-${id}" part="text" class=${isComment ? 'comment' : 'sentence'}
    >${longText([{ value: text === '' ? view.labels.nothing : text }], `${id} text`, view)}</span
  >`;
}

function changeBadges({ change }: NativeEntry, { labels }: View): TemplateResult {
  return html`<span class="badges"
    >${badge(change['before'], labels)}<span class="arrow" aria-hidden="true">→</span
    >${badge(change['after'], labels)}</span
  >`;
}

/** Narrows to this value, beside those that are chosen already. */
function only(name: ListFilter, value: string, { actions, model }: View): () => void {
  return () => {
    actions.setFilters({ [name]: [...new Set([...model.filters[name], value])] });
  };
}

function actorButton({ id, actor }: NativeEntry, view: View): TemplateResult {
  const { labels, shows } = view;
  const name = actorName(actor, labels);
  const { username, erased } = actor;
  if (username === undefined || erased === true || !shows.filters) {
    return html`<span part="actor" class="actor" id="actor-${id}">${name}</span>`;
  }
  return html`<button
    part="actor"
    class="actor"
    id="actor-${id}"
    title=${labels.only(name)}
    @click=${only('actors', username, view)}
  >
    ${name}
  </button>`;
}

function typeButton({ type }: NativeEntry, view: View): TemplateResult {
  const { labels, shows } = view;
  const name = labels.types[type] ?? type;
  // Types of later servers are shown and cannot be asked for here.
  if (!shows.filters || labels.types[type] === undefined)
    return html`<span class="type">${icon(type)}</span>`;
  const label = labels.only(name);
  return html`<button class="type" title=${label} aria-label=${label} @click=${only('types', type, view)}>
    ${icon(type)}
  </button>`;
}

function fieldButton({ change }: NativeEntry, view: View): unknown {
  const { labels, shows } = view;
  const { field } = change;
  if (typeof field !== 'string' || !shows.filters) return nothing;
  return html`<button class="tag" title=${labels.only(field)} @click=${only('fields', field, view)}>
    ${field}
  </button>`;
}

/** Of a space, which record it is about. */
function recordView({ record }: NativeEntry, { model }: View): unknown {
  return model.isOfRecord ? nothing : html`<span class="tag plain">${record.kind} ${record.id}</span>`;
}

function timeView(id: string, at: string, { times, now }: View): TemplateResult {
  return html`<time part="time" class="time" id="time-${id}" datetime=${at} title=${times.absolute(at)}
    ><span class="hidden">${times.day(at)} </span>${times.clock(at)}
    <span class="ago">${times.ago(at, now)}</span>
  </time>`;
}
