import { createHash } from 'node:crypto';

/** The name of a value of the registry that is kept for each space; ids of spaces may have what names may not. */
export function nameOfSpace(what: string, space: string): string {
  return `${what}/${createHash('sha256').update(space).digest('base64url')}`;
}
