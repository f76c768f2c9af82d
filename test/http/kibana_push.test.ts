import { expect } from 'chai';
import type { Response } from 'supertest';
import type { KibanaCase } from '../../common/kibana.js';
import type { KibanaUserAction } from '../../common/kibana_activity.js';
import type { TestHost } from '../support/host.js';
import { SILENT, startHost } from '../support/host.js';
import { accepted, aUser, expectError, KibanaClient, NO_CONNECTOR } from '../support/kibana.js';
import { anAlertComment } from '../support/kibana_attachments.js';
import type { TicketSystem } from '../support/ticket_system.js';
import { startTicketSystem } from '../support/ticket_system.js';

const HELD = { id: 'held', name: 'Held', type: '.jira' };

describe('pushing a case (K18, W10)', () => {
  let tickets: TicketSystem;
  let host: TestHost;
  let root: KibanaClient;
  const logged: string[] = [];
  beforeEach(async () => {
    tickets = await startTicketSystem();
    const keep = (...line: unknown[]): void => void logged.push(JSON.stringify(line));
    host = await startHost({
      logger: { ...SILENT, info: keep, warn: keep, error: keep },
      config: {
        security: { users: [aUser('root', 'superuser')] },
        kibana: {
          connectors: [tickets.connector({ secrets: { user: 'bot', password: 's3cret' } }), HELD],
          connectorTimeoutMs: 1_500,
        },
      },
    });
    root = new KibanaClient(host, { username: 'root' });
    logged.length = 0;
  });
  afterEach(async () => {
    await host.stop();
    await tickets.stop();
  });

  const push = (id: string, connector = 'tickets', body?: object): Promise<Response> =>
    root.send('post', `/api/cases/${id}/connector/${connector}/_push`, body);
  const paths = () => tickets.calls.map(({ method, path }) => `${method} ${path}`);
  const pushActions = async (id: string): Promise<KibanaUserAction[]> =>
    (await root.actions(id)).filter(({ action }) => action === 'push_to_service');

  it('creates what it is there, with its comments, and keeps what came back', async () => {
    const { id } = await root.create({ title: 'Disk "full"\n', tags: ['a', 'ü'] });
    await root.comment(id, { comment: 'First' });
    const bodies = [anAlertComment('a-1'), { type: 'user', comment: 'Second', owner: 'cases' }];
    accepted(await root.send('post', `/internal/cases/${id}/attachments/_bulk_create`, bodies));
    const answer = accepted(await push(id)) as KibanaCase;
    expect(paths()).to.deep.equal(['POST /i', 'GET /i/1', 'POST /i/1/comments', 'POST /i/1/comments']);
    const [created, , first, second] = tickets.calls;
    expect(created?.body).to.deep.equal({
      summary: 'Disk "full"',
      text: 'Alert fired twice',
      tags: ['a', 'ü'],
    });
    expect([first?.body, second?.body]).to.deep.equal([{ body: 'First' }, { body: 'Second' }]);
    expect(created?.headers.authorization).to.equal(`Basic ${Buffer.from('bot:s3cret').toString('base64')}`);
    const at = answer.updated_at;
    const service = {
      ...{
        connector_id: 'tickets',
        connector_name: 'Ticket system',
        external_id: '1',
        external_title: 'OPS-1',
      },
      external_url: 'https://t.example/view/1?t=OPS-1',
      ...{ pushed_at: at, pushed_by: { username: 'root', full_name: null, email: null } },
    };
    expect(answer.external_service).to.deep.equal(service);
    expect(answer.status).to.equal('open');
    expect(answer.connector).to.deep.equal(NO_CONNECTOR);
    expect(answer.comments.map((one) => [one.pushed_at, one.pushed_by?.username])).to.deep.equal(
      Array.from({ length: 3 }, () => [at, 'root']),
    );
    expect(await root.get(id)).to.deep.equal(answer);
    const [action] = await pushActions(id);
    expect([action?.payload, action?.created_at]).to.deep.equal([{ externalService: service }, at]);
  });

  it('updates it when it is there, and sends only what is new', async () => {
    const { id } = await root.create();
    await root.comment(id, { comment: 'First' });
    accepted(await push(id, 'tickets', {}));
    await root.comment(id, { comment: 'Second' });
    accepted(await push(id));
    expect(paths().slice(3)).to.deep.equal(['PUT /i/1', 'GET /i/1', 'POST /i/1/comments']);
    expect(tickets.calls.at(-1)?.body).to.deep.equal({ body: 'Second' });
    expect((await pushActions(id)).length).to.equal(2);
    const { body } = await root.send('get', `/internal/cases/${id}/_connectors`);
    const { tickets: known } = body as Record<string, { push: object; name: string; type: string }>;
    expect(known).to.include({ name: 'Ticket system', type: '.cases-webhook' });
    expect(known?.push).to.include({ needsToBePushed: false, hasBeenPushed: true });
  });

  it('closes it where that is configured, also when it is closed already, and tells of that first', async () => {
    const configuration = { owner: 'cases', connector: NO_CONNECTOR, closure_type: 'close-by-pushing' };
    accepted(await root.send('post', '/api/cases/configure', configuration));
    const { id } = await root.create();
    for (const times of [1, 2]) {
      const answer = accepted(await push(id)) as KibanaCase;
      expect(answer).to.include({ status: 'closed', closed_at: answer.updated_at });
      expect(answer.closed_by?.username).to.equal('root');
      const told = (await root.actions(id)).slice(-2);
      expect(
        told.map(({ type, action, payload }) => [type, action, (payload as { status?: string }).status]),
      ).to.deep.equal([
        ['status', 'update', 'closed'],
        ['pushed', 'push_to_service', undefined],
      ]);
      expect(told[0]?.created_at).to.equal(told[1]?.created_at);
      expect((await pushActions(id)).length).to.equal(times);
    }
  });

  it('is refused for a case or connector that is not there, and with a body that says something', async () => {
    const { id } = await root.create();
    expectError(await push('none'), 404, 'Saved object [cases/none] not found');
    expectError(await push(id, 'other'), 404, 'Saved object [action/other] not found');
    expectError(await push(id, 'none'), 404, 'Saved object [action/none] not found');
    expectError(await push(id, 'tickets', { force: true }), 400, 'invalid keys "force"');
    expect(tickets.calls).to.deep.equal([]);
  });

  it('is 424 and nothing is recorded when the other side fails, and no secret is told', async () => {
    const { id } = await root.create();
    await root.comment(id);
    const before = [await root.get(id), await root.actions(id)];
    const failing: readonly (readonly [RegExp, TicketSystem['answer']])[] = [
      [/status 500$/, (_, response) => response.writeHead(500).end('s3cret inside')],
      [/status 404$/, (_, response) => response.writeHead(404).end()],
      [/status 302$/, (_, response) => response.writeHead(302, { location: 'http://127.0.0.1:9/' }).end()],
      [/is no JSON$/, (_, response) => response.writeHead(200).end('{')],
      [/has no ticket\.id$/, (_, response) => response.writeHead(200).end('{"ticket":{"id":null}}')],
      [/cannot be reached$/, (request) => request.socket.destroy()],
      [/is too large$/, (_, response) => response.writeHead(200).end(`"${'x'.repeat(2_000_000)}"`)],
      [/did not answer within 1500 ms$/, () => undefined],
      // The comment alone.
      [
        /status 400$/,
        ({ url }, response) => url?.endsWith('/comments') === true && response.writeHead(400).end(),
      ],
    ];
    for (const [message, answer] of failing) {
      tickets.answer = answer;
      const { status, body } = await push(id);
      expect([status, body]).to.deep.include(424);
      expect(body).to.include({ statusCode: 424, error: 'Failed Dependency' });
      expect((body as { message: string }).message).to.match(message);
      expect([await root.get(id), await root.actions(id)]).to.deep.equal(before);
    }
    expect(logged.join('\n')).to.not.match(/s3cret|Basic |Ym90/);
    expectError(await push(id, 'held'), 424, 'A connector of type .jira cannot be pushed to');
  });

  it('tries again on 429 and 5xx, as long as there is time', async () => {
    const { id } = await root.create();
    let failures = 2;
    tickets.answer = (_, response) => {
      if (failures === 0) return false;
      failures -= 1;
      return response.writeHead(failures === 1 ? 503 : 429).end();
    };
    accepted(await push(id));
    expect(paths()).to.deep.equal(['POST /i', 'POST /i', 'POST /i', 'GET /i/1']);
    tickets.answer = (_, response) => response.writeHead(429, { 'retry-after': '3600' }).end();
    expect((await push(id)).status).to.equal(424);
    expect(paths().length).to.equal(5);
  });

  it('is a conflict when the case changes while it is sent, and closed cases can be pushed', async () => {
    const created = await root.create();
    await root.patch(created, { status: 'closed' });
    accepted(await push(created.id));
    const seen = await root.get(created.id);
    tickets.answer = (_, response) => {
      tickets.answer = undefined;
      void root.patch(seen, { title: 'Meanwhile' }).then(() => {
        response.writeHead(200).end();
      });
    };
    const pushing = push(created.id);
    expectError(await pushing, 409, `Saved object [cases/${created.id}] conflict`);
    expect((await pushActions(created.id)).length).to.equal(1);
  });

  it('marks all of very many comments', async () => {
    const { id } = await root.create();
    for (let portion = 0; portion < 3; portion += 1) {
      const bodies = Array.from({ length: 100 }, (_, i) =>
        anAlertComment(`a-${String(portion)}-${String(i)}`),
      );
      accepted(await root.send('post', `/internal/cases/${id}/attachments/_bulk_create`, bodies));
    }
    const answer = accepted(await push(id)) as KibanaCase;
    expect(answer.comments.length).to.equal(300);
    expect(answer.comments.every((one) => one.pushed_at === answer.external_service?.['pushed_at'])).to.equal(
      true,
    );
    expect(await root.get(id)).to.deep.equal(answer);
    expect((await root.actions(id)).length).to.equal(302);
  });

  it('has its connectors listed, without how they are reached, and tells what it maps', async () => {
    const found = accepted(await root.send('get', '/api/cases/configure/connectors/_find'));
    expect(found).to.deep.equal(
      [
        ['tickets', 'Ticket system', '.cases-webhook'],
        ['held', 'Held', '.jira'],
      ].map(([id, name, actionTypeId]) => ({
        ...{ id, name, actionTypeId, config: {}, isPreconfigured: false, isDeprecated: false },
        ...{ isSystemAction: false, isMissingSecrets: false, referencedByCount: 0 },
      })),
    );
    const connector = { id: 'tickets', name: 'Ticket system', type: '.cases-webhook', fields: null };
    const configuration = { owner: 'cases', connector, closure_type: 'close-by-user' };
    const { mappings, error } = accepted(await root.send('post', '/api/cases/configure', configuration)) as {
      mappings: object[];
      error: unknown;
    };
    expect(error).to.equal(null);
    expect(mappings).to.deep.equal([
      { action_type: 'overwrite', source: 'title', target: 'title' },
      { action_type: 'overwrite', source: 'description', target: 'description' },
      { action_type: 'overwrite', source: 'tags', target: 'tags' },
      { action_type: 'append', source: 'comments', target: 'comments' },
    ]);
  });
});
