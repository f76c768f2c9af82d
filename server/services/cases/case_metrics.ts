import type { Activity } from '../../domain/activity.js';
import type { Json } from '../../domain/json.js';
import { isJsonArray, isJsonObject } from '../../domain/json.js';
import type { CaseLifespan } from './case_lifespan.js';
import { LifespanCounter } from './case_lifespan.js';

/** What can be counted of a case (K12). */
export const METRICS_FEATURES = [
  ...(['lifespan', 'connectors', 'alerts.count', 'alerts.users', 'alerts.hosts'] as const),
  'actions.isolateHost',
] as const;

/** One of them. */
export type MetricsFeature = (typeof METRICS_FEATURES)[number];

/** What was counted. */
export interface CaseMetrics {
  readonly lifespan: CaseLifespan;
  /** Distinct ones that were chosen for it. */
  readonly connectors: number;
  /** Distinct ones that are attached to it. */
  readonly alerts: number;
  readonly isolated: number;
  readonly released: number;
}

/** The facets whose entries are needed, besides that of the creation. */
const FACETS: Readonly<Record<MetricsFeature, readonly string[]>> = {
  lifespan: ['field:status'],
  connectors: ['field:connector'],
  'alerts.count': ['comment:alert:created', 'comment:alert:updated', 'comment:alert:deleted'],
  'alerts.users': [],
  'alerts.hosts': [],
  'actions.isolateHost': ['comment:actions:created'],
};

const NO_CONNECTOR = 'none';

/** The facets of the entries that `CaseCounter` has to be told for these. */
export function metricsFacets(features: readonly MetricsFeature[]): readonly string[] {
  return ['created', ...new Set(features.flatMap((feature) => FACETS[feature]))];
}

/** Counts what the entries of a case tell, oldest first. */
export class CaseCounter {
  readonly #lifespan = new LifespanCounter();
  readonly #connectors = new Set<string>();
  readonly #alerts = new Map<string, readonly string[]>();
  #isolated = 0;
  #released = 0;

  add(activity: Activity): void {
    const { change } = activity;
    this.#lifespan.add(activity);
    if (change.type === 'created') this.#addConnector(change.snapshot['connector']);
    if (change.type === 'field' && change.field === 'connector') this.#addConnector(change.after);
    if (change.type !== 'comment') return;
    const { type, alertId, actions } = change.comment;
    if (type === 'alert') {
      if (change.verb === 'deleted') this.#alerts.delete(change.commentId);
      else this.#alerts.set(change.commentId, textsOf(alertId));
    } else if (type === 'actions' && isJsonObject(actions)) {
      if (actions['type'] === 'isolate') this.#isolated += 1;
      if (actions['type'] === 'unisolate') this.#released += 1;
    }
  }

  metrics(now: Date): CaseMetrics {
    return {
      lifespan: this.#lifespan.lifespan(now),
      connectors: this.#connectors.size,
      alerts: new Set([...this.#alerts.values()].flat()).size,
      isolated: this.#isolated,
      released: this.#released,
    };
  }

  #addConnector(connector: Json | undefined): void {
    const id = isJsonObject(connector) ? connector['id'] : undefined;
    if (typeof id === 'string' && id !== NO_CONNECTOR) this.#connectors.add(id);
  }
}

/** One text or several. */
function textsOf(value: Json | undefined): readonly string[] {
  const values: readonly (Json | undefined)[] = isJsonArray(value) ? value : [value];
  return values.filter((one) => typeof one === 'string');
}
