import type { Actor, Change, Context, Seal } from './activity.js';
import { ACTOR_KINDS, SOURCES } from './activity.js';
import { isJsonArray, isJsonObject } from './json.js';
import type { Json, JsonObject } from './json.js';

const CIRCUMSTANCES = ['requestId', 'ip', 'userAgent', 'statedAt'] as const;
const NAMES = ['username', 'fullName', 'email', 'profileUid', 'picture'] as const;

/**
 * The actor that a store has. Earlier versions wrote whatever a host handed in: of that only texts are kept, and
 * an unknown kind is a user where there is a name, else nobody.
 */
export function storedActor(stored: Json): Actor {
  if (isJsonObject(stored) && isActor(stored)) return stored;
  const members = isJsonObject(stored) ? stored : {};
  const texts = NAMES.flatMap((name) => {
    const text = textIn(members, name);
    return text === undefined ? [] : [[name, text] as const];
  });
  const kind = ACTOR_KINDS.find((known) => known === members['kind']);
  return {
    kind: kind ?? (textIn(members, 'username') === undefined ? 'anonymous' : 'user'),
    ...Object.fromEntries(texts),
  };
}

/** The context that a store has, `undefined` without one. Only what a context can have is kept. */
export function storedContext(stored: Json | undefined): Context | undefined {
  if (!isJsonObject(stored)) return undefined;
  const source = SOURCES.find((known) => known === stored['source']);
  const texts = CIRCUMSTANCES.flatMap((name) => {
    const text = textIn(stored, name);
    return text === undefined ? [] : [[name, text] as const];
  });
  return { ...(source === undefined ? {} : { source }), ...Object.fromEntries(texts) };
}

/** The seal whose members a store has, `undefined` where its hash is missing. */
export function storedSeal(stored: {
  readonly salt?: Json | undefined;
  readonly hash?: Json | undefined;
  readonly signature?: Json | undefined;
  readonly salts?: Json | undefined;
  readonly digests?: Json | undefined;
}): Seal | undefined {
  const { salt, hash, signature, salts, digests } = stored;
  if (typeof hash !== 'string') return undefined;
  return {
    ...(typeof salt === 'string' && { salt }),
    ...(isTexts(salts) && { salts }),
    ...(isTexts(digests) && { digests }),
    hash,
    ...(typeof signature === 'string' && { signature }),
  };
}

/** The change that a store has. What is none of ours is told as a field of that name with that value. */
export function storedChange(stored: Json): Change {
  if (isJsonObject(stored) && isChange(stored)) return stored;
  const type = isJsonObject(stored) ? stored['type'] : undefined;
  return { type: 'field', field: typeof type === 'string' ? type : 'unknown', before: null, after: stored };
}

function isActor(stored: JsonObject & { readonly kind?: Json }): stored is JsonObject & Actor {
  return (
    ACTOR_KINDS.some((kind) => kind === stored.kind) &&
    NAMES.every((name) => stored[name] === undefined || typeof stored[name] === 'string')
  );
}

/** Whether it has what a change of its type has. */
export function isChange(stored: JsonObject): stored is JsonObject & Change {
  const isText = (name: string): boolean => typeof stored[name] === 'string';
  switch (stored['type']) {
    case 'created':
      return isJsonObject(stored['snapshot']);
    case 'field':
      return (
        isText('field') &&
        (stored['key'] === undefined || isText('key')) &&
        stored['before'] !== undefined &&
        stored['after'] !== undefined
      );
    case 'items':
      return isText('field') && isVerb(stored, ['added', 'removed']) && isJsonArray(stored['items']);
    case 'comment':
      return (
        isText('commentId') &&
        isVerb(stored, ['created', 'updated', 'deleted']) &&
        isJsonObject(stored['comment'])
      );
    case 'pushed':
      return isJsonObject(stored['externalService']);
    case 'deleted':
      return true;
    case 'statement':
      return isText('statement') && isJsonObject(stored['details']);
    default:
      return false;
  }
}

function isVerb({ verb }: JsonObject & { readonly verb?: Json }, verbs: readonly string[]): boolean {
  return verbs.some((known) => known === verb);
}

function isTexts(value: Json | undefined): value is Readonly<Record<string, string>> {
  return isJsonObject(value) && Object.values(value).every((one) => typeof one === 'string');
}

function textIn(members: JsonObject, name: string): string | undefined {
  const value = Object.hasOwn(members, name) ? members[name] : undefined;
  return typeof value === 'string' ? value : undefined;
}
