import { expect } from 'chai';
import fc from 'fast-check';
import { routeTables } from '../../scripts/route_tables.js';
import { ROUTER_MODULES } from '../../server/http/router_modules.js';
import type { RouterMount } from '../../server/http/routing/route_table.js';
import { RouteTable } from '../../server/http/routing/route_table.js';
import type { Outcome } from '../support/express_routes.js';
import { expressRoutes, paramsText } from '../support/express_routes.js';
import { PLAIN_DIALECT, routeOf } from '../support/streaming_router.js';

const perSpace = (id: string): boolean =>
  ROUTER_MODULES.some((module) => module.id === id && module.perSpace);

/** Every route there is, where it stands. */
const MOUNTS: readonly RouterMount[] = routeTables().map(({ id, path, routes }) => {
  const refusesOtherMethods = id === 'casebender' || id === 'native';
  return { dialect: { ...PLAIN_DIALECT, id, refusesOtherMethods }, path, routes, perSpace: perSpace(id) };
});

/** Literal parts of all routes, so that a path may have one of them where another route has a parameter. */
const LITERALS = MOUNTS.flatMap(({ routes }) => routes.flatMap(({ path }) => path.split('/'))).filter(
  (segment) => segment !== '' && !/^[:*]/.test(segment),
);
const TEXTS = [
  '7',
  'a%20b',
  'a%2Fb',
  '%61',
  '%ZZ',
  '%C3',
  '%',
  'é',
  ':id',
  '*',
  '.',
  '..',
  'x;y',
  'x-y.z',
  '',
];
const segment = fc.constantFrom(...TEXTS, ...LITERALS);

/** A path of a route, with anything in its parameters and now and then something else somewhere. */
const routed = fc
  .record({
    mount: fc.constantFrom(...MOUNTS),
    index: fc.nat(),
    segments: fc.array(segment, { minLength: 8, maxLength: 8 }),
    prefix: fc.constantFrom(
      '',
      '',
      '/s/default',
      '/s/team-a_1',
      '/s/TEAM',
      '/s/%61',
      '/s/',
      '/S/a',
      '/s/a/s/b',
    ),
    ending: fc.constantFrom('', '', '', '/', '//', '/7', '/%ZZ', '/7/8/', '?q=/x'),
    wrong: fc.option(fc.record({ at: fc.nat(7), text: segment }), { freq: 4 }),
  })
  .map(({ mount, index, segments, prefix, ending, wrong }) => {
    const route = mount.routes[index % mount.routes.length];
    const path = `${mount.path === '/' ? '' : mount.path}${route?.path ?? ''}`.split('/');
    const filled = path.map((part, i) => (/^[:*]/.test(part) ? (segments[i % 8] ?? '') : part));
    if (wrong !== null && wrong.at > 0 && wrong.at < filled.length) filled[wrong.at] = wrong.text;
    return prefix + filled.join('/') + ending;
  });

const METHODS = ['GET', 'HEAD', 'POST', 'PATCH', 'PUT', 'DELETE', 'OPTIONS', 'TRACE'];

function outcomeOf(table: RouteTable, method: string, url: string): Outcome {
  const found = table.find(method, url.split('?', 1)[0] ?? '');
  switch (found?.type) {
    case undefined:
      return 'host';
    case 'route':
      return `${found.route.method} ${found.route.operationId} ${paramsText(found.params)}`;
    case 'other method':
      return `other method ${found.path} ${paramsText(found.params)}`;
    case 'unreadable path':
      return `unreadable ${found.dialect.id}`;
    case 'options':
      return `options ${found.allow}`;
  }
}

describe('the route of a request', () => {
  const table = new RouteTable(MOUNTS);
  const express = expressRoutes(MOUNTS);

  it('is the one that Express finds, of every route, method and form of path', async () => {
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(routed, fc.constantFrom(...METHODS), async (path, method) => {
        const expected = await express(method, path);
        expect(outcomeOf(table, method, path), `${method} ${path}`).to.equal(expected);
        seen.add(expected.split(' ', 1).join());
      }),
      { numRuns: 20_000 },
    );
    // Whatever can become of a request has become of some.
    expect([...seen]).to.include.members(['host', 'other', 'options', 'unreadable', 'get', 'put']);
  });

  it('is the one that Express finds, of each path with nothing special in it', async () => {
    for (const { path: prefix, routes } of MOUNTS) {
      for (const { method, operationId, path } of routes) {
        const plain = `${prefix === '/' ? '' : prefix}${path.replaceAll(/[:*][a-zA-Z]+/g, '7')}`;
        const expected = await express(method.toUpperCase(), plain);
        expect(expected).to.include(`${method} ${operationId} `);
        expect(outcomeOf(table, method.toUpperCase(), plain)).to.equal(expected);
      }
    }
  });

  it('is that of the dialect that comes first where two have the path', async () => {
    const mount = (id: string, path: string, refusesOtherMethods: boolean): RouterMount => ({
      ...{ dialect: { ...PLAIN_DIALECT, id, refusesOtherMethods }, perSpace: false, path: '/same' },
      routes: [{ ...routeOf(path, () => ({})), operationId: id }],
    });
    for (const refuses of [false, true]) {
      const mounts = [mount('first', '/:any', refuses), mount('second', '/literal', false)];
      const both = new RouteTable(mounts);
      const reference = expressRoutes(mounts);
      for (const method of METHODS) {
        const expected = await reference(method, '/same/literal');
        expect(outcomeOf(both, method, '/same/literal'), method).to.equal(expected);
      }
      expect(outcomeOf(both, 'GET', '/same/literal')).to.equal('get first {"any":"literal"}');
    }
  });

  it("is the host's for a path of very many segments", () => {
    const path = `/s/a/api/cases${'/x'.repeat(8_000)}`;
    expect(outcomeOf(table, 'GET', path)).to.equal('host');
  });
});
