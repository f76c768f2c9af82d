import { randomUUID } from 'node:crypto';
import { ActivityError } from '../domain/errors.js';
import type { Registry } from '../domain/registry.js';
import { STORE_ID } from '../domain/registry.js';

/** By what a store is told from every other one, whichever process asks and whenever (P3). */
export class StoreIdentity {
  readonly #registry: Registry;
  #known: string | undefined;

  constructor(registry: Registry) {
    this.#registry = registry;
  }

  /** The UUID as far as this process knows it; `undefined`: it was never asked for. */
  get known(): string | undefined {
    return this.#known;
  }

  /**
   * The UUID of the store: given by whoever asks first, the same for all that ask at the same time.
   * @throws STORE_UNAVAILABLE
   */
  async uuid(): Promise<string> {
    return (this.#known ??= (await this.#kept()) ?? (await this.#give()));
  }

  async #give(): Promise<string> {
    const uuid = randomUUID();
    if ((await this.#registry.set(STORE_ID, 0, { value: uuid })) !== undefined) return uuid;
    const others = await this.#kept();
    if (others === undefined) throw new ActivityError('INTERNAL_ERROR', 'The identity of the store is lost.');
    return others;
  }

  async #kept(): Promise<string | undefined> {
    const kept = await this.#registry.get(STORE_ID);
    if (kept === undefined) return undefined;
    if (typeof kept.value === 'string') return kept.value;
    throw new ActivityError('INTERNAL_ERROR', 'The identity of the store cannot be read.');
  }
}
