import type { Caller } from './caller.js';

/** The rights on the cases or alerts of one owner (K13.3). One right never implies another. */
export const RIGHTS = [
  'read',
  'create',
  'update',
  'push',
  'delete',
  'settings',
  'createComment',
  'reopen',
  'assign',
] as const;

/** One of them. */
export type Right = (typeof RIGHTS)[number];

/** A tenant. Records of one space are invisible from every other. */
export interface Space {
  readonly id: string;
  readonly name: string;
  /** Feature ids; an owner whose feature is disabled here is unavailable to everybody (K13.2). */
  readonly disabledFeatures: readonly string[];
}

/** A space with what people are shown of it (P1). */
export interface SpaceDetails extends Space {
  readonly description?: string | undefined;
  readonly color?: string | undefined;
  readonly initials?: string | undefined;
  readonly imageUrl?: string | undefined;
  readonly solution?: string | undefined;
}

/** The spaces that there are; `default` is always among them. */
export interface Spaces {
  get(id: string): Promise<SpaceDetails | undefined>;
}

/** Spaces of the configuration and of the host: nobody writes them. */
export interface ManagedSpaces extends Spaces {
  /** Those of the configuration, and `default`; a host's own have no list. */
  readonly ids: ReadonlySet<string>;
}

/** Who asks, in which space, and what they may do there. Made by `Gate.enter`, once per request. */
export interface Access extends Caller {
  readonly space: Space;
  /** Rights per owner that is available in the space; an owner without any right is absent. */
  readonly rights: ReadonlyMap<string, ReadonlySet<Right>>;
  /** Highest TLP and PAP this caller may see, 0 to 4 (C11.4). */
  readonly tlpClearance: number;
  readonly papClearance: number;
}

/** Whether the caller holds the right on the owner's records in this space. */
export function holds(access: Access, right: Right, owner: string): boolean {
  return access.rights.get(owner)?.has(right) ?? false;
}
