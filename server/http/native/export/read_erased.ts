import type { Json, JsonObject } from '../../../domain/json.js';
import { isJsonObject, sameJson } from '../../../domain/json.js';
import { ERASED } from '../../../services/history/state/shown_change.js';
import type { ClaimedProof } from './read_proof.js';

const SNAPSHOT = 'snapshot/';

/** What a line shows of an entry beside its place. */
export interface ShownEntry {
  readonly type: string;
  readonly change: JsonObject;
  readonly actor: JsonObject;
  readonly context?: Json | undefined;
  /** Names of what is erased. */
  readonly erased: Json;
}

/**
 * The names of the parts that are erased (N2).
 * @returns `undefined` where other names are told, or where a value is shown: only its digest would be proven
 */
export function erasedNames(
  shown: ShownEntry,
  digests: Readonly<Record<string, string>>,
): readonly string[] | undefined {
  const names = Object.keys(digests).sort();
  return sameJson(shown.erased, names) && names.every((name) => isGone(name, shown)) ? names : undefined;
}

/** The change with something of the right shape in the place of what is erased: of that the digest counts alone. */
export function withStandIns(change: JsonObject, proof: ClaimedProof | undefined): JsonObject {
  const { seal: { digests = {} } = {}, facet = '' } = proof ?? {};
  const isErased = (name: string): boolean => Object.hasOwn(digests, name);
  return {
    ...change,
    ...(isErased('items') && { items: [] }),
    // These two are in the facet too, which the leaf has in clear.
    ...(isErased('after') && { after: facet.endsWith(':cleared') ? null : ERASED }),
    ...(isErased('comment') && { comment: { type: commentTypeIn(facet) } }),
  };
}

/** A value that is erased may be missing altogether; in the place of an actor stands a pseudonym. */
function isGone(name: string, { type, change, actor, context }: ShownEntry): boolean {
  if (name === 'actor') return actor['erased'] === true;
  if (name === 'context') return isErasedValue(context);
  if (type !== 'created' || !name.startsWith(SNAPSHOT)) return isErasedValue(memberOf(change, name));
  return isErasedValue(memberOf(change['snapshot'], name.slice(SNAPSHOT.length)));
}

function isErasedValue(value: Json | undefined): boolean {
  return value === undefined || sameJson(value, ERASED);
}

function memberOf(value: Json | undefined, name: string): Json | undefined {
  return isJsonObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

/** `user` of `comment:user:created`, as `facetOf` writes it. */
function commentTypeIn(facet: string): string {
  const [, type = ''] = facet.split(':');
  return type.replaceAll('%3A', ':').replaceAll('%25', '%');
}
