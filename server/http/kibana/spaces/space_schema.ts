import type { KibanaSpacePurpose } from '../../../../common/kibana_platform.js';
import type { JsonSchema } from '../../openapi/json_schema.js';
import { BOOLEAN, listOf, named, objectOf, TEXT } from '../../openapi/json_schema.js';

const required = { id: TEXT, name: TEXT, disabledFeatures: listOf(TEXT) };
const optional: Readonly<Record<string, JsonSchema>> = {
  ...{ description: TEXT, color: TEXT, initials: TEXT, imageUrl: TEXT, solution: TEXT },
  _reserved: { const: true },
};

/** A space (P1). */
export const spaceSchema = named('KibanaSpace', objectOf(required, optional));

/** A space on a list. */
export const listedSpaceSchema = named(
  'KibanaListedSpace',
  objectOf(required, {
    ...optional,
    authorizedPurposes: objectOf<KibanaSpacePurpose>({
      any: BOOLEAN,
      copySavedObjectsIntoSpace: BOOLEAN,
      shareSavedObjectsIntoSpace: BOOLEAN,
    }),
  }),
);
