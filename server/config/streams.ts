import type Joi from 'joi';
import { integer, schemaOf } from './rules.js';

/** Answers that are too large to be written in one piece. */
export interface StreamsConfig {
  /** At the same time. */
  readonly max: number;
  readonly maxPerPrincipal: number;
  readonly idleMs: number;
}

/** Schema of `streams`. */
export function streamsSchema(): Joi.ObjectSchema {
  return schemaOf<StreamsConfig>({
    max: integer(1).default(1_000).description('As many at the same time; 503 beyond.'),
    maxPerPrincipal: integer(1)
      .default(20)
      .description('As many for one caller, or for one address where callers have no names; 429 beyond.'),
    idleMs: integer(1, 2_147_483_647)
      .default(30_000)
      .description('A client that takes nothing for so long is cut off, after twice that at the latest.'),
  });
}
