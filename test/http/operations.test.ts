import { expect } from 'chai';
import express from 'express';
import request from 'supertest';
import { operationsAtRoot } from '../../bin/host/operations_at_root.js';
import { mountPlugin } from '../../server/index.js';
import type { TestHost, TestHostOptions } from '../support/host.js';
import { startHost } from '../support/host.js';

const ROUTES = ['/healthz', '/readyz', '/metrics', '/openapi.json', '/docs', '/docs/start.js'];

interface Document {
  readonly servers: readonly { readonly url: string }[];
  readonly paths: Readonly<Record<string, object>>;
}

describe('the operations routes', () => {
  let host: TestHost | undefined;
  afterEach(async () => {
    await host?.stop();
    host = undefined;
  });

  /** A host that answers what the plugin does not. */
  async function started(operations: object | undefined, prefix = ''): Promise<string> {
    const config = { security: { enabled: false }, ...(operations && { operations }) };
    const after: TestHostOptions['after'] = (app) => {
      app.use((_request, response) => void response.status(418).send('host'));
    };
    host = await startHost({ mount: { prefix }, after, config });
    return host.url;
  }

  async function answered(url: string, path: string): Promise<string[]> {
    const found = [];
    for (const route of ROUTES) {
      const { status } = await request(url).get(path + route);
      expect(status, path + route).to.be.oneOf([200, 418]);
      if (status === 200) found.push(route);
    }
    return found;
  }

  it('stand below /api/activity in a host, and nowhere else', async () => {
    const url = await started(undefined);
    expect(await answered(url, '/api/activity')).to.deep.equal(ROUTES);
    expect(await answered(url, '')).to.deep.equal([]);
    expect(await answered(url, '/s/default/api/activity')).to.deep.equal([]);
  });

  for (const [path, prefix] of [
    ['/', ''],
    ['/', '/security'],
    ['/internal/ops', ''],
    ['/ops', '/security'],
  ] as const) {
    it(`stand below ${path} under '${prefix}/' when the configuration says so`, async () => {
      const url = await started({ path }, prefix);
      expect(await answered(url, path === '/' ? '' : path)).to.deep.equal(ROUTES);
      expect(await answered(url, '/api/activity')).to.deep.equal([]);
    });
  }

  for (const [left, there] of [
    [{ health: false }, ['/metrics', '/openapi.json', '/docs', '/docs/start.js']],
    [{ health: 'healthz' }, ROUTES.filter((route) => route !== '/readyz')],
    [{ health: 'readyz' }, ROUTES.filter((route) => route !== '/healthz')],
    [{ metrics: false }, ROUTES.filter((route) => route !== '/metrics')],
    [{ openapi: false }, ['/healthz', '/readyz', '/metrics']],
    [{ docs: false }, ['/healthz', '/readyz', '/metrics', '/openapi.json']],
    [{ health: false, metrics: false, openapi: false }, []],
  ] as const) {
    it(`are left to the host with ${JSON.stringify(left)}`, async () => {
      expect(await answered(await started({ path: '/', ...left }), '')).to.deep.equal(there);
    });
  }

  it('stand at the root of the standalone host, unless its configuration says otherwise', () => {
    expect(operationsAtRoot({})).to.deep.equal({ caseActivity: { operations: { path: '/' } } });
    const config = { server: { port: 0 }, caseActivity: { audit: {}, operations: { metrics: false } } };
    expect(operationsAtRoot(config)).to.deep.equal({
      server: { port: 0 },
      caseActivity: { audit: {}, operations: { path: '/', metrics: false } },
    });
    const moved = { caseActivity: { operations: { path: '/ops' } } };
    expect(operationsAtRoot(moved)).to.deep.equal(moved);
    // Whoever reads the configuration next names the fault.
    for (const faulty of ['text', null, [], { caseActivity: null }, { caseActivity: { operations: [] } }]) {
      expect(operationsAtRoot(faulty)).to.deep.equal(faulty);
    }
  });

  it('have a configuration that is checked', async () => {
    const faults = async (operations: object): Promise<string[]> => {
      const fault = await mountPlugin(express(), { config: { caseActivity: { operations } } }).catch(
        (error: unknown) => error,
      );
      expect(fault).to.have.property('code', 'CONFIGURATION_INVALID');
      return (fault as { details: { faults: { path: string }[] } }).details.faults.map(({ path }) => path);
    };
    expect(await faults({ path: 'ops', health: 'yes', nonsense: 1 })).to.have.members([
      'operations.path',
      'operations.health',
      'operations.nonsense',
    ]);
    expect(await faults({ path: '/ops/' })).to.deep.equal(['operations.path']);
    expect(await faults({ openapi: false, docs: true })).to.deep.equal(['operations.docs']);
  });

  it('say that the process is alive and that the store answers', async () => {
    const url = await started({ path: '/' });
    await request(url).get('/healthz').expect(200, { status: 'ok' });
    await request(url).get('/readyz').expect(200, { status: 'ok' });
  });

  it('say how many lines an audit log has lost', async () => {
    host = await startHost({ config: { security: { enabled: false }, audit: { enabled: true } } });
    await request(host.url)
      .get('/api/activity/readyz')
      .expect(200, { status: 'ok', audit: { lost: 0, waiting: 0 } });
  });

  for (const [path, prefix] of [
    ['/', ''],
    ['/api/activity', ''],
    ['/api/activity', '/security'],
    ['/', '/security'],
  ] as const) {
    it(`describe every route by its address, at ${path} under '${prefix}/'`, async () => {
      const url = await started({ path, docs: false }, prefix);
      const address = new URL(`${url}${path === '/' ? '' : path}/openapi.json`);
      const { servers, paths } = (await request(url).get(address.href.slice(url.length)).expect(200))
        .body as Document;
      const [own, other] = servers.map((server) => new URL(server.url.replace('{space}', 'x'), address).href);
      expect(own?.replace(/\/$/, '')).to.equal(url);
      expect(other).to.equal(`${url}/s/x`);
      expect(
        Object.keys(paths).filter(
          (name) =>
            !/^\/(api\/(cases|spaces|status|stats)|internal\/cases|v1|api\/activity\/v1)\//.test(`${name}/`),
        ),
      ).to.deep.equal(
        ['/healthz', '/readyz', '/metrics', '/openapi.json'].map(
          (route) => (path === '/' ? '' : path) + route,
        ),
      );
      expect(paths).to.include.keys(
        '/api/cases/{caseId}/user_actions',
        '/v1/alerts/{id}/activities',
        '/api/activity/v1/log',
      );
      await request(url)
        .get(Object.keys(paths).find((name) => name.endsWith('healthz')) ?? '')
        .expect(200);
    });
  }
});
