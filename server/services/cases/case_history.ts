import type { Access } from '../../access/access.js';
import type { Gate } from '../../access/gate.js';
import type { ProtectedOperation } from '../../access/protected_operations.js';
import type { Activity } from '../../domain/activity.js';
import type { Attachment } from '../../domain/record.js';
import type { ActivityStore } from '../../domain/store.js';
import { matching } from '../../domain/window.js';
import { firstRecord } from '../first_record.js';
import type { PresentHead, RecordGuard, VisibleHead } from '../record_guard.js';
import { present } from '../record_guard.js';
import { MAX_LISTED_USER_ACTIONS } from './case_limits.js';
import type { CaseConnector } from './case_connectors.js';
import { CONNECTOR_FACETS, ConnectorCollector } from './case_connectors.js';
import type { CaseMetrics, MetricsFeature } from './case_metrics.js';
import { CaseCounter, metricsFacets } from './case_metrics.js';
import type { CasePeople } from './case_people.js';
import { PeopleCollector } from './case_people.js';
import { missingCase } from './missing_case.js';
import type { UserActionCounts, UserActionFilter } from './user_action_types.js';
import { facetsOf, userActionCounts } from './user_action_types.js';

/** What the reading of histories works with. */
export interface CaseHistoryDependencies {
  readonly store: ActivityStore;
  readonly gate: Gate;
  readonly guard: RecordGuard;
  readonly clock: () => Date;
  /** Kinds of records whose activity is served as a case's, first match wins. */
  readonly kinds: readonly string[];
}

/** Which activities of a case are asked for (K8). */
export interface UserActionQuery {
  /** Any of them; absent: all activities. */
  readonly types?: readonly UserActionFilter[] | undefined;
  readonly order: 'asc' | 'desc';
  /** From 1. */
  readonly page: number;
  readonly perPage: number;
}

/** A page of the activities of a case, in portions, and how many are meant. */
export interface UserActionPage {
  readonly head: VisibleHead;
  readonly activities: AsyncIterable<readonly Activity[]>;
  readonly total: number;
}

/** Reads the histories of cases, and of the host's records that are served as such. */
export class CaseHistory {
  readonly #deps: CaseHistoryDependencies;

  constructor(deps: CaseHistoryDependencies) {
    this.#deps = deps;
  }

  /**
   * The oldest 10,000 activities, oldest first, in portions; none when there is no such case here or it was
   * deleted (K7).
   * @throws FORBIDDEN
   */
  async all(access: Access, id: string): Promise<AsyncIterable<readonly Activity[]>> {
    const { store, guard } = this.#deps;
    const head = await this.#head(access, id);
    if (head === undefined) return nothing();
    const window = { order: 'asc', skip: 0, limit: MAX_LISTED_USER_ACTIONS } as const;
    return store.entries(guard.admit(access, 'getUserActions', head), window);
  }

  /**
   * A page of the activities of the types (K8).
   * @throws FORBIDDEN, RECORD_NOT_FOUND
   */
  async find(access: Access, id: string, query: UserActionQuery): Promise<UserActionPage> {
    const { store, gate } = this.#deps;
    gate.readableOwners(access, 'findUserActions');
    const head = await this.#admitted(access, id, ['resolveCase', 'findUserActions']);
    const { types, order, page, perPage: limit } = query;
    const facets = types === undefined ? undefined : facetsOf(head, types);
    const window = { order, skip: (page - 1) * limit, limit, facets };
    return { head, activities: store.entries(head, window), total: matching(head, facets) };
  }

  /** Attachments as they are now, in the order of these ids; those that are gone are left out (K8). */
  async attachments({ subject }: VisibleHead, ids: readonly string[]): Promise<readonly Attachment[]> {
    return (await this.#deps.store.attachments(subject, ids)).filter((one) => one !== undefined);
  }

  /**
   * How many activities there are (K9).
   * @throws FORBIDDEN, RECORD_NOT_FOUND
   */
  async counts(access: Access, id: string): Promise<UserActionCounts> {
    return userActionCounts(await this.#admitted(access, id, ['resolveCase']));
  }

  /**
   * What the activity tells about times, connectors, alerts and actions (K12). Of what is not among the features
   * nothing is counted.
   * @throws FORBIDDEN, RECORD_NOT_FOUND
   */
  async metrics(access: Access, id: string, features: readonly MetricsFeature[]): Promise<CaseMetrics> {
    const operations: ProtectedOperation[] = ['getCaseMetrics'];
    if (features.includes('lifespan')) operations.push('getUserActionMetrics');
    const head = await this.#admitted(access, id, operations);
    const counter = new CaseCounter();
    await this.#tell(head, metricsFacets(features), (activity) => {
      counter.add(activity);
    });
    return counter.metrics(this.#deps.clock());
  }

  /**
   * Who has done something, was assigned, or is (K10). Cost is the length of the history, at most 10,000 entries.
   * @throws FORBIDDEN, RECORD_NOT_FOUND
   */
  async people(access: Access, id: string): Promise<CasePeople> {
    const head = await this.#admitted(access, id, ['resolveCase', 'getUserActionUsers']);
    const collector = new PeopleCollector();
    await this.#tell(head, undefined, (activity) => {
      collector.add(activity);
    });
    return collector.people(head.state);
  }

  /**
   * The connectors that the case had, and whether they know of it (K11); none when there is no such case here.
   * @param typeOf the type of a registered connector
   * @throws FORBIDDEN
   */
  async connectors(
    access: Access,
    id: string,
    typeOf: (id: string) => string | undefined,
  ): Promise<readonly CaseConnector[]> {
    const found = await this.#head(access, id);
    if (found === undefined) return [];
    const head = this.#deps.guard.admit(access, 'getConnectors', found);
    const collector = new ConnectorCollector();
    await this.#tell(head, CONNECTOR_FACETS, (activity) => {
      collector.add(activity);
    });
    const newest = {
      content: await this.#newest(head, ['comment', 'description', 'tags', 'title']),
      levels: await this.#newest(head, ['severity', 'status']),
    };
    return collector.connectors(newest, typeOf);
  }

  /** The `seq` of the newest entry of these types; 0: there is none. */
  async #newest(head: VisibleHead, types: readonly UserActionFilter[]): Promise<number> {
    const window = { order: 'desc', skip: 0, limit: 1, facets: facetsOf(head, types) } as const;
    for await (const [activity] of this.#deps.store.entries(head, window)) return activity?.seq ?? 0;
    return 0;
  }

  /** The oldest 10,000 entries of the facets, oldest first. */
  async #tell(
    head: VisibleHead,
    facets: readonly string[] | undefined,
    add: (activity: Activity) => void,
  ): Promise<void> {
    const window = { order: 'asc', skip: 0, limit: MAX_LISTED_USER_ACTIONS, facets } as const;
    for await (const portion of this.#deps.store.entries(head, window)) portion.forEach(add);
  }

  async #admitted(
    access: Access,
    id: string,
    operations: readonly ProtectedOperation[],
  ): Promise<VisibleHead> {
    const head = await this.#head(access, id);
    if (head === undefined) throw missingCase(id);
    const [admitted] = this.#deps.guard.admitAll(access, operations, [head]);
    if (admitted === undefined) throw missingCase(id);
    return admitted;
  }

  async #head(access: Access, id: string): Promise<PresentHead | undefined> {
    const { store, kinds } = this.#deps;
    const subjects = kinds.map((kind) => ({ space: access.space.id, kind, id }));
    return present(await firstRecord(store, subjects));
  }
}

async function* nothing(): AsyncGenerator<readonly Activity[]> {
  // Generators of nothing need no body.
}
