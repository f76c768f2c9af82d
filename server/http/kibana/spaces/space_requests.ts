import { SPACE_ID } from '../../../../common/constants.js';
import type { KibanaSpacePurpose } from '../../../../common/kibana_platform.js';
import type { NewSpace, SpaceChange } from '../../../services/spaces/space_catalogue.js';
import { BoundedJoi as Joi } from '../../request/bounded_joi.js';
import { freeText, limitedList } from '../request/schema_parts.js';

const MAX_ID_CHARACTERS = 255;
const MAX_NAME_CHARACTERS = 1_000;
/** A picture comes as the text of its bytes. */
const MAX_IMAGE_CHARACTERS = 50_000;
const MAX_FEATURES = 1_000;
const COLOR = /^#([0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})$/;

/** What can be done with spaces, as lists are asked for it. */
export const PURPOSES: readonly KibanaSpacePurpose[] = [
  'any',
  'copySavedObjectsIntoSpace',
  'shareSavedObjectsIntoSpace',
];

/** Query of the list of spaces, decoded (P1). */
export interface SpacesQuery {
  readonly purpose?: KibanaSpacePurpose;
  readonly include_authorized_purposes?: 'true' | 'false';
}

/** Schema of it. */
export const spacesQuery = Joi.object<SpacesQuery>({
  purpose: Joi.valid(...PURPOSES).description('Whatever it is, the list has each space that may be entered.'),
  include_authorized_purposes: Joi.valid('true', 'false').description(
    'Whether each space tells of each purpose; not together with one.',
  ),
}).custom((query: SpacesQuery, helpers) =>
  query.purpose === undefined || query.include_authorized_purposes === undefined
    ? query
    : helpers.error('spaces.purposes'),
);

const spaceId = Joi.string()
  .max(MAX_ID_CHARACTERS)
  .custom((value: string, helpers) => (SPACE_ID.test(value) ? value : helpers.error('space.id')))
  .error((errors) => {
    for (const error of errors) if (error.code === 'string.empty') error.code = 'space.id';
    return errors;
  })
  .meta({ pattern: SPACE_ID.source });

const attributes = {
  name: Joi.string()
    .max(MAX_NAME_CHARACTERS)
    .custom((value: string, helpers) => (value.isWellFormed() ? value : helpers.error('any.invalid')))
    .required(),
  description: freeText(),
  color: Joi.string()
    .custom((value: string, helpers) => (COLOR.test(value) ? value : helpers.error('any.invalid')))
    .meta({ pattern: COLOR.source, maxLength: '#rrggbb'.length }),
  initials: freeText(2),
  imageUrl: freeText(MAX_IMAGE_CHARACTERS),
  disabledFeatures: limitedList(freeText(), MAX_FEATURES),
  solution: Joi.valid('classic', 'es', 'oblt', 'security', 'workplaceai'),
  // What a client has read it may send again.
  _reserved: Joi.boolean(),
  authorizedPurposes: Joi.object(Object.fromEntries(PURPOSES.map((purpose) => [purpose, Joi.boolean()]))),
};

/** Body of a request that creates a space (P1). */
export const newSpaceSchema = Joi.object<NewSpace>({ id: spaceId.required(), ...attributes }).meta({
  title: 'KibanaNewSpace',
});

/** Body of one that changes a space (P1). */
export const spaceChangeSchema = Joi.object<SpaceChange>({ id: spaceId, ...attributes }).meta({
  title: 'KibanaSpaceChange',
});
