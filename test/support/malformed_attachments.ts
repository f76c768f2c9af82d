import { aComment } from './kibana.js';
import { anAction, anAlertComment, aReference, aState } from './kibana_attachments.js';

/** Bodies that are refused whatever else is there, and why (K2.4, K5, K14). */
export const MALFORMED: readonly (readonly [body: object, message: string])[] = [
  [{}, 'Invalid value "undefined" supplied to "type"'],
  [{ type: 'event', owner: 'cases' }, 'Invalid value "event" supplied to "type"'],
  [aComment({ comment: ' ' }), 'The comment field cannot be an empty string.'],
  [
    aComment({ comment: 'x'.repeat(30_001) }),
    'The length of the comment is too long. The maximum length is 30000.',
  ],
  [aComment({ extra: { a: 1 } }), 'invalid keys "extra,{"a":1}"'],
  [aComment({ owner: undefined }), 'Invalid value "undefined" supplied to "owner"'],
  [anAction({ comment: '' }), 'The comment field cannot be an empty string.'],
  [
    anAction({ actions: { targets: [{ hostname: 'h' }], type: 'isolate' } }),
    'Invalid value "undefined" supplied to "actions,targets,endpointId"',
  ],
  [anAlertComment(7), 'Invalid value "7" supplied to "alertId"'],
  [anAlertComment(['a', 7]), 'Invalid value "7" supplied to "alertId"'],
  [anAlertComment('a', { rule: { id: null } }), 'Invalid value "undefined" supplied to "rule,name"'],
  [anAlertComment('a', { rule: undefined }), 'Invalid value "undefined" supplied to "rule"'],
  [
    aReference({ externalReferenceMetadata: 'x' }),
    'Invalid value "x" supplied to "externalReferenceMetadata"',
  ],
  [
    aReference({ externalReferenceStorage: { type: 'disk' } }),
    'Invalid value "disk" supplied to "externalReferenceStorage,type"',
  ],
  [
    aReference({ externalReferenceStorage: { type: 'savedObject' } }),
    'Invalid value "undefined" supplied to "externalReferenceStorage,soType"',
  ],
  [
    aReference({ externalReferenceStorage: { type: 'elasticSearchDoc', soType: 'x' } }),
    'invalid keys "soType"',
  ],
  [
    aState({ persistableStateAttachmentState: ['x'] }),
    'Invalid value "["x"]" supplied to "persistableStateAttachmentState"',
  ],
];
