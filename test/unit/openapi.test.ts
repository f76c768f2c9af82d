import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import type { OpenApiDocument, OpenApiOperation } from '../../server/http/openapi/openapi_document.js';

const document = JSON.parse(readFileSync('docs/openapi.json', 'utf8')) as OpenApiDocument & {
  readonly components: {
    readonly schemas: Readonly<Record<string, Schema>>;
    readonly securitySchemes: Readonly<Record<string, object>>;
  };
};

interface Schema {
  readonly properties: Readonly<Record<string, Schema>>;
  readonly items: Schema;
  readonly anyOf: readonly Schema[];
  readonly $ref: string;
  readonly const?: string;
}

const METHODS = ['get', 'post', 'patch', 'put', 'delete'] as const;
const operations = Object.entries(document.paths).flatMap(([path, item]) =>
  METHODS.flatMap((method) => {
    const operation = item[method];
    return operation === undefined ? [] : [{ name: `${method} ${path}`, path, item, operation }];
  }),
);

/** Statuses that have no body. */
const BODYLESS = ['204', '304', '308'];

/** What anybody may ask, in every space. */
const OPEN = ['getTimelineModule', 'getTimelinePage'];

function schemaAt(name: string, ...keys: readonly string[]): Schema {
  const { schemas } = document.components;
  return keys.reduce<Schema>(
    (schema, key) => {
      const found = key === 'items' ? schema.items : schema.properties[key];
      if (found === undefined) throw new Error(`${name} has no ${key}`);
      return typeof found.$ref === 'string' ? (schemas[found.$ref.split('/').at(-1) ?? ''] ?? found) : found;
    },
    schemas[name] ?? ({} as Schema),
  );
}

/** Media type and schema of a failure, by the dialect of a path. */
function envelopeOf(path: string): readonly [type: string, schema: string] {
  if (path.startsWith('/api/activity/v1/')) return ['application/problem+json', 'NativeProblem'];
  return ['application/json', /^\/(api|internal)\//.test(path) ? 'KibanaError' : 'CasebenderFailure'];
}

function isOfOperations({ security, operationId }: OpenApiOperation): boolean {
  return security.length === 0 && !OPEN.includes(operationId);
}

describe('the OpenAPI document', () => {
  it('has a schema for every answer with a body', () => {
    for (const { name, operation } of operations) {
      const answers = Object.entries(operation.responses);
      expect(
        answers.filter(([status]) => status < '400'),
        name,
      ).to.not.deep.equal([]);
      for (const [status, { content }] of answers) {
        const described = Object.values(content ?? {}).map(({ schema }) => Object.keys(schema).length > 0);
        expect(described, `${name} ${status}`).to.deep.equal(BODYLESS.includes(status) ? [] : [true]);
      }
    }
  });

  it('names every failure of a guarded route, in the envelope of its dialect', () => {
    const told = ({ responses }: OpenApiOperation, status: string): unknown =>
      Object.entries(responses[status]?.content ?? {}).map(([type, { schema }]) => [type, schema['$ref']]);
    for (const { name, path, operation } of operations) {
      const [type, envelope] = envelopeOf(path);
      if (operation.security.length === 0) continue;
      const writes = name.startsWith('post') || name.startsWith('patch') ? ['409', '413', '415'] : [];
      for (const status of ['400', '401', '403', '404', '429', '500', '503', ...writes]) {
        // Whether the store answers is what they tell.
        if (status === '503' && /^\/api\/sta(tus|ts)$/.test(path)) continue;
        const wanted = [[type, `#/components/schemas/${envelope}`]];
        expect(told(operation, status), `${name} ${status}`).to.deep.equal(wanted);
      }
    }
  });

  it('has an id of its own and security for every operation', () => {
    const ids = operations.map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).to.equal(ids.length);
    for (const { name, path, operation } of operations) {
      expect(ids, name).to.not.include(undefined);
      const isOpen = OPEN.includes(operation.operationId);
      const guarded =
        !isOpen &&
        /^\/(api\/(cases|spaces|status|stats)|internal\/cases|v1|api\/activity\/v1)\//.test(`${path}/`);
      expect(operation.security.length > 0, name).to.equal(guarded);
      const schemes = operation.security.flatMap((wanted) => Object.keys(wanted));
      expect(document.components.securitySchemes, name).to.include.keys(...(guarded ? schemes : ['basic']));
    }
  });

  it('says which scopes an operation needs, and that users need none', () => {
    const scopes = (id: string): unknown =>
      operations.find(({ operation }) => operation.operationId === id)?.operation.security;
    expect(scopes('getCase'))
      .to.deep.include({ basic: [] })
      .and.to.deep.include({ bearer: ['cases:read'] });
    expect(scopes('createAlert')).to.deep.include({ apiKey: ['alerts:write'], apiSecret: ['alerts:write'] });
  });

  it('names every parameter once, and those of the path', () => {
    for (const { name, path, item, operation } of operations) {
      const parameters = [...(item.parameters ?? []), ...(operation.parameters ?? [])];
      const names = parameters.map((parameter) => `${parameter.in} ${parameter.name}`);
      expect(new Set(names).size, name).to.equal(names.length);
      const wanted = [...path.matchAll(/\{(\w+)\}/g)].map(([, key = '']) => `path ${key}`);
      expect(names.filter((parameter) => parameter.startsWith('path '))).to.deep.equal(wanted);
    }
  });

  it('has a place of its own for every space, but none for the operations routes', () => {
    expect(document.servers.map(({ url }) => url)).to.deep.equal(['.', './s/{space}']);
    expect(document.servers[1]?.variables).to.have.keys('space');
    for (const { name, item, operation } of operations) {
      expect(
        item.servers?.map(({ url }) => url),
        name,
      ).to.deep.equal(isOfOperations(operation) ? ['.'] : undefined);
    }
  });

  it('lists the headers that mean something', () => {
    const headers = (id: string): string[] =>
      (operations.find(({ operation }) => operation.operationId === id)?.operation.parameters ?? [])
        .filter((parameter) => parameter.in === 'header')
        .map(({ name, required }) => `${name}${required ? '!' : ''}`);
    expect(headers('createCase')).to.deep.equal(['kbn-xsrf!']);
    expect(headers('deleteCases')).to.deep.equal(['kbn-xsrf!']);
    expect(headers('getCase')).to.deep.equal([]);
    expect(headers('updateAlert')).to.include('If-Match');
  });

  const limits: readonly (readonly [readonly [string, ...string[]], object])[] = [
    [['KibanaNewCase', 'title'], { minLength: 1, maxLength: 160 }],
    [['KibanaNewCase', 'description'], { minLength: 1, maxLength: 30_000 }],
    [['KibanaNewCase', 'tags'], { maxItems: 200 }],
    [['KibanaNewCase', 'tags', 'items'], { minLength: 1, maxLength: 256 }],
    [['KibanaNewCase', 'category'], { type: ['string', 'null'], minLength: 1, maxLength: 50 }],
    [['KibanaNewCase', 'assignees'], { maxItems: 10 }],
    [['KibanaCasesPatch', 'cases'], { minItems: 1, maxItems: 100 }],
    [['KibanaCasesPatch', 'cases', 'items', 'title'], { minLength: 1, maxLength: 160 }],
    [['NewAlert', 'title'], { minLength: 1, maxLength: 256 }],
    [['NewAlert', 'description'], { maxLength: 30_000 }],
    [['NewAlert', 'external_link'], { format: 'uri', maxLength: 2048 }],
    [['NewAlert', 'tags'], { maxItems: 100 }],
    [['NewAlert', 'tags', 'items'], { minLength: 1, maxLength: 64 }],
    [['NewAlert', 'observables', 'items', 'data'], { minLength: 1, maxLength: 2000 }],
    [['NewAlert', 'custom_fields'], { maxProperties: 50 }],
    [['AlertPatch', 'title'], { minLength: 1, maxLength: 256 }],
    [['NewAlertComment', 'body'], { minLength: 1, maxLength: 10_000 }],
  ];
  for (const [place, limit] of limits) {
    it(`states the limits of ${place.join('.')}`, () => {
      expect(schemaAt(...place)).to.deep.include(limit);
    });
  }

  it('accepts a connector or a comment of a known type only', () => {
    expect(schemaAt('KibanaNewConnector').anyOf.every(({ properties }) => 'id' in properties)).to.be.true;
    const shapes = schemaAt('KibanaNewComment').anyOf.map(({ properties }) => properties);
    expect(shapes.map(({ type }) => type?.const)).to.deep.equal([
      'user',
      'alert',
      'actions',
      'externalReference',
      'persistableState',
    ]);
    expect(shapes[0]?.['comment']).to.include({ minLength: 1, maxLength: 30_000 });
    expect(Object.keys(shapes[0] ?? {})).to.have.members(['type', 'comment', 'owner']);
  });
});
