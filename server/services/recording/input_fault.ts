import { described } from '../../domain/described.js';
import { ActivityError } from '../../domain/errors.js';

const MAX_KEY_CHARACTERS = 40;

/** The way to a value that a host handed in: the name of the member, then keys and places. */
export type InputPath = readonly (string | number)[];

/**
 * The error for a value that a host handed in: its message and `details` name the path, what should be there and
 * what was found.
 */
export function invalidInput(
  path: InputPath,
  problem: string,
  { found, cause }: { readonly found: unknown; readonly cause?: unknown },
): ActivityError {
  const details = { path: pathText(path), found: described(found) };
  const message = `${details.path} ${problem}, found: ${details.found}.`;
  return new ActivityError('INVALID_REQUEST', message, { cause, details });
}

/** The path as one writes it in JavaScript: `after.tags[3]["a b"]`. */
export function pathText([name = 'input', ...keys]: InputPath): string {
  const rest = keys.map((key) => {
    if (typeof key === 'number') return `[${String(key)}]`;
    if (/^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(key) && key.length <= MAX_KEY_CHARACTERS) return `.${key}`;
    return `[${JSON.stringify(key.slice(0, MAX_KEY_CHARACTERS))}]`;
  });
  return `${String(name)}${rest.join('')}`;
}
