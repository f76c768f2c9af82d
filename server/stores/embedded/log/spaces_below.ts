import type { Database } from '../database.js';

/** Which spaces: at most `limit` after one of them. */
export interface SpacePage {
  readonly after?: string | undefined;
  readonly limit: number;
}

/** A space's name is shorter, so that what is cut off does not count. */
const MOST_NAME_BYTES = 600;

/** The spaces, in the order of their bytes, that have a key `prefix space NUL ...` for which `holds`. One seek each. */
export function spacesBelow(
  db: Database,
  prefix: string,
  { after, limit }: SpacePage,
  holds: (space: string) => boolean = () => true,
): readonly string[] {
  const spaces: string[] = [];
  let start = after === undefined ? Buffer.from(prefix) : startAfter(prefix, after);
  const end = Buffer.concat([Buffer.from(prefix), Buffer.from([0xff])]);
  while (spaces.length < limit) {
    const [key] = db.getKeys({ start, end, limit: 1 });
    if (key === undefined) break;
    const space = key.toString('utf8', prefix.length, key.indexOf(0, prefix.length));
    if (holds(space)) spaces.push(space);
    start = startAfter(prefix, space);
  }
  return spaces;
}

function startAfter(prefix: string, space: string): Buffer {
  // No space has a NUL in its name: behind `a NUL b` comes what comes behind `a`.
  const [name = ''] = space.split('\0', 1);
  const cut = Buffer.from(name).subarray(0, MOST_NAME_BYTES);
  return Buffer.concat([Buffer.from(prefix), cut, Buffer.from([1])]);
}
