import type { KibanaClient } from './kibana.js';
import { aComment, aNewCase } from './kibana.js';
import type { AskedRoute, Scene } from './kibana_scene.js';
import { aConfiguration } from './kibana_scene.js';

const patch = (which: 'found' | 'closed', change: object) => (kibana: KibanaClient, scene: Scene) =>
  kibana.patch(scene[which], change);

const UPDATE = 'update case';

/** Each route of the Cases API that is served, and that writes. */
export const WRITES: readonly AskedRoute[] = [
  {
    name: 'W1',
    send: (kibana, { owner }) => kibana.send('post', '/api/cases', aNewCase({ owner })),
    needs: [['create', 'create case']],
  },
  {
    name: 'W1 with assignees',
    send: (kibana, { owner }) =>
      kibana.send('post', '/api/cases', aNewCase({ owner, assignees: [{ uid: 'u' }] })),
    needs: [
      ['create', 'create case'],
      ['assign', UPDATE],
    ],
  },
  {
    name: 'W2',
    send: patch('found', { title: 'T' }),
    needs: [['update', UPDATE]],
    elsewhere: 404,
    changes: true,
  },
  {
    name: 'W2 that reopens',
    send: patch('closed', { status: 'open' }),
    needs: [['reopen', UPDATE]],
    elsewhere: 404,
    changes: true,
  },
  {
    name: 'W2 that assigns',
    send: patch('found', { assignees: [{ uid: 'u' }] }),
    needs: [['assign', UPDATE]],
    elsewhere: 404,
    changes: true,
  },
  {
    name: 'W2 that does all of it',
    send: patch('closed', { status: 'open', title: 'T', assignees: [{ uid: 'u' }] }),
    needs: [
      ['update', UPDATE],
      ['reopen', UPDATE],
      ['assign', UPDATE],
    ],
    elsewhere: 404,
    changes: true,
  },
  {
    name: 'W3',
    send: (kibana, { found }) =>
      kibana.send('delete', `/api/cases?ids=${encodeURIComponent(JSON.stringify([found.id]))}`),
    needs: [['delete', 'delete case']],
    elsewhere: 404,
    changes: true,
  },
  {
    name: 'W4',
    send: (kibana, { found, owner }) =>
      kibana.send('post', `/api/cases/${found.id}/comments`, aComment({ owner })),
    needs: [['createComment', 'create comments']],
    elsewhere: 404,
  },
  {
    name: 'W8',
    send: (kibana, { found, owner }) =>
      kibana.send('post', `/internal/cases/${found.id}/attachments/_bulk_create`, [aComment({ owner })]),
    needs: [['createComment', 'create comments']],
    elsewhere: 404,
  },
  {
    name: 'W5',
    send: (kibana, { found, owner }) => {
      const { id, version } = found.comments[0] ?? {};
      return kibana.send('patch', `/api/cases/${found.id}/comments`, { ...aComment({ owner }), id, version });
    },
    needs: [['update', 'update comments']],
    elsewhere: 404,
    changes: true,
  },
  {
    name: 'W6',
    send: (kibana, { found }) =>
      kibana.send('delete', `/api/cases/${found.id}/comments/${found.comments[0]?.id ?? ''}`),
    needs: [['delete', 'delete comments']],
    elsewhere: 404,
    changes: true,
  },
  {
    name: 'W7',
    send: (kibana, { found }) => kibana.send('delete', `/api/cases/${found.id}/comments`),
    needs: [['delete', 'delete comments']],
    elsewhere: 404,
    changes: true,
  },
  {
    name: 'W9',
    send: (kibana, { found }) =>
      kibana.send('put', `/internal/cases/${found.id}/custom_fields/cost_centre`, {
        value: 'EU-14',
        caseVersion: found.version,
      }),
    needs: [['update', UPDATE]],
    elsewhere: 404,
    changes: true,
  },
  {
    name: 'W10',
    send: (kibana, { found }) => kibana.send('post', `/api/cases/${found.id}/connector/tickets/_push`),
    needs: [
      ['read', 'access case'],
      ['push', 'push case'],
    ],
    elsewhere: 404,
    changes: true,
  },
  {
    name: 'W11',
    send: (kibana, { owner }) => kibana.send('post', '/api/cases/configure', aConfiguration(owner)),
    needs: [['settings', 'create case configuration']],
    changes: true,
  },
  {
    name: 'W12',
    send: (kibana, { configuration: { id, version } }) =>
      kibana.send('patch', `/api/cases/configure/${id}`, { version, closure_type: 'close-by-pushing' }),
    needs: [['settings', 'update case configuration']],
    elsewhere: 404,
    changes: true,
  },
];
