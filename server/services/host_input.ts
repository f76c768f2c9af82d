import { MAX_JSON_DEPTH } from '../../common/constants.js';
import type { Activity, Actor, Subject } from '../domain/activity.js';
import { ActivityError } from '../domain/errors.js';
import type { JsonObject } from '../domain/json.js';
import { isStorableId } from '../domain/record.js';

const SPACE_ID = /^[a-z0-9_-]{1,255}$/;
const MAX_KIND_CHARACTERS = 64;
const MAX_LIMIT = 1000;

/** A change of a record that the host keeps itself. */
export interface RecordInput {
  readonly subject: Subject;
  /** Owner of the record, one of the configured ones; it cannot change later. */
  readonly owner: string;
  readonly actor: Actor;
  /** The record before the change, or those of its fields that changed; absent: it is new. */
  readonly before?: JsonObject | undefined;
  /** The record after the change, or those of its fields that changed; absent: it was deleted. */
  readonly after?: JsonObject | undefined;
  /** When it happened; default: now. Never recorded as earlier than the entry before it. */
  readonly at?: Date | undefined;
}

/** What `record` wrote: nothing when `before` and `after` are the same. */
export interface RecordOutcome {
  readonly activities: readonly Activity[];
  /** Length of the history now. */
  readonly total: number;
}

/** Which part of a record's history the host wants. */
export interface FindInput {
  readonly subject: Subject;
  /** From 1; default 1. */
  readonly page?: number | undefined;
  /** 1 to 1000; default 20. */
  readonly limit?: number | undefined;
  /** Default `desc`: newest first. */
  readonly order?: 'asc' | 'desc' | undefined;
  /** Only entries of these facets, such as `field:title`; default: all. */
  readonly facets?: readonly string[] | undefined;
}

/** A page of a record's history. A record that was never recorded has an empty history. */
export interface FindResult {
  readonly activities: readonly Activity[];
  /** How many entries the history has that match. */
  readonly total: number;
}

/**
 * Checks what a host hands to `record`: its compiler may not have, and what is written stays for ever.
 * @throws INVALID_REQUEST naming the first fault
 */
export function checkRecord(input: RecordInput, owners: readonly string[]): void {
  checkSubject(input.subject);
  if (!owners.includes(input.owner)) throw invalid(`The owner ${input.owner} is not configured.`);
  if (!['user', 'key', 'system', 'anonymous'].includes(input.actor.kind)) {
    throw invalid('actor.kind must be user, key, system or anonymous.');
  }
  if (input.before === undefined && input.after === undefined) {
    throw invalid('One of before and after is needed.');
  }
  checkState('before', input.before);
  checkState('after', input.after);
  if (input.at !== undefined && Number.isNaN(input.at.getTime())) throw invalid('at must be a valid date.');
}

/**
 * Checks what a host hands to `find` and fills in the defaults.
 * @throws INVALID_REQUEST naming the first fault
 */
export function checkFind(input: FindInput): {
  readonly page: number;
  readonly limit: number;
  readonly order: 'asc' | 'desc';
  readonly facets: readonly string[] | undefined;
} {
  const { page = 1, limit = 20, order = 'desc', facets } = input;
  if (!Number.isSafeInteger(page) || page < 1) throw invalid('page must be an integer of at least 1.');
  if (!Number.isSafeInteger(limit) || limit < 1 || limit > MAX_LIMIT) {
    throw invalid(`limit must be an integer from 1 to ${String(MAX_LIMIT)}.`);
  }
  return { page, limit, order, facets };
}

function checkSubject({ space, kind, id }: Subject): void {
  if (!SPACE_ID.test(space)) throw invalid('subject.space must be made of a-z, 0-9, _ and -.');
  if (!isStorableId(kind) || kind.length > MAX_KIND_CHARACTERS) throw invalid('subject.kind is not valid.');
  if (!isStorableId(id)) {
    throw invalid('subject.id must be 1 to 512 bytes of well-formed Unicode without NUL.');
  }
}

function checkState(name: string, state: unknown): void {
  if (state === undefined) return;
  if (typeof state !== 'object' || state === null || Array.isArray(state) || !isJson(state, MAX_JSON_DEPTH)) {
    throw invalid(
      `${name} must be a JSON object, nested at most ${String(MAX_JSON_DEPTH)} levels: no dates, functions or undefined.`,
    );
  }
}

function isJson(value: unknown, levels: number): boolean {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return true;
    case 'number':
      return Number.isFinite(value);
    case 'object': {
      if (value === null) return true;
      const plain = Array.isArray(value) || [Object.prototype, null].includes(prototypeOf(value));
      return plain && levels > 0 && Object.values(value).every((member) => isJson(member, levels - 1));
    }
    default:
      return false;
  }
}

function prototypeOf(value: object): object | null {
  return Object.getPrototypeOf(value) as object | null;
}

function invalid(message: string): ActivityError {
  return new ActivityError('INVALID_REQUEST', message);
}
