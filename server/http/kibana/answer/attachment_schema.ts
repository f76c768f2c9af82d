import type {
  KibanaAttachments,
  KibanaCommentPage,
  KibanaMissingAttachment,
} from '../../../../common/kibana_attachments.js';
import { COUNT, listOf, named, objectOf, oneOf, orNull, TEXT } from '../../openapi/json_schema.js';
import { userSchema } from './user_schema.js';

/** A comment or other attachment (K16); `type` decides which other keys there are. */
export const attachmentSchema = named('KibanaAttachment', {
  ...objectOf({
    type: TEXT,
    owner: TEXT,
    id: TEXT,
    version: TEXT,
    created_at: TEXT,
    created_by: userSchema,
    updated_at: orNull(TEXT),
    updated_by: orNull(userSchema),
    pushed_at: orNull(TEXT),
    pushed_by: orNull(userSchema),
  }),
  additionalProperties: true,
});

/** A page of comments (K16, G8). */
export const commentPageSchema = named(
  'KibanaCommentPage',
  objectOf<keyof KibanaCommentPage>({
    comments: listOf(attachmentSchema),
    page: COUNT,
    per_page: COUNT,
    total: COUNT,
  }),
);

/** Attachments that were asked for by their ids (K16, G11). */
export const attachmentsSchema = named(
  'KibanaAttachments',
  objectOf<keyof KibanaAttachments>({
    attachments: listOf(attachmentSchema),
    errors: listOf(
      objectOf<keyof KibanaMissingAttachment>({
        error: oneOf('Bad Request', 'Forbidden', 'Not Found'),
        message: TEXT,
        status: { type: 'integer', enum: [400, 403, 404] },
        attachmentId: TEXT,
      }),
    ),
  }),
);
