import type { NativeFault, NativeProblem } from '../../../../common/native.js';
import type { JsonSchema } from '../../openapi/json_schema.js';
import { INSTANT, listOf, named, objectOf, oneOf, TEXT } from '../../openapi/json_schema.js';
import { ERROR_CODES } from './problem.js';

const fault = objectOf<'detail'>({ detail: TEXT }, {
  parameter: { ...TEXT, description: 'Name of the parameter.' },
  header: { ...TEXT, description: 'Name of the header.' },
  pointer: { ...TEXT, description: 'Place in the body: a JSON pointer.' },
} satisfies Record<Exclude<keyof NativeFault, 'detail'>, JsonSchema>);

/** Every failure (N1.3). */
export const problemSchema = named(
  'NativeProblem',
  objectOf<Exclude<keyof NativeProblem, 'errors' | 'fits'>>(
    {
      type: oneOf('about:blank'),
      title: TEXT,
      status: { type: 'integer' },
      detail: TEXT,
      code: { ...oneOf(...ERROR_CODES), description: 'Branch on this.' },
      requestId: TEXT,
    },
    {
      errors: listOf(fault),
      fits: { ...INSTANT, description: 'Of `RANGE_TOO_LARGE`: the latest `to` that would do.' },
    },
  ),
);
