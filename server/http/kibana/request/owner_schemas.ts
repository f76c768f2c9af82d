import type { ArraySchema, Schema } from 'joi';
import { BoundedJoi as Joi } from '../../request/bounded_joi.js';
import { freeText } from './schema_parts.js';

const MAX_VALUES = 100;

/** A query key that may be repeated. */
export type OneOrMore<T extends string = string> = T | readonly T[];

/** Which owners. */
export const ownerKey = oneOrMore(freeText()).description('Of any of these owners; default: of all.');

/** Query of G4, G6 and G12: which owners. */
export const ownersQuery = Joi.object<OwnersQuery>({ owner: ownerKey });

/** A decoded query of these: as it was sent. */
export interface OwnersQuery {
  readonly owner?: OneOrMore;
}

/** One value of a query key, or several, at most 100. */
export function oneOrMore(items: Schema): ArraySchema {
  return Joi.array().items(items).single().max(MAX_VALUES);
}

/** None, one or several values as a list. */
export function valuesOf(value: OneOrMore | undefined): readonly string[] {
  return value === undefined ? [] : [value].flat();
}
