import type { Json, JsonObject } from '../../domain/json.js';
import { isJsonArray, isJsonObject } from '../../domain/json.js';
import { authorFrom, authorJson } from '../author.js';
import type { Configuration, CustomFieldDefinition, Keyed } from './configuration.js';
import { CLOSURE_TYPES, CUSTOM_FIELD_TYPES } from './configuration.js';

/** A configuration as the store keeps it. */
export function configurationJson(configuration: Configuration): JsonObject {
  const { created_by: createdBy, updated_at: updatedAt, updated_by: updatedBy, ...others } = configuration;
  return {
    ...others,
    created_by: authorJson(createdBy),
    updated_at: updatedAt ?? null,
    updated_by: updatedBy === undefined ? null : authorJson(updatedBy),
  };
}

/** The configuration that `configurationJson` was given; `undefined` for anything that is none. */
export function configurationFrom(json: Json): Configuration | undefined {
  if (!isJsonObject(json)) return undefined;
  const { id, owner, revision, connector, created_at: createdAt, updated_at: updatedAt } = json;
  const closureType = CLOSURE_TYPES.find((known) => known === json['closure_type']);
  const customFields = listOf(json['customFields'], isDefinition);
  const [templates, observableTypes] = [json['templates'], json['observableTypes']].map((list) =>
    listOf(list, isKeyed),
  );
  const createdBy = authorFrom(json['created_by']);
  if (!isText(id) || !isText(owner) || !isRevision(revision) || !isJsonObject(connector)) return undefined;
  if (closureType === undefined || !isText(createdAt) || createdBy === undefined) return undefined;
  if (customFields === undefined || templates === undefined || observableTypes === undefined) {
    return undefined;
  }
  return {
    ...{ id, owner, revision, connector, closure_type: closureType },
    ...{ customFields, templates, observableTypes },
    ...{ created_at: createdAt, created_by: createdBy },
    updated_at: isText(updatedAt) ? updatedAt : undefined,
    updated_by: authorFrom(json['updated_by']),
  };
}

function listOf<T extends Json>(
  json: Json | undefined,
  fits: (item: Json) => item is T,
): readonly T[] | undefined {
  return isJsonArray(json) && json.every(fits) ? json : undefined;
}

function isDefinition(item: Json): item is CustomFieldDefinition {
  if (!isKeyed(item)) return false;
  const { label, type, required, defaultValue = null } = item;
  return (
    isText(label) &&
    CUSTOM_FIELD_TYPES.some((known) => known === type) &&
    typeof required === 'boolean' &&
    (defaultValue === null || typeof defaultValue !== 'object')
  );
}

function isKeyed(item: Json): item is Keyed {
  return isJsonObject(item) && isText(item['key']);
}

function isText(value: Json | undefined): value is string {
  return typeof value === 'string';
}

function isRevision(value: Json | undefined): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0;
}
