import type { Activity, Actor, Context } from '../../../domain/activity.js';
import type { Json, JsonObject } from '../../../domain/json.js';
import { isJsonArray, isJsonObject } from '../../../domain/json.js';
import { HASH_BYTES } from '../../../domain/log/merkle.js';
import { isChange } from '../../../domain/stored_entry.js';
import type { ClaimedEntry } from '../../../services/integrity/exported/claimed_line.js';
import type { ShownEntry } from './read_erased.js';
import { erasedNames, withStandIns } from './read_erased.js';
import type { ClaimedProof } from './read_proof.js';
import { isBytes, readProof } from './read_proof.js';

/** The entry of a line; `undefined`: it is none, or values that are erased are shown. */
export function readEntry(line: JsonObject): ClaimedEntry | undefined {
  const shown = shownEntry(line);
  if (shown === undefined) return undefined;
  const { hash, proof, position, path } = line;
  const claimed = hash === undefined && proof === undefined ? undefined : readProof(hash, proof);
  if (claimed === undefined && proof !== undefined) return undefined;
  const erased = erasedNames(shown, claimed?.seal.digests ?? {});
  const activity = erased && activityOf(line, shown, claimed);
  const hashes = readPath(path);
  if (activity === undefined || (path !== undefined && hashes === undefined)) return undefined;
  if (position !== undefined && !(Number.isSafeInteger(position) && Number(position) >= 0)) return undefined;
  return {
    ...{ activity, leaf: claimed?.leaf, position: position === undefined ? undefined : Number(position) },
    ...{ path: hashes, erased: erased?.length ?? 0 },
  };
}

function shownEntry({ type, change, actor, context, erased = [] }: JsonObject): ShownEntry | undefined {
  if (typeof type !== 'string' || !isJsonObject(change) || !isJsonObject(actor)) return undefined;
  return { type, change, actor, context, erased };
}

/** What is shown, with its members as they were recorded: what is hashed are these values, whatever they are. */
function activityOf(
  { seq, id, at, record }: JsonObject,
  { type, change, actor, context }: ShownEntry,
  proof: ClaimedProof | undefined,
): Activity | undefined {
  const whole = { ...withStandIns(change, proof), type };
  if (!isChange(whole) || !isJsonObject(record) || !Number.isSafeInteger(seq)) return undefined;
  const { space, kind, id: of, owner } = record;
  const when = instantOf(at);
  if (typeof space !== 'string' || typeof kind !== 'string' || typeof of !== 'string') return undefined;
  if (typeof id !== 'string' || typeof owner !== 'string' || when === undefined) return undefined;
  return {
    ...{ id, seq: Number(seq), subject: { space, kind, id: of }, owner, at: when, change: whole },
    // The seam to what is only hashed: other members than these would make another hash.
    actor: actor as unknown as Actor,
    ...(context !== undefined && { context: context as unknown as Context }),
    ...(proof !== undefined && { seal: proof.seal }),
  };
}

/** An instant as they are written. */
function instantOf(at: Json | undefined): Date | undefined {
  if (typeof at !== 'string') return undefined;
  const date = new Date(at);
  return !Number.isNaN(date.getTime()) && date.toISOString() === at ? date : undefined;
}

function readPath(path: Json | undefined): readonly Uint8Array[] | undefined {
  if (!isJsonArray(path)) return undefined;
  const hashes = path.flatMap((text) =>
    isBytes(text, HASH_BYTES, 'base64') ? [Buffer.from(text, 'base64')] : [],
  );
  return hashes.length === path.length ? hashes : undefined;
}
