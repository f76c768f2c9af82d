import { DEFAULT_SPACE } from '../../common/constants.js';
import type { Space, SpaceDirectory } from './access.js';

/** The spaces of the configuration together with the host's own; where both have one, the host's counts. */
export class ConfiguredSpaces implements SpaceDirectory {
  readonly #spaces: ReadonlyMap<string, Space>;
  readonly #host: SpaceDirectory | undefined;

  constructor(spaces: readonly Space[], host?: SpaceDirectory) {
    this.#spaces = new Map(spaces.map((space) => [space.id, space]));
    this.#host = host;
  }

  /** The space, `undefined` when there is none; `default` always exists (K13.1). */
  async get(id: string): Promise<Space | undefined> {
    const space = (await this.#host?.get(id)) ?? this.#spaces.get(id);
    return space ?? (id === DEFAULT_SPACE ? { id, name: 'Default', disabledFeatures: [] } : undefined);
  }
}
