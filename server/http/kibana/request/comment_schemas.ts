import type { ObjectSchema, Schema } from 'joi';
import type { CommentBody } from '../../../services/cases/comments/comment_body.js';
import { BoundedJoi as Joi } from '../../request/bounded_joi.js';
import { pageNumber, perPage, withinWindow } from './paging_schemas.js';
import {
  byType,
  freeObject,
  freeText,
  limitedElement,
  limitedList,
  limitedText,
  textOrNull,
} from './schema_parts.js';

const MAX_BODIES = 100;
/** More than a case can have: what is told of that is in the words of K14. */
const MAX_ALERTS = 10_000;
const MAX_TARGETS = 1_000;
const MAX_PER_PAGE = 100;
const [PAGE, PER_PAGE] = [1, 20];

const text = limitedText('comment', 30_000).required();
const free = freeText().required();
const freeTexts = Joi.alternatives(limitedList(freeText(), MAX_ALERTS), freeText()).required();

/** The shapes of K5 without what all of them have. */
const SHAPES: Readonly<Record<string, Readonly<Record<string, Schema>>>> = {
  user: { comment: text },
  alert: {
    alertId: freeTexts,
    index: freeTexts,
    rule: Joi.object({ id: textOrNull.required(), name: textOrNull.required() }).required(),
  },
  actions: {
    comment: text,
    actions: Joi.object({
      targets: limitedList(Joi.object({ hostname: free, endpointId: free }), MAX_TARGETS).required(),
      type: free,
    }).required(),
  },
  externalReference: {
    externalReferenceId: free,
    externalReferenceStorage: byType({
      elasticSearchDoc: Joi.object({ type: Joi.valid('elasticSearchDoc').required() }),
      savedObject: Joi.object({ type: Joi.valid('savedObject').required(), soType: free }),
    }).required(),
    externalReferenceAttachmentTypeId: free,
    externalReferenceMetadata: freeObject().allow(null).required(),
  },
  persistableState: {
    persistableStateAttachmentTypeId: free,
    persistableStateAttachmentState: freeObject().required(),
  },
};

const shapes = bodiesWith({});

/** Body of W4: one shape per sub-type (K5). */
export const newCommentSchema: Schema<CommentBody> = byType(shapes).meta({ title: 'KibanaNewComment' });

/** Body of W8. */
export const newAttachmentsSchema: Schema<readonly CommentBody[]> = limitedList(
  newCommentSchema,
  MAX_BODIES,
).label('attachments');

/** Body of W5: the whole comment, and which it is. */
export const commentPatchSchema: Schema<CommentPatch> = byType(bodiesWith({ id: free, version: free })).meta({
  title: 'KibanaCommentPatch',
});

/** A decoded body of W5. */
export type CommentPatch = CommentBody & { readonly id: string; readonly version: string };

/** Body of G11. */
export const attachmentIdsSchema = Joi.object<AttachmentIds>({
  ids: limitedList(limitedElement(), MAX_BODIES).min(1).required(),
}).meta({ title: 'KibanaAttachmentIds' });

/** A decoded body of G11. */
export interface AttachmentIds {
  readonly ids: readonly string[];
}

/** Query of G8 (K8 for the page). */
export const commentsQuery = Joi.object<CommentsQuery>({
  page: pageNumber.description(`From 1; default ${String(PAGE)}.`),
  perPage: perPage(MAX_PER_PAGE).description(`Default ${String(PER_PAGE)}.`),
  sortOrder: Joi.valid('asc', 'desc').description('By time; default `asc`.'),
}).custom(withinWindow);

/** A decoded query of G8: as it was sent. */
export interface CommentsQuery {
  readonly page?: string;
  readonly perPage?: string;
  readonly sortOrder?: 'asc' | 'desc';
}

/** The query with its defaults. */
export function commentsQueryOf({ page, perPage: size, sortOrder }: CommentsQuery): {
  readonly order: 'asc' | 'desc';
  readonly page: number;
  readonly perPage: number;
} {
  return { order: sortOrder ?? 'asc', page: Number(page ?? PAGE), perPage: Number(size ?? PER_PAGE) };
}

function bodiesWith(keys: Readonly<Record<string, Schema>>): Readonly<Record<string, ObjectSchema>> {
  return Object.fromEntries(
    Object.entries(SHAPES).map(([type, own]) => {
      const schema: ObjectSchema = Joi.object({
        type: Joi.valid(type).required(),
        ...own,
        owner: free,
        ...keys,
      });
      return [type, schema];
    }),
  );
}
