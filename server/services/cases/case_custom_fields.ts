import type { Change } from '../../domain/activity.js';
import { ActivityError } from '../../domain/errors.js';
import type { Json, JsonObject } from '../../domain/json.js';
import { isJsonArray, isJsonObject, sameJson } from '../../domain/json.js';
import type { CustomFieldDefinition } from '../configurations/configuration.js';
import { refuseRepeatedKeys } from '../repeated_keys.js';
import { hasValueOf } from './custom_field_values.js';

/** What an owner's cases have; `undefined`: the owner has no configuration. */
export type CustomFieldDefinitions = readonly CustomFieldDefinition[] | undefined;

type Keyed = JsonObject & { readonly key: string };

/**
 * Checks the custom fields that a request sends, or that a new case lacks (K17.3).
 * @throws INVALID_REQUEST naming the first problem
 */
export function checkCustomFields(sent: Json | undefined, definitions: CustomFieldDefinitions): void {
  const fields = keyed(sent);
  refuseRepeatedKeys('customFields', fields);
  if (fields.length > 0 && definitions === undefined) throw invalid('No custom fields configured.');
  const known = new Map(definitions?.map((definition) => [definition.key, definition]));
  const unknown = fields.filter(({ key }) => !known.has(key)).map(({ key }) => key);
  if (unknown.length > 0) throw invalid(`Invalid custom field keys: ${unknown.join(',')}`);
  const there = new Set(fields.map(({ key }) => key));
  refuseLabels(
    'Missing required custom fields without default value configured',
    [...known.values()].filter((one) => one.required && !there.has(one.key) && defaultOf(one) === null),
  );
  const given = fields.flatMap((field) => {
    const definition = known.get(field.key);
    return definition === undefined ? [] : [{ definition, field }];
  });
  refuseLabels(
    'Invalid value "null" supplied for the following required custom fields',
    given.filter(({ definition, field }) => definition.required && valueOf(field) === null).map(definitionOf),
  );
  refuseLabels(
    'The following custom fields have the wrong type in the request',
    given.filter(({ definition, field }) => !fits(field, definition)).map(definitionOf),
  );
}

/** The list as it is stored: the fields sent, then those that are missing, with their default or null (K17.3). */
export function paddedCustomFields(sent: Json, definitions: CustomFieldDefinitions = []): readonly Json[] {
  const there = new Set(keyed(sent).map(({ key }) => key));
  const missing = definitions.filter(({ key }) => !there.has(key));
  return [
    ...(isJsonArray(sent) ? sent : []),
    ...missing.map((one) => ({ key: one.key, type: one.type, value: defaultOf(one) })),
  ];
}

/** One change for each field of the new list whose value differs, in its order; a missing field is null (K6.1 step 5). */
export function customFieldChanges(before: Json, after: Json): readonly Change[] {
  const stored = new Map(keyed(before).map((field) => [field.key, field]));
  return keyed(after).flatMap((field): Change[] => {
    const old = stored.get(field.key);
    if (sameJson(old === undefined ? null : valueOf(old), valueOf(field))) return [];
    return [{ type: 'field', field: 'customFields', key: field.key, before: old ?? null, after: field }];
  });
}

/** The list with this field first, the others behind it in their order (K17.4). */
export function withCustomField(stored: Json, field: Keyed): readonly Json[] {
  const fields = isJsonArray(stored) ? stored : [];
  return [field, ...fields.filter((other) => !(isJsonObject(other) && other['key'] === field.key))];
}

function fits(field: JsonObject, definition: CustomFieldDefinition): boolean {
  return field['type'] === definition.type && hasValueOf(definition.type, valueOf(field));
}

function definitionOf({ definition }: { readonly definition: CustomFieldDefinition }): CustomFieldDefinition {
  return definition;
}

function defaultOf({ defaultValue }: CustomFieldDefinition): Json {
  return defaultValue ?? null;
}

function valueOf(field: JsonObject): Json {
  return field['value'] ?? null;
}

function keyed(fields: Json | undefined): readonly Keyed[] {
  return isJsonArray(fields) ? fields.filter(isKeyed) : [];
}

function isKeyed(field: Json): field is Keyed {
  return isJsonObject(field) && typeof field['key'] === 'string';
}

function refuseLabels(problem: string, definitions: readonly CustomFieldDefinition[]): void {
  if (definitions.length === 0) return;
  throw invalid(`${problem}: ${definitions.map(({ label }) => `"${label}"`).join(', ')}`);
}

function invalid(message: string): ActivityError {
  return new ActivityError('INVALID_REQUEST', message);
}
