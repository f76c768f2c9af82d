import { createHash } from 'node:crypto';
import { ActivityError } from '../../../domain/errors.js';
import type { Registry } from '../../../domain/registry.js';

/** Longer than an anchor may take: whoever died meanwhile is succeeded after that. */
const LEASE_MS = 30_000;

/** What every process knows of one anchor and space. */
interface Place {
  readonly anchor: string;
  readonly space: string;
}

/** How far an anchor has the log of a space; the same for all processes (N10.6). */
export class AnchorProgress {
  readonly #registry: Registry;

  constructor(registry: Registry) {
    this.#registry = registry;
  }

  /** The size of the largest tree that the anchor has; 0: none. */
  async sizeOf(place: Place): Promise<number> {
    return (await this.#read(place)).size;
  }

  /**
   * Runs `keep` unless the anchor has that tree or a larger one, or another process is at it; then its size counts.
   * @returns whether the anchor has it now, whoever brought it @throws what `keep` throws
   */
  async advance(place: Place, size: number, keep: () => Promise<void>): Promise<boolean> {
    const lease = `${nameOf(place)}/lease`;
    const until = new Date(Date.now() + LEASE_MS);
    const version = await this.#registry.set(lease, 0, { value: size, until });
    if (version === undefined) return (await this.sizeOf(place)) >= size;
    try {
      // Somebody may have been there between the last look and the lease.
      const before = await this.#read(place);
      if (before.size >= size) return true;
      await keep();
      // Only whose lease ran out is overtaken: then the anchor has it twice.
      await this.#registry.set(nameOf(place), before.version, { value: size });
      return true;
    } finally {
      await this.#registry.remove(lease, version);
    }
  }

  async #read(place: Place): Promise<{ readonly size: number; readonly version: number }> {
    const kept = await this.#registry.get(nameOf(place));
    const { value = 0, version = 0 } = kept ?? {};
    if (typeof value === 'number') return { size: value, version };
    throw new ActivityError('INTERNAL_ERROR', 'How far an anchor is cannot be read.');
  }
}

function nameOf({ anchor, space }: Place): string {
  return `anchor/${anchor}/${createHash('sha256').update(space).digest('base64url')}`;
}
