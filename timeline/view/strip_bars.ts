import type { TemplateResult } from 'lit';
import { html, svg } from 'lit';
import type { Bucket } from './strip_buckets.js';
import type { View } from './view.js';

const HEIGHT = 32;
const WIDTH = 600;

/** Where the keys are in the strip. */
export interface StripPlace {
  readonly at: number;
  readonly move: (at: number) => void;
}

/** A bar for each span of time; one that is pressed, or Enter, selects its time, with Shift more of it. */
export function barsView(buckets: readonly Bucket[], view: View, { at, move }: StripPlace): TemplateResult {
  const { labels, model, times } = view;
  const highest = Math.max(...buckets.map(({ entries }) => entries), 1);
  const last = buckets.length - 1;
  const current = Math.min(at, last);
  const width = WIDTH / buckets.length;
  const [chosenFrom, chosenTo] = [Date.parse(model.filters.from), Date.parse(model.filters.to)];
  const isIn = ({ from, to }: Bucket): boolean => chosenFrom <= from && to <= chosenTo;
  const keys = (event: KeyboardEvent): void => {
    const goal = { ArrowRight: current + 1, ArrowLeft: current - 1, Home: 0, End: last }[event.key];
    if (event.ctrlKey) return;
    if (goal !== undefined) move(Math.max(0, Math.min(last, goal)));
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
    </div>
    <div class="axis" aria-hidden="true">
      <span>${whenOf(buckets[0], times)}</span><span>${whenOf(buckets[last], times)}</span>
    </div>`;
}

function choose(bucket: Bucket | undefined, isExtended: boolean, { model, actions }: View): void {
  if (bucket === undefined) return;
  const { from, to } = model.filters;
  const isWider = isExtended && from !== '' && to !== '';
  const instant = (ms: number): string => new Date(ms).toISOString();
  actions.setFilters({
    from: isWider && Date.parse(from) < bucket.from ? from : instant(bucket.from),
    to: isWider && Date.parse(to) > bucket.to ? to : instant(bucket.to),
  });
}

function bucketText(bucket: Bucket | undefined, { labels, times }: View): string {
  const { entries } = bucket ?? { entries: 0 };
  return labels.entriesOf(times.number(entries), entries, whenOf(bucket, times));
}

export function whenOf(bucket: Pick<Bucket, 'from' | 'to'> | undefined, { range }: View['times']): string {
  return bucket === undefined ? '' : range(bucket.from, bucket.to);
}
