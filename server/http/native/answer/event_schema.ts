import type { JsonSchema } from '../../openapi/json_schema.js';
import { TEXT } from '../../openapi/json_schema.js';

/** A stream of events: `id`, `event` and `data`, a line each (N6). */
export const eventStreamSchema: JsonSchema = {
  ...TEXT,
  description:
    '`data` of `entry` is a NativeEntry, in a stream of a space with its `position`; of `cursor` it is `{}`, and only ' +
    'the `id` counts; of `end` it is `{"reason": "access" | "erased" | "stopping"}`. Comments (`: hb`) are signs of life.',
};
