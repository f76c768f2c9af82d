import { expect } from 'chai';
import fc from 'fast-check';
import Joi from 'joi';
import { routeTables } from '../../scripts/route_tables.js';
import { ActivityError } from '../../server/domain/errors.js';
import { BoundedJoi } from '../../server/http/request/bounded_joi.js';
import { decodeBody, decodeQuery } from '../../server/http/casebender/request/decode.js';
import { decode } from '../../server/http/kibana/request/decode.js';
import { decodeEarlyQuery } from '../../server/http/kibana/request/early_query.js';
import type { Query } from '../../server/http/request/parse_query.js';
import type { Route } from '../../server/http/route.js';
import { aComment, aNewCase } from '../support/kibana.js';
import { unbounded } from '../support/unbounded.js';

const tables = routeTables();
const routesOf = (router: string): readonly Route[] =>
  tables.filter(({ id }) => id === router).flatMap(({ routes }) => routes);
const [kibana, casebender] = [routesOf('kibana'), routesOf('casebender')];
const VOCABULARY = { owners: ['cases'], statuses: ['open'] };

const nameOf = ({ method, path }: Route): string => `${method.toUpperCase()} ${path}`;

describe('what a request can hold', () => {
  for (const route of tables.flatMap(({ routes }) => routes)) {
    it(`has limits: ${nameOf(route)}`, () => {
      const { body, query, earlyQuery } = route.request ?? {};
      if (body !== undefined) expect(unbounded(body)).to.deep.equal([]);
      if (query !== undefined) expect(unbounded(query, { ignoresUnknownKeys: true })).to.deep.equal([]);
      // Where only the shape is looked at early, the limits follow.
      if (earlyQuery !== undefined && query === undefined) expect(unbounded(earlyQuery)).to.deep.equal([]);
    });
  }

  const planted: readonly (readonly [string, Joi.Schema, string])[] = [
    ['a text', Joi.object({ a: Joi.string() }), '.a has no length'],
    ['a text or null', Joi.object({ a: Joi.string().allow(null, '') }), '.a has no length'],
    ['a list', Joi.object({ a: BoundedJoi.array().items(Joi.boolean()) }), '.a has no length'],
    [
      'a list whose length comes last',
      Joi.object({ a: Joi.array().items(Joi.boolean()).max(2) }),
      '.a is looked at before its length is',
    ],
    ['a list of anything', Joi.object({ a: BoundedJoi.array().max(2) }), '.a has any items'],
    ['a member of a list', BoundedJoi.array().items(Joi.string()).max(2), '[] has no length'],
    ['a number', Joi.object({ a: Joi.number().unsafe() }), '.a has no bounds'],
    ['keys', Joi.object({ a: Joi.object().pattern(/x/, Joi.boolean()) }), '.a has any number of keys'],
    ['a value by key', Joi.object().pattern(/x/, Joi.string()).max(3), '.* has no length'],
    ['an object', Joi.object({ a: Joi.object().max(3) }), '.a has any values'],
    ['unknown keys', Joi.object({ a: Joi.boolean() }).unknown(true), ' accepts unknown keys'],
    ['anything', Joi.object({ a: Joi.any() }), '.a is of type any'],
    ['one of two', Joi.alternatives(Joi.boolean(), Joi.string()), ' has no length'],
    [
      'what depends',
      Joi.alternatives().conditional('.type', {
        switch: [{ is: 'a', then: Joi.string() }],
        otherwise: Joi.valid(1),
      }),
      ' has no length',
    ],
  ];
  for (const [name, schema, lack] of planted) {
    it(`is noticed when ${name} has none`, () => {
      expect(unbounded(schema)).to.deep.equal([lack]);
    });
  }
});

/** Values of hostile and of ordinary shapes, a few levels deep. */
const anyJson = fc.oneof(
  fc.jsonValue({ maxDepth: 4 }),
  fc.constantFrom<unknown>(
    ...['', ' ', '__proto__', '\ud83d', 'x'.repeat(40_000), 2 ** 53, -0, Infinity, 1e-7, true, null, [], {}],
    ...[JSON.parse('{"__proto__":{"a":1},"constructor":1,"prototype":[],"toString":2}'), [[[[[]]]]]],
    ...[
      Array(300).fill(1),
      Array(6000).fill({}),
      Object.fromEntries(Array.from({ length: 600 }, (_, i) => [i, i])),
    ],
  ),
);

const NEW_ALERT = {
  title: 'T',
  severity: 'low',
  tags: ['a'],
  observables: [{ data_type: 'ip', data: 'x' }],
  custom_fields: { a: 1, b: ['c'] },
};

/** An ordinary body of which members at any depth are something else, absent, or too many. */
function spoilt(body: unknown): fc.Arbitrary<unknown> {
  if (typeof body !== 'object' || body === null) return mostly(fc.constant(body));
  if (Array.isArray(body)) return mostly(fc.array(fc.oneof(...body.map(spoilt), anyJson), { maxLength: 4 }));
  const members = Object.fromEntries(Object.entries(body).map(([key, member]) => [key, spoilt(member)]));
  const whole: fc.Arbitrary<unknown> = fc.record(members);
  const partial: fc.Arbitrary<unknown> = fc.record({ ...members, extra: anyJson }, { requiredKeys: [] });
  return mostly(fc.oneof(whole, partial));
}

function mostly(ordinary: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 8, arbitrary: ordinary }, { weight: 1, arbitrary: anyJson });
}

const anyQuery: fc.Arbitrary<Query> = fc.dictionary(
  fc.oneof(
    fc.constantFrom('ids', 'includeComments', 'page', 'limit', 'as_of', 'lang', '__proto__'),
    fc.string(),
  ),
  fc.oneof(
    fc.string(),
    fc.array(fc.string()),
    fc.constantFrom(
      '["a"]',
      '[1]',
      '[',
      `${'['.repeat(8000)}${']'.repeat(8000)}`,
      '1',
      'true',
      '9'.repeat(16_000),
    ),
    fc.json(),
  ),
  { noNullPrototype: false },
);

/** Fails unless the work is done or refuses what it was given. */
function passesOrRefuses(work: () => unknown): void {
  try {
    work();
  } catch (error) {
    expect(error).to.be.instanceOf(ActivityError);
    expect(error).to.have.property('code', 'INVALID_REQUEST');
  }
}

describe('whatever a request holds', () => {
  const bodies = fc.oneof(
    anyJson,
    spoilt(aNewCase({ assignees: [{ uid: 'u' }], customFields: [{ key: 'k', type: 'number', value: 1 }] })),
    spoilt({ cases: [{ id: 'a', version: 'b', ...aNewCase({ status: 'open', category: null }) }] }),
    spoilt(aComment()),
    spoilt(NEW_ALERT),
  );

  it('is decoded or refused by the Kibana dialect, and what is decoded is what was sent', () => {
    const schemas = kibana.flatMap(({ request }) => request?.body ?? []);
    fc.assert(
      fc.property(fc.constantFrom(...schemas), bodies, (schema, body) => {
        passesOrRefuses(() => {
          expect(decode(schema, body)).to.equal(body);
        });
      }),
      { numRuns: 2000 },
    );
  });

  it('is decoded or refused by the CaseBender dialect', () => {
    const schemas = casebender.flatMap(({ request }) => request?.body ?? []);
    fc.assert(
      fc.property(fc.constantFrom(...schemas), bodies, (schema, body) => {
        passesOrRefuses(() => decodeBody(schema, body as Readonly<Record<string, unknown>>, VOCABULARY));
      }),
      { numRuns: 2000 },
    );
  });

  it('is decoded or refused as a query', () => {
    const tables = [...kibana, ...casebender].map(({ request }) => request ?? {});
    fc.assert(
      fc.property(fc.constantFrom(...tables), anyQuery, ({ query, earlyQuery }, sent) => {
        if (query !== undefined) passesOrRefuses(() => decode(query, sent));
        if (query !== undefined) passesOrRefuses(() => decodeQuery(query, sent));
        if (earlyQuery !== undefined) passesOrRefuses(() => decodeEarlyQuery(earlyQuery, sent));
      }),
      { numRuns: 1000 },
    );
  });
});
