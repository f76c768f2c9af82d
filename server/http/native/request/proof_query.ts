import type { ObjectSchema } from 'joi';
import { ActivityError } from '../../../domain/errors.js';
import type { TileName } from '../../../services/integrity/log_proofs.js';
import { FULL_TILE } from '../../../services/integrity/log_proofs.js';
import { BoundedJoi as Joi } from '../../request/bounded_joi.js';
import { integer, locale } from './parameters.js';
import type { LocaleQuery } from './state_query.js';
import { MAX_POSITION } from './space_query.js';

/** Between which sizes of the log a proof is asked for (N10.3). */
export interface ConsistencyQuery extends LocaleQuery {
  readonly from: number;
  readonly to: number;
}

/** Query of a consistency proof. */
export const consistencyQuery: ObjectSchema<ConsistencyQuery> = Joi.object<ConsistencyQuery>({
  from: integer(1, MAX_POSITION).required().description('The smaller size.'),
  to: integer(1, MAX_POSITION).required().description('The larger size: at most that of the log.'),
  locale: locale(),
});

/** Path parameters of a tile: `index` is all that stands behind the level. */
export interface TileParams {
  readonly level: string;
  readonly index: string;
}

/** Tiles of C2SP: the level, groups of three digits, and perhaps how many hashes of the tile. */
const LEVEL = /^(0|[1-9]|[1-5][0-9]|6[0-3])$/;
const INDEX = /^(?<groups>(?:x[0-9]{3}\/){0,4})(?<last>[0-9]{3})(?:\.p\/(?<width>[1-9][0-9]{0,2}))?$/;

/** The tile that a path names. @throws ENTRY_NOT_FOUND when it names none */
export function tileOf({ level, index }: TileParams): TileName {
  const { groups = '', last, width } = INDEX.exec(index)?.groups ?? {};
  const count = width === undefined ? FULL_TILE : Number(width);
  // One tile has one name: no leading group of nothing, and a full one no width.
  const isOdd = groups.startsWith('x000/') || (width !== undefined && count >= FULL_TILE);
  if (!LEVEL.test(level) || last === undefined || isOdd) {
    throw new ActivityError('ENTRY_NOT_FOUND', 'The log has no such tile.');
  }
  return { level: Number(level), index: Number(groups.replaceAll(/[x/]/g, '') + last), width: count };
}
