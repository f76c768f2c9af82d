import type { Right } from './access.js';

/** What is done to a document, as audit sentences and refusals say it. */
interface Verb {
  readonly present: string;
  readonly progressive: string;
  readonly past: string;
  /** ECS `event.type`. */
  readonly eventType: 'access' | 'creation' | 'change' | 'deletion';
}

const ACCESS: Verb = { present: 'access', progressive: 'accessing', past: 'accessed', eventType: 'access' };
const CREATE: Verb = { present: 'create', progressive: 'creating', past: 'created', eventType: 'creation' };
const UPDATE: Verb = { present: 'update', progressive: 'updating', past: 'updated', eventType: 'change' };
const DELETE: Verb = { present: 'delete', progressive: 'deleting', past: 'deleted', eventType: 'deletion' };
const PUSH: Verb = { present: 'push', progressive: 'pushing', past: 'pushed', eventType: 'change' };

/** What a caller wants to do: the right it takes, and how it is named. */
export interface OperationDetails {
  readonly right: Right;
  readonly verb: Verb;
  /** As refusals name it: `Unauthorized to <verb> <doc> ...` (K13.4). */
  readonly doc: string;
  /** Audit `event.action` (K20). */
  readonly action: string;
  /** Audit `kibana.saved_object.type`. */
  readonly savedObject: string;
}

/** Every operation that needs a right (K13.3, K13.4, K20; alerts: C11.3). */
export const OPERATIONS = {
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
} as const;

/** The name of an operation. */
export type Operation = keyof typeof OPERATIONS;

function operation(right: Right, verb: Verb, doc: string, action: string): OperationDetails {
  return { right, verb, doc, action, savedObject: savedObjectOf(doc) };
}

function savedObjectOf(doc: string): string {
  switch (doc) {
    case 'user actions':
      return 'cases-user-actions';
    case 'case':
    case 'cases':
      return 'cases';
    case 'comments':
      return 'cases-comments';
    case 'case configuration':
    case 'case configurations':
      return 'cases-configure';
    case 'alert':
      return 'alerts';
    default:
      return doc.replace('alert ', 'alerts-');
  }
}
