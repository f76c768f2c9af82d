import type { ObjectSchema } from 'joi';
import { ActivityError } from '../domain/errors.js';
import { MESSAGES } from './rules.js';

/** What is wrong with a configuration, and where: `security.users[0].passwordHash`. */
export interface Fault {
  readonly path: string;
  readonly message: string;
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
    error?: { details: readonly { path: readonly (string | number)[]; message: string }[] };
    value: unknown;
  };
  if (error === undefined) return value;
  throw configurationInvalid(
    error.details.map((detail) => ({ path: pathOf(path, detail.path), message: detail.message })),
  );
}

/** The error of a configuration with these faults; its message lists them, one a line. */
export function configurationInvalid(faults: readonly Fault[]): ActivityError {
  const lines = faults.map(({ path, message }) => `${path === '' ? 'configuration' : path}: ${message}`);
  return new ActivityError('CONFIGURATION_INVALID', lines.join('\n'), { details: { faults } });
}

function pathOf(start: string, keys: readonly (string | number)[]): string {
  return keys.reduce<string>((path, key) => {
    if (typeof key === 'number') return `${path}[${String(key)}]`;
    return path === '' ? key : `${path}.${key}`;
  }, start);
}
