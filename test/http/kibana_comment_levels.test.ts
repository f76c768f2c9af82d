import { expect } from 'chai';
import type { Response } from 'supertest';
import request from 'supertest';
import type { KibanaAttachment } from '../../common/kibana.js';
import type { Principal } from '../../server/access/principal.js';
import { startAlertHost } from '../support/casebender.js';
import type { TestHost } from '../support/host.js';
import { accepted, aComment, NO_CONNECTOR } from '../support/kibana.js';
import { anAlertComment } from '../support/kibana_attachments.js';

const OWNER = 'securitySolution';
const TEXT = 'Merger with Initech';
const REFUSED = 'The TLP of the record is above the clearance of the caller.';

const cleared: Principal = { username: 'ana', roles: ['analyst'], tlpClearance: 3, papClearance: 3 };

describe('comments of cases above the clearance of the caller (C11.4)', () => {
  let host: TestHost;
  let comment: KibanaAttachment;
  before(async () => {
    host = await startAlertHost();
    const after = { title: 'T', connector: NO_CONNECTOR, tlp: 3, pap: 1 };
    const subject = { space: 'default', kind: 'case', id: 'secret' };
    await host.activity.record({ subject, owner: OWNER, actor: { kind: 'system' }, after });
    const bodies = [aComment({ owner: OWNER, comment: TEXT }), anAlertComment('a-1', { owner: OWNER })];
    const path = '/internal/cases/secret/attachments/_bulk_create';
    const added = accepted(await send(cleared, 'post', path, bodies)) as { comments: KibanaAttachment[] };
    [comment] = added.comments as [KibanaAttachment];
  });
  after(() => host.stop());

  const low = { ...cleared, tlpClearance: 2 };

  async function send(as: Principal, method: Method, path: string, body?: object): Promise<Response> {
    const headers = { 'kbn-xsrf': 'true', 'x-test-principal': JSON.stringify(as) };
    const sent = request(host.url)[method](path).set(headers);
    return body === undefined ? sent : sent.send(body);
  }

  it('are neither read, changed nor deleted, under whatever case they are looked for', async () => {
    const edit = { ...aComment({ owner: OWNER }), id: comment.id, version: comment.version };
    for (const of of ['secret', 'other']) {
      const path = `/api/cases/${of}/comments`;
      const answers = [
        await send(low, 'get', `${path}/${comment.id}`),
        await send(low, 'patch', path, edit),
        await send(low, 'delete', `${path}/${comment.id}`),
      ];
      for (const answer of answers) {
        expect([answer.status, (answer.body as { message: string }).message]).to.deep.equal([403, REFUSED]);
      }
      const many = await send(low, 'post', `/internal/cases/${of}/attachments/_bulk_get`, {
        ids: [comment.id],
      });
      expect(accepted(many)).to.deep.equal({
        attachments: [],
        errors: [
          {
            error: 'Forbidden',
            message: `Unauthorized to access attachment with owner: "${OWNER}"`,
            status: 403,
            attachmentId: comment.id,
          },
        ],
      });
    }
    expect((await send(low, 'delete', '/api/cases/secret/comments')).status).to.equal(403);
    expect(accepted(await send(cleared, 'get', `/api/cases/secret/comments/${comment.id}`))).to.deep.equal(
      comment,
    );
  });

  it('are on no list', async () => {
    const lists = ['secret/comments', 'secret/comments/_find', 'alerts/a-1'];
    for (const path of lists) {
      const [seen, unseen] = [
        await send(cleared, 'get', `/api/cases/${path}`),
        await send(low, 'get', `/api/cases/${path}`),
      ];
      expect(seen.text).to.contain(path.startsWith('alerts') ? '"secret"' : TEXT);
      expect(JSON.stringify(accepted(unseen))).to.be.oneOf([
        '[]',
        '{"comments":[],"page":1,"per_page":20,"total":0}',
      ]);
    }
  });
});

type Method = 'get' | 'post' | 'patch' | 'delete';
