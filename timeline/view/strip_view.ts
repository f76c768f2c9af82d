import type { TemplateResult } from 'lit';
import { html, nothing, svg } from 'lit';
import type { NativeValueTime } from '../../common/native_statistics.js';
import type { Bucket } from './strip_buckets.js';
import { bucketsOf } from './strip_buckets.js';
import { valueText } from './values.js';
import type { View } from './view.js';

const HEIGHT = 32;
const WIDTH = 600;

/** Where the keys are in the strip. */
export interface StripPlace {
  readonly at: number;
  readonly move: (at: number) => void;
}

/** Entries over time, and how long the record was what; the same as a table. */
export function stripView(view: View, place: StripPlace): unknown {
  const { figures } = view.model;
  if (figures === undefined || !view.shows.filters) return nothing;
  const buckets = bucketsOf(figures);
  if (buckets.length === 0) return nothing;
  return html`<div class="strip">
    ${buckets.length > 1 ? barsView(buckets, view, place) : nothing} ${bandsView(figures.timeIn, view)}
    <details>
      <summary>${view.labels.table}</summary>
      ${tableView(buckets, view)}
    </details>
  </div>`;
}

function barsView(buckets: readonly Bucket[], view: View, { at, move }: StripPlace): TemplateResult {
  const { labels, model, times } = view;
  const highest = Math.max(...buckets.map(({ entries }) => entries), 1);
  const current = Math.min(at, buckets.length - 1);
  const width = WIDTH / buckets.length;
  const [chosenFrom, chosenTo] = [Date.parse(model.filters.from), Date.parse(model.filters.to)];
  const isIn = ({ from, to }: Bucket): boolean =>
    chosenFrom <= Date.parse(times.startOf(from)) && Date.parse(times.startOf(to)) <= chosenTo;
  const keys = (event: KeyboardEvent): void => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key] ?? 0;
    if (step !== 0) move(Math.max(0, Math.min(buckets.length - 1, current + step)));
    else if (event.key === 'Enter') choose(buckets[current], event.shiftKey, view);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return html`<div
    class="bars"
    role="slider"
    tabindex="0"
    aria-label=${`${labels.overTime}. ${labels.overTimeHint}`}
    aria-valuemin="1"
    aria-valuemax=${buckets.length}
    aria-valuenow=${current + 1}
    aria-valuetext=${bucketText(buckets[current], view)}
    @keydown=${keys}
  >
    <svg viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" aria-hidden="true">
      ${buckets.map((bucket, i) => {
        const height = bucket.entries === 0 ? 1 : Math.max(3, (bucket.entries / highest) * HEIGHT);
        return svg`<g class="bar ${isIn(bucket) ? 'chosen' : ''} ${i === current ? 'current' : ''}"
          @click=${({ shiftKey }: MouseEvent) => {
            move(i);
            choose(bucket, shiftKey, view);
          }}>
          <title>${bucketText(bucket, view)}</title>
          <rect class="reach" x=${i * width} y="0" width=${width} height=${HEIGHT}></rect>
          <rect class="fill" x=${i * width + width * 0.1} y=${HEIGHT - height} width=${width * 0.8} height=${height}></rect>
        </g>`;
      })}
    </svg>
  </div>`;
}

function choose(bucket: Bucket | undefined, isExtended: boolean, { model, times, actions }: View): void {
  if (bucket === undefined) return;
  const { from, to } = model.filters;
  const [start, end] = [times.startOf(bucket.from), times.startOf(bucket.to)];
  const isWider = isExtended && from !== '' && to !== '';
  actions.setFilters({
    from: isWider && Date.parse(from) < Date.parse(start) ? from : start,
    to: isWider && Date.parse(to) > Date.parse(end) ? to : end,
  });
}

/** Days are those of the reader; told without a zone they are the same everywhere. */
function bucketText(bucket: Bucket | undefined, { labels, times }: View): string {
  if (bucket === undefined) return '';
  const { from, entries } = bucket;
  return labels.entriesOf(times.number(entries), entries, times.date(from));
}

function bandsView(values: readonly NativeValueTime[], { labels, times }: View): unknown {
  const whole = values.reduce((sum, { ms }) => sum + ms, 0);
  if (values.length < 2 || whole === 0) return nothing;
  const starts = values.map((_, i) => values.slice(0, i).reduce((sum, { ms }) => sum + ms, 0));
  return html`<div class="bands">
    <svg viewBox="0 0 ${WIDTH} 8" preserveAspectRatio="none" aria-hidden="true">
      ${values.map(
        ({ ms }, i) =>
          svg`<rect class="band band-${i % 4}" x=${((starts[i] ?? 0) / whole) * WIDTH} y="0" width=${Math.max(1, (ms / whole) * WIDTH - 2)} height="8"></rect>`,
      )}
    </svg>
    <ul aria-label=${labels.timeIn}>
      ${values.slice(0, 6).map(
        ({ value, ms, current }, i) =>
          html`<li>
            <span class="swatch band-${i % 4}" aria-hidden="true"></span>${valueText(value, labels)}
            <span class="quiet">${times.duration(ms)}${current ? ` (${labels.now})` : nothing}</span>
          </li>`,
      )}
    </ul>
  </div>`;
}

function tableView(buckets: readonly Bucket[], { labels, times, model }: View): TemplateResult {
  const { timeIn = [], toAcknowledgeMs, toResolveMs } = model.figures ?? {};
  const durations: readonly (readonly [string, number | undefined])[] = [
    ...timeIn.map(({ value, ms }) => [valueText(value, labels), ms] as const),
    [labels.toAcknowledge, toAcknowledgeMs],
    [labels.toResolve, toResolveMs],
  ];
  const told = durations.filter(([, ms]) => ms !== undefined);
  return html`<table>
      <thead>
        <tr>
          <th scope="col">${labels.when}</th>
          <th scope="col">${labels.entries}</th>
        </tr>
      </thead>
      <tbody>
        ${buckets
          .filter(({ entries }) => entries > 0)
          .map(
            ({ from, entries }) =>
              html`<tr>
                <th scope="row">${times.date(from)}</th>
                <td>${times.number(entries)}</td>
              </tr>`,
          )}
      </tbody>
    </table>
    ${
      told.length === 0
        ? nothing
        : html`<table>
            <thead>
              <tr>
                <th scope="col">${labels.value}</th>
                <th scope="col">${labels.duration}</th>
              </tr>
            </thead>
            <tbody>
              ${told.map(
                ([name, ms = 0]) =>
                  html`<tr>
                    <th scope="row">${name}</th>
                    <td>${times.duration(ms)}</td>
                  </tr>`,
              )}
            </tbody>
          </table>`
    }`;
}
