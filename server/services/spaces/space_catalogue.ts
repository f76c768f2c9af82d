import { setTimeout as sleep } from 'node:timers/promises';
import type { Access, ManagedSpaces, SpaceDetails, Spaces } from '../../access/access.js';
import type { AuditLog } from '../../access/audit/audit_log.js';
import type { Gate } from '../../access/gate.js';
import { actorOf } from '../../access/principal.js';
import { DEFAULT_SPACE } from '../../../common/constants.js';
import { ActivityError } from '../../domain/errors.js';
import type { CreatedSpaces, KeptSpace } from './created_spaces.js';
import { refuseTooLargeSpace } from './created_spaces.js';
import type { SpaceDeletions } from './space_deletions.js';
import { managedSpace, missingSpace, takenSpace } from './space_checks.js';

/** The most spaces that can be created, as many as Kibana takes by default. */
const MAX_SPACES = 1_000;
/** Writers of one space that collide try again this often; each round one of them gets through. */
const MAX_ATTEMPTS = 100;
const SPACES_PER_PORTION = 50;

/** A space to be made: decoded. */
export type NewSpace = Omit<SpaceDetails, 'disabledFeatures'> &
  Partial<Pick<SpaceDetails, 'disabledFeatures'>>;

/** What a space is to be: decoded. What is missing keeps its value, but for `disabledFeatures`. */
export type SpaceChange = Omit<NewSpace, 'id'> & { readonly id?: string };

/** What `SpaceCatalogue` works with. */
export interface SpaceCatalogueDependencies {
  readonly managed: ManagedSpaces;
  readonly created: CreatedSpaces;
  /** Both together. */
  readonly spaces: Spaces;
  readonly gate: Gate;
  readonly audit: Pick<AuditLog, 'recorded' | 'space'>;
  readonly deletions: SpaceDeletions;
}

/** The use cases of spaces (P1). */
export class SpaceCatalogue {
  readonly #deps: SpaceCatalogueDependencies;

  constructor(deps: SpaceCatalogueDependencies) {
    this.#deps = deps;
  }

  /** The spaces in which the caller has a login, ascending by id, in portions that are read when they are asked for. */
  async *list(access: Access): AsyncGenerator<readonly SpaceDetails[]> {
    const { gate, spaces, audit } = this.#deps;
    const ids = (await this.#ids()).filter((id) => gate.mayEnter(access, id));
    for (let start = 0; start < ids.length; start += SPACES_PER_PORTION) {
      const some = ids.slice(start, start + SPACES_PER_PORTION);
      const found = (await Promise.all(some.map((id) => spaces.get(id)))).filter((one) => one !== undefined);
      for (const { id } of found) audit.space(access, { operation: 'get', id });
      // Nothing is told before it is on record that it was.
      await audit.recorded(access);
      yield found;
    }
  }

  /** @throws FORBIDDEN, SPACE_NOT_FOUND as `Gate.enter` does */
  async get(access: Access, id: string): Promise<SpaceDetails> {
    const { gate, audit } = this.#deps;
    const { space } = await gate.enter(access, id);
    audit.space(access, { operation: 'get', id });
    return space;
  }

  /** @throws FORBIDDEN, RECORD_EXISTS, INVALID_REQUEST when it is too large or there are too many */
  async create(access: Access, input: NewSpace): Promise<SpaceDetails> {
    const { gate, managed, created, audit } = this.#deps;
    const space: SpaceDetails = { ...input, disabledFeatures: input.disabledFeatures ?? [] };
    const { id } = space;
    gate.ensureSpace(access, 'create', id);
    refuseTooLargeSpace(space);
    if ((await managed.get(id)) !== undefined) throw takenSpace(id);
    await this.#refuseTooMany();
    await audit.recorded(access);
    if (!(await created.keep({ space, version: 0 }))) throw takenSpace(id);
    return space;
  }

  /** @throws FORBIDDEN, SPACE_NOT_FOUND, INVALID_REQUEST, VERSION_CONFLICT */
  async update(access: Access, id: string, change: SpaceChange): Promise<SpaceDetails> {
    const { gate, created, audit } = this.#deps;
    gate.ensureSpace(access, 'update', id);
    if ((change.id ?? id) !== id) {
      throw new ActivityError('INVALID_REQUEST', 'The id of a space cannot be changed.');
    }
    await this.#refuseManaged(id);
    for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
      const kept = await this.#existing(id);
      const { disabledFeatures = [] } = change;
      const space: SpaceDetails = { ...kept.space, ...change, id, disabledFeatures };
      refuseTooLargeSpace(space);
      await audit.recorded(access);
      if (await created.keep({ space, version: kept.version })) return space;
      await sleep(Math.random() * Math.min(50, attempt * 2));
    }
    throw new ActivityError('VERSION_CONFLICT', 'The space is being changed by others.');
  }

  /**
   * Deletes a space with everything in it. From the first moment on it is there for nobody; resolves when nothing is
   * left.
   * @throws FORBIDDEN, SPACE_NOT_FOUND, INVALID_REQUEST
   * @throws STORE_UNAVAILABLE also when it was begun: then it is finished later, by whichever process is there
   */
  async remove(access: Access, id: string): Promise<void> {
    const { gate, created, audit, deletions } = this.#deps;
    gate.ensureSpace(access, 'delete', id);
    if (id === DEFAULT_SPACE) {
      const message = 'The default space cannot be deleted because it is reserved.';
      throw new ActivityError('INVALID_REQUEST', message);
    }
    await this.#refuseManaged(id);
    await audit.recorded(access);
    const deletion = { by: actorOf(access.principal), removed: 0 };
    for (;;) {
      const kept = await this.#existing(id);
      if (await created.keep({ ...kept, deletion: { ...deletion, touched: Date.now() } })) break;
    }
    await deletions.finish(id);
  }

  /** @throws SPACE_NOT_FOUND */
  async #existing(id: string): Promise<KeptSpace> {
    const kept = await this.#deps.created.find(id);
    if (kept === undefined || kept.deletion !== undefined) throw missingSpace(id);
    return kept;
  }

  async #ids(): Promise<readonly string[]> {
    const ids = new Set(this.#deps.managed.ids);
    for await (const id of this.#deps.created.ids()) ids.add(id);
    // They are ASCII: the order of their characters is that of their bytes.
    return [...ids].sort();
  }

  async #refuseTooMany(): Promise<void> {
    const ids: string[] = [];
    for await (const id of this.#deps.created.ids()) ids.push(id);
    if (ids.length < MAX_SPACES) return;
    throw new ActivityError(
      'INVALID_REQUEST',
      `Unable to create space: there are ${String(MAX_SPACES)} already.`,
    );
  }

  /** @throws INVALID_REQUEST */
  async #refuseManaged(id: string): Promise<void> {
    if ((await this.#deps.managed.get(id)) !== undefined) throw managedSpace(id);
  }
}
