import type { CustomHelpers, ObjectSchema, Schema, StringSchema } from 'joi';
import { checkedActor } from '../../../access/principal_schema.js';
import type { Actor } from '../../../domain/activity.js';
import { ACTOR_KINDS, SOURCES } from '../../../domain/activity.js';
import { isActivityError } from '../../../domain/errors.js';
import type { JsonObject } from '../../../domain/json.js';
import { isStorableId } from '../../../domain/record.js';
import type { IngestedChange } from '../../../services/ingest/ingested_change.js';
import { FEED_ID } from '../../../services/recording/feeds.js';
import { copiedState } from '../../../services/recording/json_copy.js';
import { BoundedJoi as Joi } from '../../request/bounded_joi.js';
import type { BodyContext } from './decode_body.js';
import { TOO_LARGE } from './decode_body.js';
import { instant } from './instant.js';

const MAX_CHANGES = 100;
const MAX_TEXT = 1_024;
const MAX_PICTURE = 2_048;
export const MAX_KIND = 64;
const MAX_ID = 512;
const MAX_FIELDS = 1_000;
const MAX_VALUES = 65_536;

const LARGE_TEXT = 'must have at most 1 MiB, 1,000 fields and 65,536 values';
const FEED_TEXT = 'must be 1 to 64 of A-Z, a-z, 0-9, ., _, : and -';

/** A change whose record the path names. */
export type ChangeBody = Omit<IngestedChange, 'kind' | 'id' | 'place'>;

/** A change that names its record. */
export interface NamedChangeBody extends ChangeBody {
  readonly record: Pick<IngestedChange, 'kind' | 'id'>;
}

/** Changes that are recorded together or not at all. */
export interface BatchBody {
  readonly changes: readonly NamedChangeBody[];
}

const actor = object(
  {
    kind: Joi.string()
      .valid(...ACTOR_KINDS)
      .required()
      .messages({ '*': `must be one of ${ACTOR_KINDS.join(', ')}` }),
    ...{ username: text(MAX_TEXT), fullName: text(MAX_TEXT), email: text(MAX_TEXT) },
    ...{ profileUid: text(MAX_TEXT), picture: text(MAX_PICTURE) },
  },
  'must be an actor',
).custom((given: Actor) => {
  // A picture that cannot be shown is no fault: it is not used (C8).
  const checked = checkedActor(given);
  return 'value' in checked ? checked.value : given;
});

const context = object(
  {
    source: Joi.string()
      .valid(...SOURCES)
      .messages({ '*': `must be one of ${SOURCES.join(', ')}` })
      .description('Who stands behind the actor.'),
    requestId: text(MAX_TEXT).description('Of the request that made the change, wherever it was.'),
  },
  'must be an object',
);

const feed = object(
  {
    id: Joi.string().max(64).pattern(FEED_ID).required().messages({ '*': FEED_TEXT }),
    position: Joi.number()
      .integer()
      .min(0)
      .max(Number.MAX_SAFE_INTEGER)
      .required()
      .messages({ '*': 'must be an integer from 0 to 9007199254740991' }),
  },
  'must be the place in a feed',
).description('Where the change stands in a sequence of your own: what is not above it was recorded before.');

const record = object(
  {
    kind: storable(MAX_KIND, `must be 1 to ${String(MAX_KIND)} characters without NUL`),
    id: storable(MAX_ID, `must be 1 to ${String(MAX_ID)} bytes without NUL`),
  },
  'must name a record by kind and id',
).required();

const CHANGE: Readonly<Record<keyof ChangeBody, Schema>> = {
  owner: Joi.string()
    .max(MAX_TEXT)
    .custom(configured)
    .required()
    .messages({ '*': 'must be a configured owner' })
    .description('Of the record; it cannot change later.'),
  before: state().description('The record before, or those of its fields that changed; absent: it is new.'),
  after: state().description(
    'The record after, or those of its fields that changed; absent: it was deleted.',
  ),
  actor: actor.description('Who made the change; needs a right to settings. Default: the caller.'),
  at: instant().description('When it was made; needs a right to settings. Default: now.'),
  context,
  feed,
};

/** A change whose record the path names (N7.1). */
export const changeBody = change<ChangeBody>(CHANGE).required();

/** Several changes, recorded together or not at all. */
export const batchBody: ObjectSchema<BatchBody> = object<BatchBody>(
  {
    changes: Joi.array()
      .items(change<NamedChangeBody>({ record, ...CHANGE }))
      .min(1)
      .max(MAX_CHANGES)
      .required()
      .messages({ '*': `must be a list of 1 to ${String(MAX_CHANGES)} changes` }),
  },
  'must be an object',
).required();

/** A change as a line of many. */
export const changeLine = change<NamedChangeBody>({ record, ...CHANGE, feed: feed.required() }).required();

function change<Body>(members: Readonly<Record<string, Schema>>): ObjectSchema<Body> {
  return object<Body>(members, 'must be a change with before, after or both').or('before', 'after');
}

function object<Body>(members: Readonly<Record<string, Schema>>, detail: string): ObjectSchema<Body> {
  return Joi.object<Body>(members).messages({ '*': detail });
}

function text(max: number): StringSchema {
  return Joi.string()
    .allow('')
    .max(max)
    .messages({ '*': `must be a text of at most ${max.toLocaleString('en')} characters` });
}

function storable(max: number, detail: string): StringSchema {
  return Joi.string()
    .max(max)
    .custom((id: string, helpers) => (isStorableId(id) ? id : helpers.error('any.invalid')))
    .required()
    .messages({ '*': detail });
}

/** A copy that can be stored and read back; each limit is the one of the in-process API. */
function state(): ObjectSchema {
  return Joi.object()
    .max(MAX_FIELDS)
    .custom((given: JsonObject, helpers) => {
      try {
        return copiedState(given, 'it');
      } catch (error) {
        if (!isActivityError(error)) throw error;
        return helpers.error(error.code === 'PAYLOAD_TOO_LARGE' ? TOO_LARGE : 'any.invalid');
      }
    })
    .meta({ maxValues: MAX_VALUES })
    .messages({
      ...{ [TOO_LARGE]: LARGE_TEXT, 'object.max': LARGE_TEXT },
      'any.invalid': 'must not have names longer than 512 bytes',
      '*': 'must be an object',
    });
}

function configured(owner: string, helpers: CustomHelpers): unknown {
  // Only `decodeBody` calls this, which says which owners there are.
  const { owners } = helpers.prefs.context as BodyContext;
  return owners.includes(owner) ? owner : helpers.error('any.invalid');
}
