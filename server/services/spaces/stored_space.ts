import type { SpaceDetails } from '../../access/access.js';
import type { Json, JsonObject } from '../../domain/json.js';
import { isJsonArray, isJsonObject } from '../../domain/json.js';

/** A space as the registry keeps it: members without a value are left out. */
export function spaceJson(space: SpaceDetails): JsonObject {
  const { id, name, description, color, initials, imageUrl, disabledFeatures, solution } = space;
  const members = { id, name, description, color, initials, imageUrl, disabledFeatures, solution };
  return Object.fromEntries(
    Object.entries(members).flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const])),
  );
}

/** The space that `spaceJson` was given; `undefined` for anything that is none. */
export function spaceFrom(json: Json): SpaceDetails | undefined {
  if (!isJsonObject(json)) return undefined;
  const { id, name, disabledFeatures } = json;
  if (!isText(id) || !isText(name)) return undefined;
  if (!isJsonArray(disabledFeatures) || !disabledFeatures.every(isText)) return undefined;
  const details = Object.fromEntries(
    (['description', 'color', 'initials', 'imageUrl', 'solution'] as const).flatMap((key) => {
      const value = json[key];
      return isText(value) ? [[key, value]] : [];
    }),
  );
  return { id, name, disabledFeatures, ...details };
}

function isText(value: Json | undefined): value is string {
  return typeof value === 'string';
}
