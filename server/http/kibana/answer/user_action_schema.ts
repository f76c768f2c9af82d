import type {
  KibanaUserAction,
  KibanaUserActionItem,
  KibanaUserActionPage,
  KibanaUserActionPageWithAttachments,
  KibanaUserActionStats,
} from '../../../../common/kibana_activity.js';
import type { JsonSchema } from '../../openapi/json_schema.js';
import {
  ANY_OBJECT,
  COUNT,
  INSTANT,
  listOf,
  named,
  objectOf,
  oneOf,
  orNull,
  TEXT,
} from '../../openapi/json_schema.js';
import {
  assigneeSchema,
  connectorAnswer,
  customFieldSchema,
  settingsSchema,
  severitySchema,
  statusSchema,
} from './case_schema.js';
import { attachmentSchema } from './attachment_schema.js';
import { userSchema } from './user_schema.js';

/** Payload of `create_case`; what may be absent is so in data of old versions (K4, K21). */
const createdCase = objectOf(
  {
    description: TEXT,
    title: TEXT,
    tags: listOf(TEXT),
    connector: connectorAnswer,
    settings: settingsSchema,
    owner: TEXT,
    status: statusSchema,
  },
  {
    severity: severitySchema,
    assignees: listOf(assigneeSchema),
    category: orNull(TEXT),
    customFields: listOf(customFieldSchema),
  },
);

/** Body of a comment or other attachment (K5); `type` decides which other keys there are. */
const commentBody = named('KibanaCommentBody', {
  ...objectOf({ type: TEXT, owner: TEXT }),
  additionalProperties: true,
});

type UserActionContent = Omit<KibanaUserActionItem, 'id' | 'version' | 'comment_id'>;

/** The actions of each type, and the payload of all of them (K4). */
const TYPES: Readonly<Record<string, readonly [actions: readonly string[], payload: JsonSchema]>> = {
  create_case: [['create'], createdCase],
  title: [['update'], objectOf({ title: TEXT })],
  description: [['update'], objectOf({ description: TEXT })],
  status: [['update'], objectOf({ status: statusSchema })],
  severity: [['update'], objectOf({ severity: severitySchema })],
  settings: [['update'], objectOf({ settings: settingsSchema })],
  category: [['update', 'delete'], objectOf({ category: orNull(TEXT) })],
  connector: [['update'], objectOf({ connector: connectorAnswer })],
  tags: [['add', 'delete'], objectOf({ tags: listOf(TEXT) })],
  assignees: [['add', 'delete'], objectOf({ assignees: listOf(assigneeSchema) })],
  customFields: [['update'], objectOf({ customFields: listOf(customFieldSchema) })],
  comment: [['create', 'update', 'delete'], objectOf({ comment: commentBody })],
  pushed: [['push_to_service'], objectOf({ externalService: ANY_OBJECT })],
  delete_case: [['delete'], objectOf({})],
};

const COMMENT_ID = {
  ...orNull(TEXT),
  description: 'Id of the attachment for `comment`, which may be deleted by now.',
};

/** One activity of a case as R1 shows it (K3.1). */
export const userActionSchema: JsonSchema = named('KibanaUserAction', {
  oneOf: contents().map((content) =>
    objectOf<keyof KibanaUserAction>({
      ...content,
      action_id: TEXT,
      case_id: TEXT,
      comment_id: COMMENT_ID,
    }),
  ),
});

/** One activity of a case as pages show it (K3.1). */
const userActionItemSchema: JsonSchema = named('KibanaUserActionItem', {
  oneOf: contents().map((content) =>
    objectOf<keyof KibanaUserActionItem>({ id: TEXT, version: TEXT, ...content, comment_id: COMMENT_ID }),
  ),
});

const PAGE: Record<keyof KibanaUserActionPage, JsonSchema> = {
  userActions: listOf(userActionItemSchema),
  page: COUNT,
  perPage: COUNT,
  total: COUNT,
};

/** A page of activities (K8). */
export const userActionPageSchema = named('KibanaUserActionPage', objectOf(PAGE));

/** The same with the attachments that it is about. */
export const userActionPageWithAttachmentsSchema = named(
  'KibanaUserActionPageWithAttachments',
  objectOf<keyof KibanaUserActionPageWithAttachments>({
    ...PAGE,
    latestAttachments: listOf(attachmentSchema),
  }),
);

/** How many activities a case has (K9). */
export const userActionStatsSchema = named(
  'KibanaUserActionStats',
  objectOf<keyof KibanaUserActionStats>({
    total: COUNT,
    total_deletions: COUNT,
    total_comments: COUNT,
    total_comment_deletions: COUNT,
    total_other_actions: COUNT,
    total_other_action_deletions: COUNT,
  }),
);

/** What happened, and by whom: the keys of all envelopes. */
function contents(): Record<keyof UserActionContent, JsonSchema>[] {
  return Object.entries(TYPES).map(([type, [actions, payload]]) => ({
    created_at: INSTANT,
    created_by: userSchema,
    owner: TEXT,
    action: oneOf(...actions),
    payload,
    type: oneOf(type),
  }));
}
