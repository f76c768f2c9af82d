import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import type { Figures } from '../data/figures.js';
import { whenOf } from './strip_bars.js';
import type { Bucket } from './strip_buckets.js';
import { valueText } from './values.js';
import type { View } from './view.js';

/** All that the strip shows as tables. */
export function stripTable(
  buckets: readonly Bucket[],
  { timeIn, spans, toAcknowledgeMs, toResolveMs }: Figures,
  { labels, times, now }: View,
): unknown {
  const lasting = (name: string, ms: number | undefined): readonly (readonly string[])[] =>
    ms === undefined ? [] : [[name, times.duration(ms)]];
  return [
    table(
      [labels.when, labels.entries],
      buckets
        .filter(({ entries }) => entries > 0)
        .map((bucket) => [whenOf(bucket, times), times.number(bucket.entries)]),
    ),
    table(
      [labels.when, labels.value, labels.duration],
      spans.map(({ value, from, to = now }) => [
        times.absolute(new Date(from).toISOString()),
        valueText(value, labels),
        times.duration(to - from),
      ]),
    ),
    table(
      [labels.value, labels.duration],
      [
        ...timeIn.flatMap(({ value, ms }) => lasting(valueText(value, labels), ms)),
        ...lasting(labels.toAcknowledge, toAcknowledgeMs),
        ...lasting(labels.toResolve, toResolveMs),
      ],
    ),
  ];
}

function table(
  heads: readonly string[],
  rows: readonly (readonly string[])[],
): TemplateResult | typeof nothing {
  if (rows.length === 0) return nothing;
  return html`<table>
    <thead>
      <tr>
        ${heads.map((head) => html`<th scope="col">${head}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        ([first, ...rest]) =>
          html`<tr>
            <th scope="row">${first}</th>
            ${rest.map((cell) => html`<td>${cell}</td>`)}
          </tr>`,
      )}
    </tbody>
  </table>`;
}
