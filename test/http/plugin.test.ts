import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import express from 'express';
import request from 'supertest';
import type { ActivityPlugin } from '../../server/index.js';
import { mountPlugin } from '../../server/index.js';
import { checkManifest, readManifestFile } from '../../server/manifest.js';
import type { TestHost } from '../support/host.js';
import { startHost } from '../support/host.js';
import { anExpress4App } from '../support/mounts.js';

const subject = { space: 'default', kind: 'incident', id: 'INC-1' };
const actor = { kind: 'user', username: 'mira' } as const;

async function recordTwo(activity: ActivityPlugin): Promise<void> {
  await activity.record({ subject, owner: 'cases', actor, after: { state: 'new' } });
  await activity.record({
    subject,
    owner: 'cases',
    actor,
    before: { state: 'new' },
    after: { state: 'closed' },
  });
}

describe('the mounted plugin', () => {
  let host: TestHost | undefined;
  afterEach(async () => {
    await host?.stop();
    host = undefined;
  });

  for (const prefix of ['', '/security']) {
    it(`answers both seed endpoints mounted at '${prefix}/'`, async () => {
      host = await startHost({ mount: { prefix } });
      await recordTwo(host.activity);
      const kibana = await request(host.url).get('/api/cases/INC-1/user_actions').expect(200);
      expect(kibana.body).to.have.length(2);
      const casebender = await request(host.url).get('/v1/alerts/INC-1/activities').expect(200);
      expect(casebender.body.data).to.have.length(2);
      await request(host.url).get('/s/default/v1/alerts/INC-1/activities').expect(200);
      await request(host.url).get('/s/default/api/cases/INC-1/user_actions').expect(200);
    });
  }

  it('leaves the other routes of the host alone', async () => {
    host = await startHost({
      before: (app) => app.get('/api/cases/status', (_request, response) => void response.send('before')),
      after: (app) => {
        app.get('/v1/other', (_request, response) => void response.send('after'));
        app.put('/api/cases', (_request, response) => void response.send('other method'));
        app.get('/s/UPPER/api/cases/x/user_actions', (_request, response) => void response.send('no space'));
        app.use((_request, response) => void response.status(404).send('nobody'));
      },
    });
    await request(host.url).get('/api/cases/status').expect(200, 'before');
    await request(host.url).get('/v1/other').expect(200, 'after');
    await request(host.url).put('/api/cases').expect(200, 'other method');
    await request(host.url).get('/s/UPPER/api/cases/x/user_actions').expect(200, 'no space');
    await request(host.url).get('/API/cases/x/user_actions').expect(404, 'nobody');
    await request(host.url).get('/s//api/cases/x/user_actions').expect(404, 'nobody');
  });

  for (const [name, app] of [
    ['Express 5', express],
    ['Express 4', anExpress4App],
  ] as const) {
    it(`knows its paths letter by letter in ${name}`, async () => {
      host = await startHost({
        mount: { express: app },
        after: (target) => target.use((_request, response) => void response.status(404).send('nobody')),
      });
      await recordTwo(host.activity);
      for (const path of [
        '/v1/alerts/INC-1/activities',
        '/s/default/api/cases/INC-1/user_actions',
        '/api/activity/healthz',
      ]) {
        await request(host.url).get(path).expect(200);
        for (const other of [path.replace(/[a-z]/, (letter) => letter.toUpperCase()), `/${path}`]) {
          await request(host.url).get(other).expect(404, 'nobody');
        }
      }
    });
  }

  it('tells what can be done with a path of any dialect, and nothing about others', async () => {
    host = await startHost({ after: (app) => app.use((_request, response) => void response.send('host')) });
    for (const [path, allow] of [
      ['/api/cases', 'DELETE, PATCH, POST'],
      ['/s/default/v1/alerts/_bulk', 'DELETE, GET, HEAD, PATCH, POST'],
      ['/api/activity/v1/entries', 'GET, HEAD, POST'],
    ] as const) {
      const answer = await request(host.url).options(path).expect(200, allow);
      expect(answer.headers).to.include({ allow, 'content-type': 'text/plain' });
      expect(answer.headers).to.include({ 'x-content-type-options': 'nosniff' });
    }
    await request(host.url).options('/v1/other').expect(200, 'host');
  });

  it('shows the middleware of a host which route it was, and by which parameters', async () => {
    const seen: object[] = [];
    host = await startHost({
      mount: { prefix: '/history' },
      before: (app) =>
        app.use((request, response, next) => {
          response.once('finish', () => {
            const { route, params } = request as { route?: { path: string }; params: object };
            seen.push({ path: route?.path, ...params });
          });
          next();
        }),
    });
    await request(host.url).get('/v1/alerts/a%20b').expect(404);
    await request(host.url).get('/s/default/api/cases/c/user_actions?x').expect(200);
    await request(host.url).get('/v1/other').expect(404);
    expect(seen).to.deep.equal([
      { path: '/v1/alerts/:id', id: 'a b' },
      {
        path: '/s/:caseActivitySpace/api/cases/:caseId/user_actions',
        ...{ caseActivitySpace: 'default', caseId: 'c' },
      },
      { path: undefined },
    ]);
  });

  it('is mounted twice in one process on different stores', async () => {
    host = await startHost({ mount: { prefix: '/one' } });
    const other = await startHost({ mount: { prefix: '/two' } });
    try {
      await recordTwo(host.activity);
      expect((await other.activity.find({ subject })).total).to.equal(0);
      expect((await host.activity.find({ subject })).total).to.equal(2);
      const metrics = await request(other.url).get('/api/activity/metrics').expect(200);
      expect(metrics.text).to.not.contain('user_actions');
    } finally {
      await other.stop();
    }
  });

  it('falls through to the host after it has been stopped', async () => {
    host = await startHost({ after: (app) => app.use((_request, response) => void response.send('host')) });
    await host.activity.stop();
    await request(host.url).get('/api/cases/x/user_actions').expect(200, 'host');
    let error: unknown;
    await host.activity.find({ subject }).catch((thrown: unknown) => (error = thrown));
    expect(error).to.have.property('code', 'STORE_UNAVAILABLE');
  });

  it('says what is wrong with its configuration, all at once', async () => {
    const fault = await mountPlugin(express(), {
      config: { caseActivity: { kibana: { version: 'x' }, nonsense: true } },
    }).catch((error: unknown) => error);
    expect(fault).to.have.property('code', 'CONFIGURATION_INVALID');
    const paths = (fault as { details: { faults: { path: string }[] } }).details.faults.map(
      ({ path }) => path,
    );
    expect(paths).to.include.members(['kibana.version', 'nonsense']);
  });

  it('registers nothing when the store cannot be opened', async () => {
    const app = express();
    const config = { caseActivity: { storage: { kind: 'embedded', path: '/dev/null/store' } } };
    const fault = await mountPlugin(app, { config }).catch((error: unknown) => error);
    expect(fault).to.have.property('code', 'STORE_UNAVAILABLE');
    await request(app).get('/api/activity/healthz').expect(404);
  });
});

describe('the manifest', () => {
  const known = { routers: ['kibana', 'casebender', 'native', 'operations'], plugins: [] };

  it('is valid as it is shipped', () => {
    expect(checkManifest(readManifestFile(), known).routers.map(({ path }) => path)).to.deep.equal([
      '/',
      '/v1',
      '/api/activity/v1',
      '/',
    ]);
  });

  it('has the version of the package', () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
    expect(checkManifest(readManifestFile(), known).version).to.equal(version);
  });

  it('names a required plugin that the host does not have', () => {
    const manifest = { ...(readManifestFile() as object), requiredPlugins: ['spaces'] };
    expect(() => checkManifest(manifest, known)).to.throw('the required plugin "spaces" is missing');
    expect(checkManifest(manifest, { ...known, plugins: ['spaces'] }).requiredPlugins).to.deep.equal([
      'spaces',
    ]);
  });

  it('names a router that the plugin does not have, and unknown keys', () => {
    const routers = [{ id: 'nobody', path: '/' }];
    expect(() => checkManifest({ ...(readManifestFile() as object), routers }, known)).to.throw('"nobody"');
    expect(() => checkManifest({ ...(readManifestFile() as object), extra: 1 }, known)).to.throw('extra');
  });
});
