import Joi from 'joi';
import type { Actor } from '../../server/index.js';
import { checked, validated } from '../../server/config.js';
import { formatFault } from './time/time_format.js';
import { isTimeZone } from './time/time_zone.js';

/** What the rows of a file mean (N14). */
export interface ImportMap {
  readonly record: { readonly kind: string; readonly id: string };
  readonly at: { readonly column: string; readonly format: string; readonly timeZone: string };
  readonly actor:
    { readonly column: string; readonly kind: Actor['kind'] } | (Actor & { readonly column?: undefined });
  /** Default of `--owner`. */
  readonly owner: string;
  /** Default: made of the map's name. */
  readonly feed?: string;
  /** Columns, or texts of the column of fields, that are recorded, and as what; absent: all that are not named. */
  readonly fields?: Readonly<Record<string, string>>;
  readonly changes: 'snapshot' | { readonly rows: ChangeColumns };
  /** Columns by which the rows of a record are sorted; default: by time. */
  readonly order: readonly string[];
  /** Texts that mean that there is no value. */
  readonly unknown: readonly string[];
}

/** Columns of a file whose rows are changes of one field. */
export interface ChangeColumns {
  readonly field: string;
  /** Absent: the value before is that of the row before. */
  readonly old?: string;
  readonly new: string;
}

const MAX_NAME = 256;
const MAX_KIND = 64;
const MAX_TEXT = 1024;
const MAX_FIELDS = 1000;
const MAX_ORDER = 10;
const MAX_UNKNOWN = 50;

/** They have routes of their own, with rules that an import does not know (N7.1). */
const KEPT_BY_OTHERS = ['case', 'alert', 'ledger', 'hold', 'access'];

const name = Joi.string().max(MAX_NAME);
const column = name.required();
const text = Joi.string().max(MAX_TEXT);

const kind = Joi.string()
  .max(MAX_KIND)
  .custom(
    checked((given: string) =>
      KEPT_BY_OTHERS.includes(given) ? 'must be none of the kinds that have routes of their own' : undefined,
    ),
  );

const at = Joi.object({
  column,
  format: Joi.string().max(MAX_KIND).default('iso').custom(checked(formatFault)),
  timeZone: Joi.string()
    .max(MAX_KIND)
    .default('UTC')
    .custom(
      checked((given: string) =>
        isTimeZone(given) ? undefined : 'must be a time zone such as UTC or Europe/Rome',
      ),
    ),
});

const actorKind = Joi.string().valid('user', 'key', 'system', 'anonymous').default('user');

const actor = Joi.object({
  column: name,
  kind: actorKind,
  username: text,
  fullName: text,
})
  .or('column', 'kind')
  .without('column', ['username', 'fullName'])
  .messages({
    'object.without': 'takes no {{#peer}} where there is a column',
    'object.missing': 'needs a column, or a kind',
  });

const rows = Joi.object({ field: column, old: name, new: column });

const MAP = Joi.object({
  record: Joi.object({ kind: kind.required(), id: column }).required(),
  at: at.required(),
  actor: actor.required(),
  owner: name.default('cases'),
  feed: Joi.string()
    .pattern(/^[A-Za-z0-9._:-]{1,64}$/)
    .messages({ 'string.pattern.base': 'must be 1 to 64 of A-Z, a-z, 0-9, ., _, : and -' }),
  fields: Joi.object()
    .pattern(name, name)
    .min(1)
    .max(MAX_FIELDS)
    .custom(
      checked((given: Readonly<Record<string, unknown>>) => {
        const names = Object.values(given);
        const twice = names.find((one, i) => names.indexOf(one) < i);
        return twice === undefined ? undefined : `gives two columns the name ${JSON.stringify(twice)}`;
      }),
    ),
  changes: Joi.alternatives()
    .conditional(Joi.object(), {
      then: Joi.object({ rows: rows.required() }),
      otherwise: Joi.valid('snapshot').messages({
        'any.only': 'must be snapshot, or rows with their columns',
      }),
    })
    .default('snapshot'),
  order: Joi.array().items(name).max(MAX_ORDER).unique().default([]),
  unknown: Joi.array().items(text.allow('')).max(MAX_UNKNOWN).default([]),
});

/** The map that a file says. @throws CONFIGURATION_INVALID with all faults, each with its path, such as `map.at.format` */
export function checkedMap(given: unknown): ImportMap {
  // The schema is the only writer of this type.
  return validated(MAP, given, 'map') as ImportMap;
}
