import Joi from 'joi';
import type { Locale } from '../../common/locales.js';
import { LOCALES } from '../../common/locales.js';
import { isHttpUrl } from '../access/http_url.js';
import type { RateLimit, RateLimits } from '../access/rates/rate_limits.js';
import type { Messages } from './messages.js';
import { localeFault, messagesSchema } from './messages.js';
import { recordKind } from './record_kind.js';
import type { Sources } from './rules.js';
import { checked, elements, enclosing, integer, optionalText, schemaOf, texts } from './rules.js';
import { ownerIds } from './owners.js';

/** What the CaseBender dialect reads (C14). */
export interface CasebenderConfig {
  /** Kinds of records whose activities are served, in the order in which an id is looked up. */
  readonly kinds: readonly string[];
  /** Sentences of the configuration's own, read from the folder. */
  readonly messages?: Messages | undefined;
  /** A language that comes along or has been added. */
  readonly locale: Locale;
  /** Owner of an alert that is created without one. */
  readonly owner: string;
  /** Statuses of an alert; the first is the initial one. */
  readonly statuses: readonly string[];
  /** Absolute URL with `{username}`. */
  readonly avatarUrl?: string | undefined;
  /** False: no limits. */
  readonly rateLimits: false | RateLimits;
}

const OWNER = 'securitySolution';

const LIMITS: RateLimits = {
  basic: { minute: 60, hour: 1000, burst: 10 },
  standard: { minute: 300, hour: 10_000, burst: 50 },
  professional: { minute: 1000, hour: 50_000, burst: 100 },
  enterprise: { minute: 5000, hour: 200_000, burst: 500 },
  unlimited: {},
};

/** Schema of `casebender`: what the CaseBender dialect reads (C14). */
export function casebenderSchema(sources: Sources): Joi.ObjectSchema {
  return schemaOf<CasebenderConfig>({
    // Before the language, which may be one of them.
    messages: messagesSchema(sources).description(
      'Folder of catalogues `<locale>.json`: languages to add, sentences to say otherwise ([messages.md](messages.md)).',
    ),
    locale: Joi.string()
      .custom(checked((locale: string, around) => localeFault(locale, around(0))))
      .default('es')
      .meta({ type: `${LOCALES.map((locale) => `\`${locale}\``).join(', ')} or one of \`messages\`` })
      .description('Language of prose when a request names none (C7).'),
    owner: Joi.string()
      .custom(
        checked((id: string, around) =>
          ownerIds(around(1)).includes(id) ? undefined : 'must be the id of a configured owner',
        ),
      )
      .default((_: unknown, helpers: Joi.CustomHelpers) => standardOwner(helpers))
      .meta({ default: `\`${OWNER}\`, or the first of \`owners\` when that is not configured` })
      .description('Owner of an alert that is created without one.'),
    statuses: Joi.array()
      .items(Joi.string().custom(checked(statusFault)))
      .min(1)
      .default(['open', 'in_progress', 'closed'])
      .description('Statuses of an alert; the first is the initial one.'),
    avatarUrl: optionalText()
      .custom(
        checked((url: string) =>
          isHttpUrl(url) && url.includes('{username}')
            ? undefined
            : 'must be an absolute http(s) URL that contains {username}',
        ),
      )
      .description("Picture of a user who has none; `{username}` is the user's name (C8)."),
    kinds: texts(recordKind())
      .min(1)
      .default(['alert', 'incident'])
      .description('Kinds of records whose activities are served by id; the first that has the id counts.'),
    rateLimits: Joi.object(
      Object.fromEntries(Object.entries(LIMITS).map(([tier, limit]) => [tier, limits(limit)])),
    )
      .allow(false)
      .default()
      .description('Requests per tier; `false`: no limits (C12).'),
  });
}

function limits(standard: RateLimit): Joi.ObjectSchema {
  const figure = (value: number | undefined, description: string) => {
    const schema = integer(1).description(description);
    return value === undefined ? schema : schema.default(value);
  };
  return schemaOf<RateLimit>({
    minute: figure(standard.minute, 'Requests per minute.'),
    hour: figure(standard.hour, 'Requests per hour.'),
    burst: figure(standard.burst, 'Requests in any one second.'),
  }).default();
}

function standardOwner(helpers: Joi.CustomHelpers): unknown {
  const ids = ownerIds(enclosing(helpers, 1));
  return ids.includes(OWNER) ? OWNER : ids[0];
}

function statusFault(status: string, around: (levels: number) => unknown): string | undefined {
  return elements(around(0)).filter((other) => other === status).length > 1 ? 'is used twice' : undefined;
}
