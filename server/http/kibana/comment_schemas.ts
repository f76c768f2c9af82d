import Joi from 'joi';
import type { Schema } from 'joi';
import type { CommentBody } from '../../services/case_comments.js';
import { anyText, byType, limitedText } from './schema_parts.js';

/** A comment written by a person (K5). */
const user = Joi.object({
  type: Joi.valid('user').required(),
  comment: limitedText('comment', 30_000).required(),
  owner: anyText.required(),
});

/** Body of W4: one shape per sub-type (K5). */
export const commentSchema: Schema<CommentBody> = byType({ user });
