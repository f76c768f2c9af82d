import type { Response } from 'supertest';
import type { KibanaCase } from '../../common/kibana.js';
import type { KibanaClient } from './kibana.js';
import { aComment, NO_CONNECTOR } from './kibana.js';
import { anAlertComment } from './kibana_attachments.js';
import type { Right } from './kibana_rights.js';

/** What a request is about: a case with a comment and alerts, and what its owner has configured. */
export interface Scene {
  readonly owner: string;
  readonly found: KibanaCase;
  readonly closed: KibanaCase;
  readonly configuration: { readonly id: string; readonly version: string };
}

/** A route, which rights it needs, and how it answers those who may not (K13.3, K13.4). */
export interface AskedRoute {
  readonly name: string;
  readonly send: (kibana: KibanaClient, scene: Scene) => Promise<Response>;
  /** `any`: a list, of which is shown what may be seen; else each of the rights on the owner, with what is refused. */
  readonly needs: 'login' | { readonly any: string } | readonly (readonly [Right, refused: string])[];
  /** A list that is about one case: asked first whether anything can be read, then about that. */
  readonly first?: string;
  /** What is answered where the case is not; absent: as where it is. */
  readonly elsewhere?: 'nothing' | 404;
  readonly changes?: true;
}

/** The body of a request that configures an owner's cases, with one custom field. */
export function aConfiguration(owner: string): object {
  return {
    owner,
    connector: NO_CONNECTOR,
    closure_type: 'close-by-user',
    customFields: [{ key: 'cost_centre', label: 'Cost centre', type: 'text', required: false }],
  };
}

/** A scene of its own. */
export async function aScene(root: KibanaClient, owner: string): Promise<Scene> {
  const configured = await root.send('post', '/api/cases/configure', aConfiguration(owner));
  const { id } = await root.create({ owner });
  const bodies = [aComment({ owner }), anAlertComment('a-1', { owner })];
  const answer = await root.send('post', `/internal/cases/${id}/attachments/_bulk_create`, bodies);
  const open = await root.create({ owner });
  await root.patch(open, { status: 'closed' });
  return {
    owner,
    found: answer.body as KibanaCase,
    closed: await root.get(open.id),
    configuration: configured.body as Scene['configuration'],
  };
}
