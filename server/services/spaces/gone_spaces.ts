import type { ManagedSpaces, Spaces } from '../../access/access.js';
import type { WriteDoorDependencies } from '../write_door.js';
import type { CreatedSpaces } from './created_spaces.js';
import { missingSpace } from './space_checks.js';

/** Which spaces a `goneSpaces` knows. */
export interface KnownSpaces {
  readonly managed: ManagedSpaces;
  readonly created: CreatedSpaces;
  /** Both together. */
  readonly spaces: Spaces;
}

/**
 * Refuses writes into a space that was deleted since the request came in (P1). Those of the configuration stay and are
 * not asked for. What the host writes by itself is only refused while the space is being deleted: its own are its own.
 */
export function goneSpaces({
  managed,
  created,
  spaces,
}: KnownSpaces): NonNullable<WriteDoorDependencies['refuseGone']> {
  return async (writer, space) => {
    if (managed.ids.has(space)) return;
    const gone =
      writer === 'host'
        ? (await created.find(space))?.deletion !== undefined
        : (await spaces.get(space)) === undefined;
    if (gone) throw missingSpace(space);
  };
}
