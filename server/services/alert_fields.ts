import type { Alert, AlertCustomValue } from '../../common/casebender.js';
import type { DiffPlan } from '../domain/changes.js';
import { isJsonObject } from '../domain/json.js';
import type { Json, JsonObject } from '../domain/json.js';
import type { RecordHead } from '../domain/record.js';

/** Fields of an alert that a caller sets, in the order of C9.1. */
export const ALERT_FIELDS = [
  'title',
  'description',
  'status',
  'severity',
  'type',
  'source',
  'source_ref',
  'external_link',
  'tlp',
  'pap',
  'assigned_to',
  'tags',
  'custom_fields',
  'observables',
] as const;

/** The values of those fields, normalised: severity as word, tags trimmed and distinct. */
export type AlertFields = Pick<Alert, (typeof ALERT_FIELDS)[number]>;

/** Fields to change. Absent leaves a field alone; `custom_fields` are merged by key, where null clears. */
export type AlertPatch = Partial<Omit<AlertFields, 'custom_fields'>> & {
  readonly custom_fields?: Readonly<Record<string, AlertCustomValue | null>>;
};

/** At most so many custom fields of one alert (C9.1). */
export const MAX_CUSTOM_FIELDS = 50;

/** TLP and PAP of an alert that has none (C2, C9.1). */
const DEFAULT_LEVEL = 2;

/** Order and kinds of an alert's changes (C4). */
export const ALERT_PLAN: DiffPlan = {
  order: [...ALERT_FIELDS.filter((field) => field !== 'custom_fields'), 'custom_fields'],
  kinds: { tags: 'set', observables: 'set', custom_fields: 'map' },
  firstVerb: 'removed',
};

/** A new alert's fields: what was given, else the defaults of C9.1. */
export function initialFields(
  given: AlertPatch & Pick<AlertFields, 'title' | 'severity'>,
  status: string,
): JsonObject {
  const { title, severity } = given;
  const defaults: AlertFields = {
    title,
    description: '',
    status,
    severity,
    type: null,
    source: null,
    source_ref: null,
    external_link: null,
    tlp: DEFAULT_LEVEL,
    pap: DEFAULT_LEVEL,
    assigned_to: null,
    tags: [],
    custom_fields: {},
    observables: [],
  };
  return patchedState(defaults, given);
}

/** The state with the patch applied; a custom field that is cleared is absent. */
export function patchedState(state: JsonObject, patch: AlertPatch): JsonObject {
  const { custom_fields: custom, ...fields } = patch;
  if (custom === undefined) return { ...state, ...fields };
  const merged = { ...customFieldsOf(state), ...custom };
  const kept = Object.entries(merged).filter(([, value]) => value !== null);
  return { ...state, ...fields, custom_fields: Object.fromEntries(kept) };
}

/** The custom fields of an alert's state. */
export function customFieldsOf(state: JsonObject): JsonObject {
  const custom = state['custom_fields'];
  return isJsonObject(custom) ? custom : {};
}

/** TLP and PAP of a record, 0 to 4; one without them counts as 2 (C2). */
export function levelsOf(state: JsonObject): { readonly tlp: number; readonly pap: number } {
  return { tlp: levelOf(state['tlp']), pap: levelOf(state['pap']) };
}

/** The version that clients compare; an alert of the host has its record's revision. */
export function versionOf(head: RecordHead): number {
  const version = head.state['version'];
  return typeof version === 'number' ? version : head.revision;
}

function levelOf(value: Json | undefined): number {
  return typeof value === 'number' ? value : DEFAULT_LEVEL;
}
