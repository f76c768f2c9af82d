import { isDeepStrictEqual } from 'node:util';
import type { Activity } from '../../domain/activity.js';
import type { Json, JsonObject } from '../../domain/json.js';
import { isJsonObject } from '../../domain/json.js';

/** A connector that a case has or had, and what became of it (K11). */
export interface CaseConnector {
  readonly id: string;
  /** As recorded last; `undefined` where the case was only pushed to it. */
  readonly name: string | undefined;
  readonly type: string | undefined;
  readonly fields: JsonObject | null;
  readonly pushes: Pushes | undefined;
  /** Whether something that it is told of has changed since, or it was never told. */
  readonly needsToBePushed: boolean;
}

/** When a case was pushed to a connector, and the last answer of the external system. */
export interface Pushes {
  readonly oldest: Date;
  readonly latest: Date;
  readonly externalService: JsonObject;
}

/** The `seq` of the newest entries of some sorts; 0: there is none. */
export interface NewestChanges {
  /** Comments, description, tags, title. */
  readonly content: number;
  /** Severity and status. */
  readonly levels: number;
}

/** The facets of the entries that `ConnectorCollector` has to be told. */
export const CONNECTOR_FACETS: readonly string[] = ['created', 'field:connector', 'pushed'];

/** Connectors that are told of severity and status too. */
const TOLD_OF_LEVELS: readonly (string | undefined)[] = ['.cases-webhook', '.thehive'];
const NONE = 'none';

interface Known {
  chosen?: { readonly name: string; readonly type: string; readonly fields: JsonObject | null };
  pushed?: Pushes & { readonly seq: number; readonly name: string | undefined; readonly fields: Json };
}

/** Collects the connectors of a case, told its entries of these facets, oldest first. */
export class ConnectorCollector {
  readonly #connectors = new Map<string, Known>();

  add({ seq, at, change }: Pick<Activity, 'seq' | 'at' | 'change'>): void {
    if (change.type === 'created') this.#choose(change.snapshot['connector']);
    if (change.type === 'field' && change.field === 'connector') this.#choose(change.after);
    if (change.type !== 'pushed') return;
    const { externalService } = change;
    const { connector_id: id, connector_name: name } = externalService;
    if (typeof id !== 'string' || id === NONE) return;
    const known = this.#known(id);
    known.pushed = {
      ...{ seq, latest: at, externalService, oldest: known.pushed?.oldest ?? at },
      name: typeof name === 'string' ? name : undefined,
      fields: known.chosen?.fields ?? null,
    };
  }

  /** @param typeOf the type of a registered connector */
  connectors(newest: NewestChanges, typeOf: (id: string) => string | undefined): readonly CaseConnector[] {
    return [...this.#connectors].map(([id, { chosen, pushed }]) => {
      const type = chosen?.type ?? typeOf(id);
      const fields = chosen?.fields ?? null;
      const since = pushed?.seq ?? 0;
      const needsToBePushed =
        pushed === undefined ||
        !isDeepStrictEqual(fields, pushed.fields) ||
        newest.content > since ||
        (TOLD_OF_LEVELS.includes(type) && newest.levels > since);
      return { id, name: chosen?.name ?? pushed?.name, type, fields, pushes: pushed, needsToBePushed };
    });
  }

  #choose(connector: Json | undefined): void {
    if (!isJsonObject(connector)) return;
    const { id, name, type, fields } = connector;
    if (typeof id !== 'string' || typeof name !== 'string' || typeof type !== 'string' || id === NONE) return;
    this.#known(id).chosen = {
      name,
      type,
      fields: fields !== undefined && isJsonObject(fields) ? fields : null,
    };
  }

  #known(id: string): Known {
    const known = this.#connectors.get(id) ?? {};
    this.#connectors.set(id, known);
    return known;
  }
}
