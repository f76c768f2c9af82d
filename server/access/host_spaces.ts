import { kindOf } from '../domain/described.js';
import { ActivityError } from '../domain/errors.js';
import type { Space, Spaces } from './access.js';
import { askHost } from './ask_host.js';
import { checkedSpace } from './principal_schema.js';

/**
 * The host's own spaces, bounded in time; what the host answers is checked and copied here. `get` of `null`,
 * `undefined` and `false` is no space.
 * @throws AUTHENTICATION_UNAVAILABLE from `get` when the host does not answer in time
 * @throws INTERNAL_ERROR from `get`, naming `spaces.get` when it throws, and the member when it answers no space or
 * another
 */
export function hostSpaces(directory: { readonly get: (id: string) => unknown }, timeoutMs: number): Spaces {
  const ask = (id: string): Promise<unknown> => askHost('spaces.get', () => directory.get(id), timeoutMs);
  return { get: async (id) => checkedAnswer(id, await ask(id)) };
}

function checkedAnswer(id: string, answer: unknown): Space | undefined {
  if (answer === null || answer === undefined || answer === false) return undefined;
  const result = checkedSpace(answer);
  if ('misfit' in result) {
    const { path, problem, found, cause } = result.misfit;
    throw noSpace(`${path === '' ? 'what it answers' : path} ${problem}, found: ${kindOf(found)}`, cause);
  }
  // Rights would be those of the space that was asked for, records those of the answer.
  if (result.value.id !== id) throw noSpace('id must be the one that was asked for');
  return result.value;
}

function noSpace(why: string, cause?: unknown): ActivityError {
  return new ActivityError('INTERNAL_ERROR', `The host's spaces.get answers no space: ${why}.`, { cause });
}
