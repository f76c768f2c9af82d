import Joi from 'joi';
import { DEFAULT_SPACE, SPACE_ID } from '../../common/constants.js';
import type { Space } from '../access/access.js';
import { member, schemaOf, texts, uniqueText } from './rules.js';

const DEFAULT: Space = { id: DEFAULT_SPACE, name: 'Default', disabledFeatures: [] };

const space = schemaOf<Space>({
  id: uniqueText('id')
    .pattern(SPACE_ID)
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
