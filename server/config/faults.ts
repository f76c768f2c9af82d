import type { ObjectSchema } from 'joi';
import type { JsonPath } from '../domain/json_path.js';
import { jsonPathText } from '../domain/json_path.js';
import { ActivityError, isActivityError } from '../domain/errors.js';
import { MESSAGES } from './rules.js';

/** What is wrong with a configuration, and where: `security.users[0].passwordHash`. */
export interface Fault {
  readonly path: string;
  readonly message: string;
}

/** What Joi says of a fault; `sentences` where a value has several. */
interface Detail {
  readonly path: JsonPath;
  readonly message: string;
  readonly context?: { readonly sentences?: readonly string[] };
}

/**
 * The input with its defaults.
 * @throws CONFIGURATION_INVALID with all faults in `details.faults`
 */
export function validated(schema: ObjectSchema, input: unknown, path: string): unknown {
  const { error, value } = schema.required().validate(input, {
    abortEarly: false,
    convert: false,
    errors: { label: false },
    messages: MESSAGES,
  }) as {
    error?: { details: readonly Detail[] };
    value: unknown;
  };
  if (error === undefined) return value;
  const start = path === '' ? [] : [path];
  throw configurationInvalid(
    error.details.flatMap(({ path: keys, message, context }) =>
      (context?.sentences ?? [message]).map((sentence) => ({
        path: jsonPathText([...start, ...keys]),
        message: sentence,
      })),
    ),
  );
}

/** The error of a configuration with these faults; its message lists them, one a line. */
export function configurationInvalid(faults: readonly Fault[]): ActivityError {
  const lines = faults.map(({ path, message }) => `${path === '' ? 'configuration' : path}: ${message}`);
  return new ActivityError('CONFIGURATION_INVALID', lines.join('\n'), { details: { faults } });
}

/** The faults that a configuration was refused for. @throws any other error again */
export function faultsOf(error: unknown): readonly Fault[] {
  // Only `configurationInvalid` makes errors with such details.
  if (isActivityError(error, 'CONFIGURATION_INVALID')) return error.details['faults'] as readonly Fault[];
  throw error;
}
