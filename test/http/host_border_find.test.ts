import { expect } from 'chai';
import type { TestHost } from '../support/host.js';
import { startHost } from '../support/host.js';
import { actor, aThing, errorOf } from '../support/host_records.js';

describe('what a host hands to find', () => {
  let host: TestHost;
  let spaces: unknown = undefined;
  before(async () => {
    host = await startHost({
      spaces: { get: (id) => Promise.resolve(id === 'odd' ? spaces : undefined) as never },
    });
  });
  after(() => host.stop());

  const record = (over: object): Promise<unknown> =>
    host.activity.record({ subject: aThing(), owner: 'cases', actor, after: {}, ...over });

  it('refuses to find what it cannot read', async () => {
    const torn = (): never => {
      throw new Error('not connected');
    };
    const wrong: readonly (readonly [object, string])[] = [
      [{ order: 'ASC' }, "order must be 'asc' or 'desc', found: \"ASC\""],
      [{ facets: 'created' }, 'facets must be a list of facets, found: "created"'],
      [{ facets: Object.defineProperty([''], 0, { get: torn }) }, 'facets[0] cannot be read'],
      [{ facets: [1] }, 'facets[0] must be a text, found: 1'],
      [{ facets: new Array(1001).fill('x') }, 'facets must have at most 1000 members, found: 1001'],
      [{ page: 0 }, 'page must be an integer from 1 to 9007199254740991, found: 0'],
      [{ limit: '20' }, 'limit must be an integer from 1 to 1000, found: "20"'],
      [{ limit: 1001 }, 'limit must be an integer from 1 to 1000, found: 1001'],
      [{ subject: undefined }, 'subject must be an object'],
      [
        { subject: { ...aThing(), space: 'nowhere' } },
        'subject.space must be a configured space, found: "nowhere"',
      ],
    ];
    for (const [over, message] of wrong) {
      const error = await errorOf(host.activity.find({ subject: aThing(), ...over }));
      expect([error.code, error.message.includes(message) ? message : error.message]).to.deep.equal([
        'INVALID_REQUEST',
        message,
      ]);
    }
  });

  it('finds everything where no facets are given, and by as many as there may be', async () => {
    const subject = aThing();
    await record({ subject });
    for (const facets of [undefined, null, Array.from({ length: 1000 }, () => 'created')]) {
      const found = await host.activity.find({ subject, facets } as never);
      expect([found.total, found.activities.length]).to.deep.equal([1, 1]);
    }
  });

  it('is asked in the spaces of the host, whose answers are looked at', async () => {
    const subject = { ...aThing(), space: 'odd' };
    for (const nothing of [undefined, null, false]) {
      spaces = nothing;
      expect((await errorOf(host.activity.find({ subject }))).code).to.equal('INVALID_REQUEST');
    }
    spaces = { id: 'odd', name: null };
    expect((await host.activity.find({ subject })).total).to.equal(0);
    const torn = {
      get id(): string {
        throw new Error('not connected');
      },
    };
    for (const [wrong, sentence] of [
      ['odd', 'what it answers must be an object, found: a text'],
      [{ id: 'other' }, 'id must be the one that was asked for'],
      [{ id: 'odd', disabledFeatures: 'all' }, 'disabledFeatures must be a list of texts'],
      [{ id: 'odd', disabledFeatures: new Array(1001).fill('x') }, 'disabledFeatures must have at most 1000'],
      [torn, 'id cannot be read'],
    ] as const) {
      spaces = wrong;
      const error = await errorOf(host.activity.find({ subject }));
      expect(error.code).to.equal('INTERNAL_ERROR');
      expect(error.message).to.contain(`host's spaces.get answers no space: ${sentence}`);
      expect((error.cause as Error | undefined)?.message).to.equal(
        wrong === torn ? 'not connected' : undefined,
      );
    }
  });

  it('is not kept waiting by spaces that never answer', async () => {
    const config = { security: { enabled: false, authenticateTimeoutMs: 100 } };
    const never = new Promise<undefined>(() => undefined);
    const hanging = await startHost({ config, spaces: { get: () => never } });
    try {
      const found = hanging.activity.find({ subject: aThing() });
      const error = await errorOf(found);
      expect(error.code).to.equal('AUTHENTICATION_UNAVAILABLE');
      expect(error.message).to.contain("host's spaces.get has not answered within 100 ms");
      expect((await fetch(`${hanging.url}/api/cases/x/user_actions`)).status).to.equal(503);
    } finally {
      await hanging.stop();
    }
  });
});
