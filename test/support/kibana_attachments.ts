import type { KibanaAttachment } from '../../common/kibana.js';
import type { KibanaAttachments, KibanaCommentPage } from '../../common/kibana_attachments.js';
import type { KibanaClient } from './kibana.js';
import { accepted, aComment } from './kibana.js';

/** A body of a request that attaches something. */
export type Body = Readonly<Record<string, unknown>>;

/** The body of a request that attaches alerts. */
export function anAlertComment(alertId: unknown, over: Body = {}): Body {
  const index = Array.isArray(alertId) ? alertId.map(() => 'alerts-1') : 'alerts-1';
  return { type: 'alert', alertId, index, rule: { id: 'r-9', name: 'Disk' }, owner: 'cases', ...over };
}

/** The body of a request that attaches something that is kept elsewhere. */
export function aReference(over: Body = {}): Body {
  return {
    type: 'externalReference',
    externalReferenceId: 'x-5',
    externalReferenceStorage: { type: 'elasticSearchDoc' },
    externalReferenceAttachmentTypeId: '.test',
    externalReferenceMetadata: null,
    owner: 'cases',
    ...over,
  };
}

/** The body of a request that attaches a file. */
export function aFile(over: Body = {}): Body {
  return aReference({
    externalReferenceStorage: { type: 'savedObject', soType: 'file' },
    externalReferenceAttachmentTypeId: '.files',
    externalReferenceMetadata: { files: [{ name: 'a.txt', extension: 'txt' }] },
    ...over,
  });
}

/** The body of a request that attaches a state. */
export function aState(over: Body = {}): Body {
  return {
    type: 'persistableState',
    persistableStateAttachmentTypeId: '.test',
    persistableStateAttachmentState: { chart: 'cpu' },
    owner: 'cases',
    ...over,
  };
}

/** The body of a request that tells of an action on machines. */
export function anAction(over: Body = {}): Body {
  return {
    type: 'actions',
    comment: 'Isolating',
    actions: { targets: [{ hostname: 'db-3', endpointId: 'e-77' }], type: 'isolate' },
    owner: 'cases',
    ...over,
  };
}

/** A body of every sub-type (K5). */
export const BODIES: Readonly<Record<string, Body>> = {
  user: aComment(),
  alert: anAlertComment(['a-1', 'a-2']),
  actions: anAction(),
  'externalReference, document': aReference(),
  'externalReference, saved object': aReference({
    externalReferenceStorage: { type: 'savedObject', soType: 'report' },
    externalReferenceMetadata: { pages: [1, { of: 2 }] },
  }),
  'externalReference, file': aFile(),
  persistableState: aState(),
};

/** A page of the comments of a case. */
export async function commentPage(kibana: KibanaClient, id: string, query = ''): Promise<KibanaCommentPage> {
  return accepted(await kibana.send('get', `/api/cases/${id}/comments/_find${query}`)) as KibanaCommentPage;
}

/** Attaches things to a case at once; answers all that it has. */
export async function attach(
  kibana: KibanaClient,
  id: string,
  bodies: readonly object[],
): Promise<readonly KibanaAttachment[]> {
  const answer = await kibana.send('post', `/internal/cases/${id}/attachments/_bulk_create`, bodies);
  return (accepted(answer) as { comments: readonly KibanaAttachment[] }).comments;
}

/** Asks for attachments by their ids. */
export async function attachmentsOf(
  kibana: KibanaClient,
  id: string,
  ids: readonly string[],
): Promise<KibanaAttachments> {
  const answer = await kibana.send('post', `/internal/cases/${id}/attachments/_bulk_get`, { ids });
  return accepted(answer) as KibanaAttachments;
}
