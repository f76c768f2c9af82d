import type { Change } from '../../domain/activity.js';
import { fieldChanges } from '../../domain/changes.js';
import type { Json, JsonObject } from '../../domain/json.js';
import { isJsonArray } from '../../domain/json.js';
import type { Byline } from '../byline.js';
import type { PresentHead } from '../record_guard.js';
import type { CustomFieldDefinitions } from './case_custom_fields.js';
import { customFieldChanges, paddedCustomFields } from './case_custom_fields.js';
import { closing, normalizedValue, touched, withoutEmptyUids } from './case_state.js';

/** Keys whose activity keeps the order of the request; `status` and `assignees` follow in this order (K6.1 step 4). */
const IN_ORDER_OF_REQUEST = [
  'description',
  'tags',
  'title',
  'connector',
  'severity',
  'category',
  'customFields',
  'settings',
];
const LAST = ['status', 'assignees'];

/** What a request changes in one case. */
export interface CasePatch {
  readonly head: PresentHead;
  /** The attributes as they were sent. */
  readonly sent: JsonObject;
  /** What the case's custom fields are checked and filled up by. */
  readonly definitions: CustomFieldDefinitions;
  /** The sent attributes whose value is not the stored one, as they are to be stored, in the order sent. */
  readonly values: JsonObject;
  /** Their activity; none where trimming made the members of a list equal. */
  readonly changes: readonly Change[];
}

/** What the sent attributes change in the case (K6.1 steps 1 and 3 to 5). Nothing is checked yet. */
export function casePatch(
  head: PresentHead,
  sent: JsonObject,
  definitions?: CustomFieldDefinitions,
): CasePatch {
  const values: [string, Json][] = [];
  const changes = new Map<string, readonly Change[]>();
  for (const [key, value] of Object.entries(sent)) {
    const given = key === 'assignees' ? withoutEmptyUids(isJsonArray(value) ? value : []) : value;
    const before = key === 'owner' ? head.owner : stored(head.state, key);
    if (!differs(before, given)) continue;
    const after =
      key === 'customFields' ? paddedCustomFields(given, definitions) : normalizedValue(key, given);
    values.push([key, after]);
    changes.set(key, attributeChanges(key, before, after));
  }
  const told = [...[...changes.keys()].filter((key) => IN_ORDER_OF_REQUEST.includes(key)), ...LAST];
  return {
    ...{ head, sent, definitions },
    values: Object.fromEntries(values),
    changes: told.flatMap((key) => changes.get(key) ?? []),
  };
}

/** The case's attributes after the patch (K6.1 steps 3 and 6). */
export function stateAfter({ head, values }: CasePatch, byline: Byline): JsonObject {
  const { status } = values;
  const closed = status === undefined ? {} : closing(head.state, status, byline);
  return touched({ ...head.state, ...values, ...closed }, byline);
}

function attributeChanges(field: string, before: Json, after: Json): readonly Change[] {
  switch (field) {
    case 'tags':
    case 'assignees':
      return fieldChanges(field, before, after, { kind: 'set', firstVerb: 'added' });
    case 'customFields':
      return customFieldChanges(before, after);
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
