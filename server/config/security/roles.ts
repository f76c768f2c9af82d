import Joi from 'joi';
import { SUPERUSER } from '../../access/principal.js';
import type { Role, RoleEntry } from '../../access/privileges.js';
import { checked, elements, member, schemaOf, texts, uniqueText } from '../rules.js';

const entry = schemaOf<RoleEntry>({
  spaces: texts()
    .custom(
      checked((spaces: readonly string[]) =>
        spaces.length > 1 && spaces.includes('*') ? 'must not mix `*` with other spaces' : undefined,
      ),
    )
    .description('Spaces in which the entry applies; `*` or none at all: everywhere.'),
  base: texts().description('`all` or `read`: that privilege on every feature.'),
  feature: Joi.object()
    .pattern(Joi.string(), Joi.array().items(Joi.string()))
    .custom(
      checked((feature: object, around) => {
        const hasBase = elements(member(around(0), 'base')).length > 0;
        return hasBase && Object.keys(feature).length > 0 ? 'must be empty when base is filled' : undefined;
      }),
    )
    .default({})
    .meta({ type: 'map of feature id to list of privileges' })
    .description('Privileges per feature, such as `{ securitySolutionCases: [read] }` (K13.3).'),
});

/** Parts of Kibana's role documents that mean nothing here. */
type Tolerated = Record<'description' | 'elasticsearch' | 'metadata', unknown>;

/** Schema of an element of `security.roles`: Kibana's role documents (K13.3). */
export function roleSchema(): Joi.ObjectSchema {
  const tolerated = 'Accepted as part of a role document, without effect.';
  return schemaOf<Role & Tolerated>({
    name: uniqueText('name')
      .custom(checked((name: string) => (name === SUPERUSER ? 'is built in' : undefined)))
      .description('What users, keys and tokens name.'),
    kibana: Joi.array().items(entry).default([]).description('What the role grants, and where.'),
    description: Joi.string().allow('').strip().description(tolerated),
    elasticsearch: Joi.object().unknown().strip().description(tolerated),
    metadata: Joi.object().unknown().strip().description(tolerated),
  });
}
