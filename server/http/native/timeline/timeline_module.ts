import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';

/** The module as it is served. */
export interface ServedModule {
  readonly bytes: Uint8Array;
  /** Strong: the same for the same bytes. */
  readonly etag: string;
}

/** Where the build has put it, and where `npm start` in a clone does. */
const PLACES: readonly URL[] = [
  '../../../../timeline/timeline.js',
  '../../../../dist/timeline/timeline.js',
].map((place) => new URL(place, import.meta.url));

/** What browsers load, as a file that was built. */
export class TimelineModule {
  readonly #places: readonly URL[];
  #read: { readonly module: ServedModule; readonly changed: number } | undefined;

  /** @param places the first at which there is a file counts */
  constructor(places = PLACES) {
    this.#places = places;
  }

  /** The file, read anew when it was written anew; `undefined` where nothing was built. */
  async current(): Promise<ServedModule | undefined> {
    for (const place of this.#places) {
      const found = await stat(place).catch(() => undefined);
      if (found === undefined) continue;
      if (this.#read?.changed === found.mtimeMs) return this.#read.module;
      const bytes = await readFile(place).catch(() => undefined);
      if (bytes === undefined) continue;
      const etag = `"${createHash('sha256').update(bytes).digest('base64url')}"`;
      this.#read = { module: { bytes, etag }, changed: found.mtimeMs };
      return this.#read.module;
    }
    return undefined;
  }
}

/** Whether a client that says this of what it has kept has the module already (RFC 9110, 13.1.2). */
export function isKept(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  const kept = ifNoneMatch.split(',').map((one) => one.trim().replace(/^W\//, ''));
  return kept.includes(etag) || kept.includes('*');
}
