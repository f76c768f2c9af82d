import Joi from 'joi';
import type { Locale } from '../../common/locales.js';
import { LOCALES } from '../../common/locales.js';
import { localeFault } from './messages.js';
import { checked, integer, member, schemaOf } from './rules.js';

/** What our own dialect reads (N16). */
export interface NativeConfig {
  /** A language that comes along or that `casebender.messages` adds. */
  readonly locale: Locale;
  /** Whether a change that is sent is recorded with its client's address and agent: personal data (N2). */
  readonly recordClient: boolean;
  readonly statistics: StatisticsConfig;
  /** Of streams (N6): so much silence at most, and how often access is checked again, in milliseconds. */
  readonly heartbeatMs: number;
  readonly recheckMs: number;
  /** How many streams at the same time. */
  readonly maxStreams: number;
  readonly maxStreamsPerPrincipal: number;
}

/** What counts as acknowledged and resolved (N9). */
export interface StatisticsConfig {
  /** The field that says how far a record is. */
  readonly field: string;
  /** Its values that count as resolved. */
  readonly resolved: readonly string[];
}

const MAX_CHARACTERS = 200;
const MAX_RESOLVED = 50;
const RESOLVED = ['closed', 'resolved', 'Closed', 'Resolved'];

/** Schema of `native`: what our own dialect reads. */
export function nativeSchema(): Joi.ObjectSchema {
  return schemaOf<NativeConfig>({
    locale: Joi.string()
      .custom(checked((locale: string, around) => localeFault(locale, member(around(1), 'casebender'))))
      .default('en')
      .meta({
        type: `${LOCALES.map((locale) => `\`${locale}\``).join(', ')} or one of \`casebender.messages\``,
      })
      .description('Language of sentences when a request names none (N1.1).'),
    heartbeatMs: integer(1_000, 60_000)
      .default(15_000)
      .description('After so much silence a stream gives a sign of life (N6).'),
    recheckMs: integer(1_000, 3_600_000)
      .default(60_000)
      .description(
        'So often the access of whoever follows a history is checked again; at `exp` of a token too.',
      ),
    maxStreams: integer(1).default(1_000).description('As many followers at the same time; 503 beyond.'),
    maxStreamsPerPrincipal: integer(1)
      .default(20)
      .description('As many for one caller, or for one address where callers have no names; 429 beyond.'),
    recordClient: Joi.boolean()
      .default(false)
      .description(
        "Whether changes that are sent are recorded with the client's address, `User-Agent` and request id (N2).",
      ),
    statistics: statisticsSchema().default().description('What counts as acknowledged and resolved (N9).'),
  });
}

function statisticsSchema(): Joi.ObjectSchema {
  return schemaOf<StatisticsConfig>({
    field: Joi.string()
      .max(MAX_CHARACTERS)
      .default('status')
      .description('The field that says how far a record is: whoever leaves its first value acknowledges.'),
    resolved: Joi.array()
      .items(Joi.string().max(MAX_CHARACTERS))
      .max(MAX_RESOLVED)
      .default(RESOLVED)
      .description('Its values that count as resolved.'),
  });
}
