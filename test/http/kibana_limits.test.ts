import { mkdtemp, rm } from 'node:fs/promises';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import express from 'express';
import type { ActivityPlugin } from '../../server/index.js';
import { mountPlugin } from '../../server/index.js';
import { openEmbeddedStore } from '../../server/stores/embedded/embedded_store.js';
import { aComment, expectError, KibanaClient } from '../support/kibana.js';
import { aField, aText, configured } from '../support/kibana_configurations.js';
import { aChange, aCreation, aSubject } from '../support/records.js';

const LIMIT = 10_000;
const full = aSubject();
const longer = aSubject();

describe('a case with as many activities as it can have (K7, K14)', () => {
  let plugin: ActivityPlugin;
  let server: Server;
  let kibana: KibanaClient;
  let path: string;
  before(async () => {
    path = await mkdtemp(join(tmpdir(), 'case-activity-'));
    const store = await openEmbeddedStore({ path });
    const changes = (length: number) => Array.from({ length }, (_, i) => aChange(String(i)));
    await store.commit([
      aCreation(full, { number: 1, changes: changes(LIMIT - 1) }),
      aCreation(longer, { number: 2, changes: changes(LIMIT + 501) }),
    ]);
    await store.close();
    const app = express();
    plugin = await mountPlugin(app, {
      config: { caseActivity: { storage: { kind: 'embedded', path }, security: { enabled: false } } },
      logger: { error: () => undefined, warn: () => undefined, info: () => undefined },
    });
    server = await new Promise<Server>((resolve) => {
      const listening = app.listen(0, '127.0.0.1', () => {
        resolve(listening);
      });
    });
    const { port } = server.address() as AddressInfo;
    kibana = new KibanaClient({ url: `http://127.0.0.1:${String(port)}` });
  });
  after(async () => {
    await plugin.stop();
    server.close();
    server.closeAllConnections();
    await rm(path, { recursive: true, force: true });
  });

  it('takes the ten thousandth and no more', async () => {
    const found = await kibana.get(full.id);
    const patchText = `The case with case id ${full.id} has reached the limit of 10000 user actions.`;
    const commentText = `The case with id ${full.id} has reached the limit of 10000 user actions.`;
    expectError(await kibana.patch(found, { title: 'T', category: 'c' }), 400, patchText);
    expect((await kibana.patch(found, { title: 'T' })).status).to.equal(200);
    expectError(await kibana.patch(await kibana.get(full.id), { title: 'U' }), 400, patchText);
    // The limit is looked at before the owner in the body is.
    const comment = await kibana.send(
      'post',
      `/api/cases/${full.id}/comments`,
      aComment({ owner: 'nobody' }),
    );
    expectError(comment, 400, commentText);
    const { owner, version } = await kibana.get(full.id);
    await configured(kibana, { owner, customFields: [aField('free')] });
    const put = (value: string | null) =>
      kibana.send('put', `/internal/cases/${full.id}/custom_fields/free`, { value, caseVersion: version });
    expectError(await put(''), 400, 'The value field cannot be an empty string.');
    expectError(await put('x'), 400, commentText);
    const unknown = { title: 'U', customFields: [aText('x', 'y')] };
    expectError(await kibana.patch({ id: full.id, version }, unknown), 400, 'Invalid custom field keys: x');
    // Null is what there is: nothing is added.
    expect((await put(null)).status).to.equal(200);
    const actions = await kibana.actions(full.id);
    expect(actions).to.have.length(LIMIT);
    expect(actions.at(-1)?.payload).to.deep.equal({ title: 'T' });
  });

  it('answers the oldest ten thousand, each once, in their order', async () => {
    const actions = await kibana.actions(longer.id);
    const titles = actions.map(({ payload }) => (payload as { title: string }).title);
    expect(titles).to.deep.equal(Array.from({ length: LIMIT }, (_, i) => String(i)));
    expect(new Set(actions.map(({ action_id: id }) => id)).size).to.equal(LIMIT);
  });
});
