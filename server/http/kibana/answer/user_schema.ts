import { named, objectOf, orNull, TEXT } from '../../openapi/json_schema.js';

/** `created_by` and the like (K3.2). */
export const userSchema = named(
  'KibanaUser',
  objectOf({ username: orNull(TEXT), email: orNull(TEXT), full_name: orNull(TEXT) }, { profile_uid: TEXT }),
);
