import type { Right } from './access.js';

/** What is done to a document, as audit sentences and refusals say it. */
interface Verb {
  readonly present: string;
  /** What somebody does who may: what was read has been, what is written is about to be. */
  readonly allowed: string;
  /** ECS `event.type`. */
  readonly eventType: 'access' | 'creation' | 'change' | 'deletion';
}

const ACCESS: Verb = { present: 'access', allowed: 'has accessed', eventType: 'access' };
const CREATE: Verb = { present: 'create', allowed: 'is creating', eventType: 'creation' };
const UPDATE: Verb = { present: 'update', allowed: 'is updating', eventType: 'change' };
const DELETE: Verb = { present: 'delete', allowed: 'is deleting', eventType: 'deletion' };
/** To say of a change that somebody else made it, or at another time. */
const ATTRIBUTE: Verb = { present: 'attribute', allowed: 'is attributing', eventType: 'change' };
const PUSH: Verb = { present: 'push', allowed: 'is pushing', eventType: 'change' };

/** What something is done to, and what the audit log calls its saved object. */
const SAVED_OBJECTS = {
  'user actions': 'cases-user-actions',
  case: 'cases',
  cases: 'cases',
  comments: 'cases-comments',
  'case configuration': 'cases-configure',
  'case configurations': 'cases-configure',
  alert: 'alerts',
  alerts: 'alerts',
  'alert activities': 'alerts-activities',
  'alert comments': 'alerts-comments',
  activity: 'activity',
} as const;

type Doc = keyof typeof SAVED_OBJECTS;

/** What a caller wants to do: the right it takes, and how it is named. */
export interface ProtectedOperationDetails {
  readonly right: Right;
  readonly verb: Verb;
  /** As refusals name it: `Unauthorized to <verb> <doc> ...` (K13.4). */
  readonly doc: Doc;
  /** Audit `event.action` (K20). */
  readonly action: string;
  /** Audit `kibana.saved_object.type`. */
  readonly savedObject: string;
}

/** Every operation that needs a right (K13.3, K13.4, K20; alerts: C11.3; histories of any kind: N1.2). */
export const PROTECTED_OPERATIONS = {
  getUserActions: operation('read', ACCESS, 'user actions', 'case_user_actions_get'),
  findUserActions: operation('read', ACCESS, 'user actions', 'case_user_actions_find'),
  getUserActionUsers: operation('read', ACCESS, 'user actions', 'case_user_action_get_users'),
  getUserActionMetrics: operation('read', ACCESS, 'user actions', 'case_user_action_get_metrics'),
  getConnectors: operation('read', ACCESS, 'user actions', 'case_connectors_get'),
  getCase: operation('read', ACCESS, 'case', 'case_get'),
  resolveCase: operation('read', ACCESS, 'case', 'case_resolve'),
  getCaseMetrics: operation('read', ACCESS, 'case', 'case_get_metrics'),
  findCases: operation('read', ACCESS, 'cases', 'case_find'),
  getTags: operation('read', ACCESS, 'case', 'case_get_tags'),
  getReporters: operation('read', ACCESS, 'case', 'case_get_reporters'),
  createCase: operation('create', CREATE, 'case', 'case_create'),
  updateCase: operation('update', UPDATE, 'case', 'case_update'),
  reopenCase: operation('reopen', UPDATE, 'case', 'case_reopen'),
  assignCase: operation('assign', UPDATE, 'case', 'case_assign'),
  deleteCase: operation('delete', DELETE, 'case', 'case_delete'),
  pushCase: operation('push', PUSH, 'case', 'case_push'),
  getComment: operation('read', ACCESS, 'comments', 'case_comment_get'),
  findComments: operation('read', ACCESS, 'comments', 'case_comment_find'),
  createComment: operation('createComment', CREATE, 'comments', 'case_comment_create'),
  updateComment: operation('update', UPDATE, 'comments', 'case_comment_update'),
  deleteComment: operation('delete', DELETE, 'comments', 'case_comment_delete'),
  findConfigurations: operation('read', ACCESS, 'case configurations', 'case_configuration_find'),
  createConfiguration: operation('settings', CREATE, 'case configuration', 'case_configuration_create'),
  updateConfiguration: operation('settings', UPDATE, 'case configuration', 'case_configuration_update'),
  getAlert: operation('read', ACCESS, 'alert', 'alert_get'),
  findAlerts: operation('read', ACCESS, 'alerts', 'alert_find'),
  findAlertActivities: operation('read', ACCESS, 'alert activities', 'alert_activities_find'),
  createAlert: operation('create', CREATE, 'alert', 'alert_create'),
  updateAlert: operation('update', UPDATE, 'alert', 'alert_update'),
  deleteAlert: operation('delete', DELETE, 'alert', 'alert_delete'),
  getAlertComment: operation('read', ACCESS, 'alert comments', 'alert_comment_get'),
  createAlertComment: operation('createComment', CREATE, 'alert comments', 'alert_comment_create'),
  updateOwnAlertComment: operation('update', UPDATE, 'alert comments', 'alert_comment_update'),
  updateAlertComment: operation('delete', UPDATE, 'alert comments', 'alert_comment_update'),
  deleteOwnAlertComment: operation('update', DELETE, 'alert comments', 'alert_comment_delete'),
  deleteAlertComment: operation('delete', DELETE, 'alert comments', 'alert_comment_delete'),
  getHistory: operation('read', ACCESS, 'activity', 'activity_get'),
  findHistory: operation('read', ACCESS, 'activity', 'activity_find'),
  verifyHistory: operation('read', ACCESS, 'activity', 'activity_verify'),
  tailHistory: operation('read', ACCESS, 'activity', 'activity_tail'),
  ingestCreate: operation('create', CREATE, 'activity', 'activity_create'),
  ingestUpdate: operation('update', UPDATE, 'activity', 'activity_update'),
  ingestAs: operation('settings', ATTRIBUTE, 'activity', 'activity_attribute'),
  exportHistory: operation('read', ACCESS, 'activity', 'activity_export'),
  governHistory: operation('settings', ACCESS, 'activity', 'activity_govern'),
} as const;

/** The name of an operation. */
export type ProtectedOperation = keyof typeof PROTECTED_OPERATIONS;

function operation(right: Right, verb: Verb, doc: Doc, action: string): ProtectedOperationDetails {
  return { right, verb, doc, action, savedObject: SAVED_OBJECTS[doc] };
}
