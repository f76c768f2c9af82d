import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import type { ListFilter } from '../filters.js';
import { toggled } from '../filters.js';
import { icon } from './icons.js';
import type { View } from './view.js';

const TYPES = ['created', 'field', 'items', 'comment', 'pushed', 'deleted'];
const LISTS: readonly ListFilter[] = ['types', 'fields', 'actors', 'kinds', 'owners'];
const MOST_CHOICES = 12;

/** What can be chosen: types with how many there are of each, fields, people, and a range of days. */
export function filterPanel(view: View): TemplateResult {
  const { labels, model, isPanelOpen } = view;
  const byType = countsBy(model.facts.counts, ([type = '']) => type);
  const byField = countsBy(model.facts.counts, ([type, field = '']) =>
    type === 'field' || type === 'items' ? field : '',
  );
  const people = (model.facts.figures?.actors ?? []).flatMap((one) =>
    'username' in one ? [[one.username, one.entries] as const] : [],
  );
  const types = TYPES.map((type) => [type, byType.get(type)] as const);
  return html`<div id="panel" part="filter" class="panel" ?hidden=${!isPanelOpen}>
    ${choices('types', types, view, (type) => labels.types[type] ?? type)}
    ${choices(
      'fields',
      [...byField].sort(([, one], [, other]) => other - one),
      view,
    )}
    ${choices('actors', people, view)}
    <fieldset>
      <legend>${labels.when}</legend>
      ${dateField('from', labels.from, view)} ${dateField('to', labels.until, view)}
    </fieldset>
  </div>`;
}

function choices(
  name: 'types' | 'fields' | 'actors',
  all: readonly (readonly [value: string, count: number | undefined])[],
  { labels, model, times, actions }: View,
  nameOf: (value: string) => string = (value) => value,
): unknown {
  const chosen = model.filters[name];
  const shown = all.filter(([value]) => value !== '').slice(0, MOST_CHOICES);
  if (shown.length === 0) return nothing;
  return html`<fieldset>
    <legend>${labels.groups[name]}</legend>
    ${shown.map(
      ([value, count]) =>
        html`<label class="choice"
          ><input
            type="checkbox"
            .checked=${chosen.includes(value)}
            @change=${() => {
              actions.setFilters({ [name]: toggled(chosen, value) });
            }}
          /><span>${nameOf(value)}</span
          >${count === undefined ? nothing : html`<span class="count">${times.number(count)}</span>`}</label
        >`,
    )}
  </fieldset>`;
}

function dateField(name: 'from' | 'to', label: string, { model, times, actions }: View): TemplateResult {
  const at = model.filters[name];
  return html`<label class="date"
    ><span>${label}</span
    ><input
      type="date"
      .value=${Number.isNaN(Date.parse(at)) ? '' : times.dayKey(at)}
      @change=${({ currentTarget }: Event) => {
        if (currentTarget instanceof HTMLInputElement)
          actions.setFilters({ [name]: times.startOf(currentTarget.value) });
      }}
  /></label>`;
}

function countsBy(
  counts: Readonly<Record<string, number>>,
  nameOf: (parts: readonly string[]) => string,
): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const [facet, count] of Object.entries(counts)) {
    const name = nameOf(facet.split(':'));
    found.set(name, (found.get(name) ?? 0) + count);
  }
  return found;
}

/** What is asked for, each of it with a button that takes it back. */
export function chipsView(view: View): unknown {
  const { labels, model, times, shows } = view;
  const { filters } = model;
  const lists = LISTS.flatMap((name) =>
    filters[name].map((value) =>
      chip(
        `${labels.groups[name]}: ${name === 'types' ? (labels.types[value] ?? value) : value}`,
        { [name]: toggled(filters[name], value) },
        view,
      ),
    ),
  );
  const instant = (text: string): string => (Number.isNaN(Date.parse(text)) ? text : times.absolute(text));
  const texts = [
    ...(filters.q === '' ? [] : [chip(`“${filters.q}”`, { q: '' }, view)]),
    ...(filters.from === '' ? [] : [chip(`${labels.from} ${instant(filters.from)}`, { from: '' }, view)]),
    ...(filters.to === '' ? [] : [chip(`${labels.until} ${instant(filters.to)}`, { to: '' }, view)]),
  ];
  const chips = [...texts, ...lists];
  if (chips.length === 0 || !shows.filters) return nothing;
  return html`<ul class="chips" aria-label=${labels.filtersActive}>
    ${chips.map((one) => html`<li>${one}</li>`)}
  </ul>`;
}

function chip(
  text: string,
  without: Parameters<View['actions']['setFilters']>[0],
  { labels, actions }: View,
): TemplateResult {
  return html`<button
    part="chip"
    class="chip"
    aria-label=${labels.removeFilter(text)}
    @click=${() => actions.setFilters(without)}
  >
    ${text}${icon('close')}
  </button>`;
}
