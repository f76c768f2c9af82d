import { createHash } from 'node:crypto';

/** Of two places never the same; nobody reads an address from it. */
export function anchorId(kind: string, place: string): string {
  return createHash('sha256').update(`${kind} ${place}`).digest('base64url').slice(0, 22);
}
