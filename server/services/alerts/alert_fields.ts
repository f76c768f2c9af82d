import { SEVERITIES } from '../../../common/constants.js';
import type { DiffPlan, FieldKind } from '../../domain/changes.js';
import { isJsonArray, isJsonObject } from '../../domain/json.js';
import type { Json, JsonObject } from '../../domain/json.js';
import type { RecordHead } from '../../domain/record.js';
import { DEFAULT_LEVEL } from '../record_levels.js';

/** How grave an alert is, in ascending order (C9.1). */
type Severity = (typeof SEVERITIES)[number];

/** The value of a custom field; lists hold at most 20 texts. */
type CustomValue = string | number | boolean | readonly string[];

/** The values of those fields, normalised: severity as word, tags trimmed and distinct. */
export type AlertFields = Readonly<{
  title: string;
  description: string;
  status: string;
  severity: Severity;
  type: string | null;
  source: string | null;
  source_ref: string | null;
  external_link: string | null;
  tlp: number;
  pap: number;
  assigned_to: string | null;
  tags: readonly string[];
  custom_fields: Readonly<Record<string, CustomValue>>;
  observables: readonly Readonly<Record<'data_type' | 'data', string>>[];
}>;

/** How each field is compared, in the order of C9.1. */
const KINDS: Readonly<Record<keyof AlertFields, FieldKind>> = {
  title: 'value',
  description: 'value',
  status: 'value',
  severity: 'value',
  type: 'value',
  source: 'value',
  source_ref: 'value',
  external_link: 'value',
  tlp: 'value',
  pap: 'value',
  assigned_to: 'value',
  tags: 'set',
  custom_fields: 'map',
  observables: 'set',
};

/** Fields of an alert that a caller sets, in the order of C9.1. */
export const ALERT_FIELDS = Object.keys(KINDS) as readonly (keyof AlertFields)[];

/** Fields to change. Absent leaves a field alone; `custom_fields` are merged by key, where null clears. */
export type AlertPatch = Partial<Omit<AlertFields, 'custom_fields'>> & {
  readonly custom_fields?: Readonly<Record<string, CustomValue | null>>;
};

/** At most so many tags of one alert (C9.1). */
export const MAX_TAGS = 100;

/** At most so many custom fields of one alert (C9.1). */
export const MAX_CUSTOM_FIELDS = 50;

/** Order and kinds of an alert's changes (C4). */
export const ALERT_PLAN: DiffPlan = {
  order: [...ALERT_FIELDS.filter((field) => field !== 'custom_fields'), 'custom_fields'],
  kinds: KINDS,
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
  return patchedAlert(defaults, given);
}

/** The state with the patch applied; a custom field that is cleared is absent. */
export function patchedAlert(state: JsonObject, patch: AlertPatch): JsonObject {
  const { custom_fields: custom, ...fields } = patch;
  if (custom === undefined) return { ...state, ...fields };
  const merged = { ...alertCustomFields(state), ...custom };
  const kept = Object.entries(merged).filter(([, value]) => value !== null);
  return { ...state, ...fields, custom_fields: Object.fromEntries(kept) };
}

/** The custom fields of an alert's state. */
export function alertCustomFields(state: JsonObject): JsonObject {
  const custom = state['custom_fields'];
  return isJsonObject(custom) ? custom : {};
}

/** The tags of an alert's state. */
export function alertTags({ tags }: JsonObject): readonly Json[] {
  return isJsonArray(tags) ? tags : [];
}

/** How grave an alert is, as answers say it: a host may have recorded the number, or nothing that is one. */
export function alertSeverity({ severity }: JsonObject): Severity {
  const word = typeof severity === 'number' ? SEVERITIES[severity - 1] : severity;
  return SEVERITIES.find((known) => known === word) ?? 'low';
}

/** The version that clients compare; an alert of the host has its record's revision. */
export function alertVersion(head: RecordHead): number {
  const version = head.state['version'];
  return typeof version === 'number' ? version : head.revision;
}
