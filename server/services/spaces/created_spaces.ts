import type { SpaceDetails, Spaces } from '../../access/access.js';
import { ActivityError } from '../../domain/errors.js';
import { exactJson } from '../../domain/exact_json.js';
import { isJsonObject } from '../../domain/json.js';
import type { Registry } from '../../domain/registry.js';
import { MAX_REGISTRY_CHARACTERS } from '../../domain/registry.js';
import type { SpaceDeletion } from './space_deletion.js';
import { deletionFrom, deletionJson } from './space_deletion.js';
import { spaceFrom, spaceJson } from './stored_space.js';

const PREFIX = 'space/';
const IDS_PER_PAGE = 100;

/** A created space, and by what the registry knows that it has not changed. */
export interface KeptSpace {
  readonly space: SpaceDetails;
  readonly version: number;
  /** Present: it is being deleted, so it is there for nobody any more. */
  readonly deletion?: SpaceDeletion | undefined;
}

/** One that is being deleted. */
export interface MarkedSpace extends KeptSpace {
  readonly deletion: SpaceDeletion;
}

/**
 * The spaces that were created, each a value of the registry (P1). Nothing is remembered: what one process has
 * written, every other one reads.
 */
export class CreatedSpaces implements Spaces {
  readonly #registry: Registry;

  constructor(registry: Registry) {
    this.#registry = registry;
  }

  async get(id: string): Promise<SpaceDetails | undefined> {
    const kept = await this.find(id);
    return kept?.deletion === undefined ? kept?.space : undefined;
  }

  /** What is kept under the id, also while it is being deleted. @throws INTERNAL_ERROR when what is kept there is no space */
  async find(id: string): Promise<KeptSpace | undefined> {
    const found = await this.#registry.get(PREFIX + id);
    if (found === undefined) return undefined;
    const space = spaceFrom(found.value);
    if (space?.id !== id) throw new ActivityError('INTERNAL_ERROR', 'A stored space cannot be read.');
    const { deletion } = isJsonObject(found.value) ? found.value : {};
    return { space, version: found.version, deletion: deletionFrom(deletion) };
  }

  /** Keeps the space if what is there is still at that version; 0: nothing is there. @returns whether it was */
  async keep({ space, version, deletion }: KeptSpace): Promise<boolean> {
    const value =
      deletion === undefined
        ? spaceJson(space)
        : { ...spaceJson(named(space)), deletion: deletionJson(deletion) };
    return (await this.#registry.set(PREFIX + space.id, version, { value })) !== undefined;
  }

  /** Removes the space if it is at that version. @returns whether it was */
  remove({ space, version }: KeptSpace): Promise<boolean> {
    return this.#registry.remove(PREFIX + space.id, version);
  }

  /** Ids in ascending order, page by page. */
  async *ids(): AsyncGenerator<string> {
    let after = PREFIX;
    for (;;) {
      const names = await this.#registry.names(after, IDS_PER_PAGE);
      for (const name of names) {
        if (!name.startsWith(PREFIX)) return;
        yield name.slice(PREFIX.length);
        after = name;
      }
      if (names.length < IDS_PER_PAGE) return;
    }
  }
}

/** What is left of a space that is being deleted: whatever it had, there is room for the mark. */
function named({ id, name }: SpaceDetails): SpaceDetails {
  return { id, name, disabledFeatures: [] };
}

/** @throws INVALID_REQUEST when the space is larger than what can be kept */
export function refuseTooLargeSpace(space: SpaceDetails): void {
  if (exactJson(spaceJson(space)).length <= MAX_REGISTRY_CHARACTERS) return;
  throw new ActivityError(
    'INVALID_REQUEST',
    `The space is too large. The maximum length is ${String(MAX_REGISTRY_CHARACTERS)} characters of JSON.`,
  );
}
