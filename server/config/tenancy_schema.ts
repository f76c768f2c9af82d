import Joi from 'joi';
import { DEFAULT_SPACE } from '../../common/constants.js';
import type { Space } from '../access/access.js';
import type { Owner } from '../access/settings.js';
import { elements, member, texts, uniqueText } from './rules.js';

const KIBANA_OWNERS: readonly Owner[] = [
  { id: 'cases', feature: 'generalCases', section: 'Management' },
  { id: 'observability', feature: 'observabilityCases', section: 'Observability' },
  { id: 'securitySolution', feature: 'securitySolutionCases', section: 'Security' },
];

const DEFAULT: Space = { id: DEFAULT_SPACE, name: 'Default', disabledFeatures: [] };

const owner = Joi.object({
  id: uniqueText('id').description('What records name as their owner.'),
  feature: Joi.string()
    .required()
    .description('Feature whose privileges guard them, without version suffix (K13.2).'),
  section: Joi.string().default('Management').description('Where the application stands in a menu.'),
});

/** Schema of `owners`; by default Kibana's three. */
export function ownersSchema(): Joi.ArraySchema {
  return Joi.array().items(owner).min(1).default(KIBANA_OWNERS).meta({ default: 'the three of Kibana' });
}

/** Ids of the configured owners, also while the configuration may still be faulty. */
export function ownerIds(config: unknown): readonly unknown[] {
  const owners = member(config, 'owners');
  return elements(owners ?? KIBANA_OWNERS).map((element) => member(element, 'id'));
}

const space = Joi.object({
  id: uniqueText('id')
    .pattern(/^[a-z0-9_-]+$/)
    .max(255)
    .messages({ 'string.pattern.base': "must be lower case, a-z, 0-9, '_', and '-' are allowed" })
    .description('What paths name: `/s/<id>/...`.'),
  name: Joi.string()
    .default((around: unknown) => member(around, 'id'))
    .meta({ default: 'the id' })
    .description('Name for people.'),
  disabledFeatures: texts().description(
    'Features that nobody has in the space, not even a superuser (K13.2).',
  ),
});

/** Schema of `spaces`; `default` is added when it is not there. */
export function spacesSchema(): Joi.ArraySchema {
  return Joi.array()
    .items(space)
    .custom((spaces: readonly Space[]) =>
      spaces.some(({ id }) => id === DEFAULT_SPACE) ? spaces : [DEFAULT, ...spaces],
    )
    .default([DEFAULT])
    .meta({ default: 'only `default`' });
}
