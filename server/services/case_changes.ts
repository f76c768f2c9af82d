import type { Change } from '../domain/activity.js';
import { fieldChanges } from '../domain/changes.js';
import type { Json, JsonObject } from '../domain/json.js';
import { isJsonArray } from '../domain/json.js';
import type { RecordHead } from '../domain/record.js';
import type { Writing } from './case_state.js';
import { closing, normalized, touched, withoutEmptyUids } from './case_state.js';

/** Keys whose activity keeps the order of the request; `status` and `assignees` follow in this order (K6.1 step 4). */
const IN_ORDER_OF_REQUEST = new Set([
  'description',
  'tags',
  'title',
  'connector',
  'severity',
  'category',
  'customFields',
  'settings',
]);
const LAST = ['status', 'assignees'];

/** Those of the sent attributes whose value is not the stored one, in the order sent (K6.1 step 1). */
export function differingAttributes(head: RecordHead, sent: JsonObject): JsonObject {
  const entries = Object.entries(sent).map(
    ([key, value]) => [key, key === 'assignees' ? withoutEmptyUids(asArray(value)) : value] as const,
  );
  return Object.fromEntries(
    entries.filter(([key, value]) => differs(key === 'owner' ? head.owner : stored(head.state, key), value)),
  );
}

/** The activity of a PATCH of one case; `attributes` are those that differ (K6.1 steps 3 to 5). */
export function caseChanges(head: RecordHead, attributes: JsonObject): Change[] {
  const values = normalized(attributes);
  const keys = [
    ...Object.keys(values).filter((key) => IN_ORDER_OF_REQUEST.has(key)),
    ...LAST.filter((key) => Object.hasOwn(values, key)),
  ];
  return keys.flatMap((key) => attributeChanges(key, stored(head.state, key), values[key] ?? null));
}

/** The case's attributes after a PATCH (K6.1 steps 3 and 6). */
export function patchedState(head: RecordHead, attributes: JsonObject, writing: Writing): JsonObject {
  const values = normalized(attributes);
  const status = values['status'];
  const closed = status === undefined ? {} : closing(head.state, status, writing);
  return touched({ ...head.state, ...values, ...closed }, writing);
}

function attributeChanges(field: string, before: Json, after: Json): Change[] {
  switch (field) {
    case 'tags':
    case 'assignees':
      return fieldChanges(field, before, after, { kind: 'set', firstVerb: 'added' });
    case 'customFields':
      return fieldChanges(field, before, after, { kind: 'keyed', firstVerb: 'added' });
    default:
      // Told also when trimming makes the values equal (K6.1 step 5).
      return [{ type: 'field', field, before, after }];
  }
}

/** Arrays are compared as sets of deeply equal elements (K6.1 step 1). */
function differs(before: Json, after: Json): boolean {
  const kind = isJsonArray(after) ? 'set' : 'value';
  return fieldChanges('', before, after, { kind, firstVerb: 'added' }).length > 0;
}

function stored(state: JsonObject, key: string): Json {
  return Object.hasOwn(state, key) ? (state[key] ?? null) : null;
}

function asArray(value: Json): readonly Json[] {
  return isJsonArray(value) ? value : [];
}
