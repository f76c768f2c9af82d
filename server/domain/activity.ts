import type { Json, JsonObject } from './json.js';

/** Names a record: a thing with a history. The space is part of every key and never crossed. */
export interface Subject {
  readonly space: string;
  readonly kind: string;
  readonly id: string;
}

/** `user`: a person; `key`: an API key; `system`: the host itself; `anonymous`: security is off. */
export const ACTOR_KINDS = ['user', 'key', 'system', 'anonymous'] as const;

/** Who did something, as they were at that time; later renames do not rewrite it. */
export interface Actor {
  readonly kind: (typeof ACTOR_KINDS)[number];
  readonly username?: string | undefined;
  readonly fullName?: string | undefined;
  readonly email?: string | undefined;
  readonly profileUid?: string | undefined;
  /** Absolute http(s) URL of a picture, at most 2048 characters. */
  readonly picture?: string | undefined;
}

/** Who can stand behind an actor (N2). */
export const SOURCES = ['user', 'api', 'rule', 'agent', 'workflow', 'import'] as const;

/** The circumstances of an entry, as far as they were recorded (N2). */
export interface Context {
  readonly source?: (typeof SOURCES)[number] | undefined;
  readonly requestId?: string | undefined;
  readonly ip?: string | undefined;
  readonly userAgent?: string | undefined;
  /** The time that the writer claimed, where it had to be moved forward: ISO 8601, UTC. */
  readonly statedAt?: string | undefined;
}

/** What happened. Values are JSON; `null` in `before` or `after` means that the field had or has no value. */
export type Change =
  /** The record as it was first recorded. */
  | { readonly type: 'created'; readonly snapshot: JsonObject }
  /** One field. `key` names the member when the field is a map, such as one custom field. */
  | {
      readonly type: 'field';
      readonly field: string;
      readonly key?: string | undefined;
      readonly before: Json;
      readonly after: Json;
    }
  /** Members of a set: tags, assignees, observables. */
  | {
      readonly type: 'items';
      readonly field: string;
      readonly verb: 'added' | 'removed';
      readonly items: readonly Json[];
    }
  /** A comment or other attachment; `comment` is its body after the change, for `deleted` its last body. */
  | {
      readonly type: 'comment';
      readonly verb: 'created' | 'updated' | 'deleted';
      readonly commentId: string;
      readonly comment: JsonObject;
      readonly before?: JsonObject | undefined;
    }
  /** The record was sent to an external system. */
  | { readonly type: 'pushed'; readonly externalService: JsonObject }
  /** The record was deleted, its history stays. */
  | { readonly type: 'deleted' }
  /** Something was done to histories; only in the ledger (N11.1). `details` is the one part that can be erased. */
  | { readonly type: 'statement'; readonly statement: string; readonly details: JsonObject };

/** What ties an entry to its record: the values are committed to by salted digests, so that each can be erased. */
export interface Seal {
  /** The 32 random bytes that all salts of the entry are made from, base64url; absent when a part is erased. */
  readonly salt?: string | undefined;
  /** After an erasure: the salts of the parts that remain, by name. */
  readonly salts?: Readonly<Record<string, string>> | undefined;
  /** After an erasure: the digests of the parts that are gone, by name. */
  readonly digests?: Readonly<Record<string, string>> | undefined;
  /** SHA-256 of the leaf as RFC 6962 hashes leaves, base64url. */
  readonly hash: string;
  /** Of the commit that this entry ends: base64url of the key's id (4 bytes) and an Ed25519 signature. */
  readonly signature?: string | undefined;
}

/** One immutable entry of a record's history. */
export interface Activity {
  /** UUID v4. */
  readonly id: string;
  /** 1, 2, 3 ... within the record, without gaps: the order of the history. */
  readonly seq: number;
  readonly subject: Subject;
  readonly owner: string;
  /** Never earlier than the entry before it. */
  readonly at: Date;
  readonly actor: Actor;
  readonly change: Change;
  readonly context?: Context | undefined;
  /** Absent in entries of a store that is older than seals, until they are adopted (N10.7). */
  readonly seal?: Seal | undefined;
}

/**
 * A short stable string for the sort of change: `created`, `field:title`, `field:category:cleared`,
 * `items:tags:added`, `comment:user:created`, `pushed`, `deleted`, `statement:export-started`. In names `:` and `%` are escaped, so that
 * different sorts never share one. Stores index it and heads count it.
 */
export function facetOf(change: Change): string {
  return facetWith(change, (name) => name.replaceAll('%', '%25').replaceAll(':', '%3A'));
}

/** The facet as earlier versions wrote it: with names as they are. It may be that of another sort. */
export function unescapedFacetOf(change: Change): string {
  return facetWith(change, (name) => name);
}

function facetWith(change: Change, named: (name: string) => string): string {
  switch (change.type) {
    case 'created':
    case 'pushed':
    case 'deleted':
      return change.type;
    case 'field':
      return `field:${named(change.field)}${change.after === null ? ':cleared' : ''}`;
    case 'items':
      return `items:${named(change.field)}:${change.verb}`;
    case 'comment': {
      const type = change.comment['type'];
      return `comment:${typeof type === 'string' ? named(type) : 'user'}:${change.verb}`;
    }
    case 'statement':
      return `statement:${named(change.statement)}`;
  }
}
