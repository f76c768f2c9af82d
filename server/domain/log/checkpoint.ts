import { HASH_BYTES } from './merkle.js';
import type { SignedNote } from './signed_note.js';
import { isKeyName, parseNote } from './signed_note.js';

const SIZE = /^(0|[1-9][0-9]{0,15})$/;

/** What a checkpoint says of a tree (C2SP tlog-checkpoint). */
export interface TreeHead {
  /** Whose tree it is: `<origin>/<space>`. */
  readonly origin: string;
  readonly size: number;
  /** 32 bytes. */
  readonly root: Uint8Array;
}

/** A checkpoint that was read; nothing of it is verified yet. */
export interface ReadCheckpoint extends TreeHead {
  readonly note: SignedNote;
}

/** The name of a space's tree, and of the keys that sign it (N10.3). */
export function originOf(origin: string, space: string): string {
  return `${origin}/${space}`;
}

/** What is signed. */
export function checkpointText({ origin, size, root }: TreeHead): string {
  return `${origin}\n${String(size)}\n${Buffer.from(root).toString('base64')}\n`;
}

/** The checkpoint in a signed note; lines after the first three are others' extensions. `undefined`: it is none. */
export function parseCheckpoint(text: string): ReadCheckpoint | undefined {
  const note = parseNote(text);
  if (note === undefined) return undefined;
  const [origin = '', size = '', encoded = '', ...extensions] = note.text.slice(0, -1).split('\n');
  if (!isKeyName(origin) || !SIZE.test(size) || extensions.includes('')) return undefined;
  const root = Buffer.from(encoded, 'base64');
  if (root.length !== HASH_BYTES || root.toString('base64') !== encoded) return undefined;
  return Number.isSafeInteger(Number(size)) ? { origin, size: Number(size), root, note } : undefined;
}
