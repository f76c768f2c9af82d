import type { Json, JsonObject } from './json.js';

/** Names a record: a thing with a history. The space is part of every key and never crossed. */
export interface Subject {
  readonly space: string;
  readonly kind: string;
  readonly id: string;
}

/**
 * Who did something, as they were at that time; later renames do not rewrite it.
 * `user`: a person; `key`: an API key; `system`: the host itself; `anonymous`: security is off.
 */
export interface Actor {
  readonly kind: 'user' | 'key' | 'system' | 'anonymous';
  readonly username?: string | undefined;
  readonly fullName?: string | undefined;
  readonly email?: string | undefined;
  readonly profileUid?: string | undefined;
  /** Absolute http(s) URL of a picture, at most 2048 characters. */
  readonly picture?: string | undefined;
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
  | { readonly type: 'deleted' };

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
}

/**
 * A short stable string for the sort of change: `created`, `field:title`, `field:category:cleared`,
 * `items:tags:added`, `comment:user:created`, `pushed`, `deleted`. Stores index it and heads count it.
 */
export function facetOf(change: Change): string {
  switch (change.type) {
    case 'created':
    case 'pushed':
    case 'deleted':
      return change.type;
    case 'field':
      return change.after === null ? `field:${change.field}:cleared` : `field:${change.field}`;
    case 'items':
      return `items:${change.field}:${change.verb}`;
    case 'comment': {
      const type = change.comment['type'];
      return `comment:${typeof type === 'string' ? type : 'user'}:${change.verb}`;
    }
  }
}
