import Joi from 'joi';
import type { RateLimit, Tier } from './activity_config.js';
import { checked, elements, enclosing, integer, isHttpUrl, optionalText, texts } from './rules.js';
import { ownerIds } from './tenancy_schema.js';

const OWNER = 'securitySolution';

const LIMITS: Readonly<Record<Tier, RateLimit>> = {
  basic: { minute: 60, hour: 1000, burst: 10 },
  standard: { minute: 300, hour: 10_000, burst: 50 },
  professional: { minute: 1000, hour: 50_000, burst: 100 },
  enterprise: { minute: 5000, hour: 200_000, burst: 500 },
  unlimited: {},
};

/** Schema of `casebender`: what the CaseBender dialect reads (C14). */
export function casebenderSchema(): Joi.ObjectSchema {
  return Joi.object({
    locale: Joi.string()
      .valid('es', 'en', 'fr', 'pt', 'de')
      .default('es')
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
    kinds: texts()
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
  return Joi.object({
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
