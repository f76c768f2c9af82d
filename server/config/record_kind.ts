import Joi from 'joi';
import { RESERVED_KINDS } from '../domain/ledger.js';
import { checked } from './rules.js';

/** A kind of records that a dialect may serve: not one of those that only governance shows (N11.1). */
export function recordKind(): Joi.StringSchema {
  return Joi.string().custom(
    checked((kind: string) => (RESERVED_KINDS.includes(kind) ? 'is a reserved kind' : undefined)),
  );
}
