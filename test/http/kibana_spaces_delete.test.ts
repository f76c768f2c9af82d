import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import type { Response } from 'supertest';
import type { AuditEvent } from '../../server/access/audit/audit_event.js';
import { CreatedSpaces } from '../../server/services/spaces/created_spaces.js';
import type { TestHost } from '../support/host.js';
import { SILENT } from '../support/host.js';
import { accepted, aNewCase, expectError, KibanaClient } from '../support/kibana.js';
import { startPlugin } from '../support/second_plugin.js';
import { aNewSpace, SPACE_SECURITY, startSpaceHost } from '../support/kibana_spaces.js';
import { openStore } from '../support/open_store.js';

const PATH = '/api/spaces/space';
const CONFIGURATION = {
  owner: 'cases',
  connector: { id: 'none', name: 'none', type: '.none', fields: null },
  closure_type: 'close-by-user',
};

describe('a space that is deleted (P1)', () => {
  let host: TestHost;
  const audited: AuditEvent[] = [];
  beforeEach(async () => {
    host = await startSpaceHost(audited);
    audited.length = 0;
  });
  afterEach(() => host.stop());

  const as = (username: string, space?: string): KibanaClient =>
    new KibanaClient(host, { username, ...(space !== undefined && { space }) });
  const create = async (id: string): Promise<void> =>
    void accepted(await as('root').send('post', PATH, aNewSpace({ id })));
  const remove = (id: string, user = 'root') => as(user).send('delete', `${PATH}/${id}`);

  /** Titles of the cases of a space. */
  async function casesIn(space: string): Promise<readonly string[]> {
    const found = accepted(await as('root', space).send('get', '/api/cases/_find?perPage=100'));
    return (found as { cases: { title: string }[] }).cases.map(({ title }) => title);
  }

  /** What the store has of a space, its records and configurations; its ledgers stay. */
  async function inStore(space: string): Promise<unknown> {
    const store = await openStore(host.storage);
    const subjects = await store.subjects(undefined, 1000, space);
    const records = subjects.filter(({ kind }) => kind !== 'ledger');
    const configurations = (await store.registry.names('case_configuration/', 1000)).filter((name) =>
      name.startsWith('case_configuration/'),
    );
    const kept = await new CreatedSpaces(store.registry).find(space);
    await store.close();
    return { records: records.length, configurations: configurations.length, kept };
  }

  it('takes everything in it along, and nothing else', async () => {
    await create('made');
    await create('made-too');
    for (const space of ['made', 'made-too', 'kept', 'default']) {
      const root = as('root', space);
      const { id } = await root.create({ title: space, owner: 'securitySolution' });
      await root.comment(id, { owner: 'securitySolution' });
      const configured = await root.send('post', '/api/cases/configure', {
        ...CONFIGURATION,
        owner: 'securitySolution',
      });
      accepted(configured);
    }
    const subject = { space: 'made', kind: '!incident', id: 'I-1' };
    const [change, actor] = [{ subject, owner: 'cases' }, { kind: 'system' } as const];
    await host.activity.record({ ...change, actor, after: { a: 1 } });
    const answer = await remove('made');
    expect([answer.status, answer.text]).to.deep.equal([204, '']);
    expect(await inStore('made')).to.deep.equal({ records: 0, configurations: 3, kept: undefined });
    for (const space of ['made-too', 'kept', 'default']) expect(await casesIn(space)).to.deep.equal([space]);
    // Made again, it is empty.
    await create('made');
    expect(await casesIn('made')).to.deep.equal([]);
    expect(accepted(await as('root', 'made').send('get', '/api/cases/configure'))).to.deep.equal([]);
    expect((await host.activity.find({ subject })).total).to.equal(0);
  });

  it('is gone at once for everybody, and its id is taken until nothing is left of it', async () => {
    await create('made');
    await as('root', 'made').create();
    const deleted = remove('made').then((answer) => answer);
    const created = new CreatedSpaces((await openedStore()).registry);
    while ((await created.find('made'))?.deletion === undefined) await sleep(1);
    const gone = 'Saved object [space/made] not found';
    expectError(await as('root').send('get', `${PATH}/made`), 404, gone);
    expectError(await as('reads_made').send('get', `${PATH}/made`), 403, 'Unauthorized to get made space');
    expectError(await as('root', 'made').send('post', '/api/cases', aNewCase()), 404, gone);
    expectError(await as('root').send('put', `${PATH}/made`, { name: 'New' }), 404, gone);
    expectError(await remove('made'), 404, gone);
    const again = await as('root').send('post', PATH, aNewSpace());
    expectError(again, 409, 'A space with the identifier made already exists.');
    expect(accepted(await as('root').send('get', PATH))).to.have.length(2);
    expect((await deleted).status).to.equal(204);
    expectError(await remove('made'), 404, gone);
    await create('made');
  });

  it('is not written into by a request that came in before', async () => {
    await create('made');
    await as('root', 'made').create();
    const writes: Promise<Response>[] = [];
    let deleted: number | undefined;
    void remove('made').then(({ status }) => (deleted = status));
    while (deleted === undefined) {
      writes.push(as('root', 'made').send('post', '/api/cases', aNewCase()));
      if (writes.length % 4 === 0) await writes.at(-1);
    }
    const statuses = new Set((await Promise.all(writes)).map(({ status }) => status));
    expect(deleted).to.equal(204);
    expect([...statuses].filter((status) => status !== 200 && status !== 404)).to.deep.equal([]);
    expect(await inStore('made')).to.include({ records: 0, kept: undefined });
  });

  it('is of those that may be deleted, by whoever may', async () => {
    await create('made');
    for (const user of ['everywhere', 'all_of_kept', 'reads_made', 'nobody']) {
      for (const id of ['made', 'kept', 'default', 'none']) {
        expectError(await remove(id, user), 403, 'Unauthorized to delete spaces');
      }
    }
    const reserved = 'The default space cannot be deleted because it is reserved.';
    expectError(await remove('default', 'chief'), 400, reserved);
    expectError(await remove('kept', 'chief'), 400, 'The space kept is managed by configuration');
    expectError(await remove('none', 'chief'), 404, 'Saved object [space/none] not found');
    expect((await remove('made', 'chief')).status).to.equal(204);
  });

  it('is on record when it begins and, with the number of records, when it is over (K20)', async () => {
    await create('made');
    for (let i = 0; i < 5; i += 1) await as('root', 'made').create();
    audited.length = 0;
    await remove('made', 'chief');
    expect(
      audited.map(({ message, event, user, kibana: { saved_object: object } }) => [
        ...[message, event.action, event.type[0], event.outcome, user.name, object?.type, object?.id],
      ]),
    ).to.deep.equal([
      ...[
        ['User is deleting space [id=made]', 'space_delete', 'deletion', 'unknown'],
        ['User deleted space [id=made] with 5 records', 'space_deleted', 'deletion', 'success'],
      ].map((told) => [...told, 'chief', 'space', 'made']),
    ]);
  });

  it('is finished by the next process that starts, when the one that began is gone', async () => {
    await create('made');
    for (let i = 0; i < 3; i += 1) await as('root', 'made').create();
    const created = new CreatedSpaces((await openedStore()).registry);
    const kept = await created.find('made');
    if (kept === undefined) throw new Error('It was created.');
    // As a process leaves it that has died after two records more.
    const deletion = { by: { kind: 'user', username: 'chief' }, removed: 2, touched: 0 } as const;
    expect(await created.keep({ ...kept, deletion })).to.equal(true);
    const told: AuditEvent[] = [];
    const info = (details: object): void => {
      if ('event' in details) told.push(details as AuditEvent);
    };
    const second = await startPlugin(
      { security: SPACE_SECURITY, storage: host.storage, audit: { enabled: true } },
      { logger: { ...SILENT, info } },
    );
    const root = new KibanaClient(second, { username: 'root' });
    try {
      for (;;) {
        const { status } = await root.send('post', PATH, aNewSpace());
        if (status === 200) break;
        expect(status).to.equal(409);
        await sleep(20);
      }
      expect(await casesIn('made')).to.deep.equal([]);
      // Whichever of the two was faster.
      const messages = [...told, ...audited].filter(({ event }) => event.action === 'space_deleted');
      expect(messages.map(({ message, user }) => [message, user.name])).to.deep.equal([
        ['User deleted space [id=made] with 5 records', 'chief'],
      ]);
    } finally {
      await second.stop();
    }
  });

  /** The store as another process has it, until the host stops. */
  async function openedStore(): ReturnType<typeof openStore> {
    const store = await openStore(host.storage);
    const started = host;
    host = {
      ...started,
      stop: async () => {
        await store.close();
        await started.stop();
      },
    };
    return store;
  }
});
