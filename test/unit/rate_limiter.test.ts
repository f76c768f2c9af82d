import { expect } from 'chai';
import fc from 'fast-check';
import type { Caller, Realm } from '../../server/access/caller.js';
import type { Principal } from '../../server/access/principal.js';
import { RateLimiter } from '../../server/access/rates/rate_limiter.js';
import type { RateDecision, RateLimiterDependencies } from '../../server/access/rates/rate_limiter.js';
import { SILENT_TELEMETRY } from '../../server/domain/telemetry.js';

const LIMITS = {
  basic: { burst: 10, minute: 60, hour: 1000 },
  standard: { burst: 50 },
  professional: {},
  enterprise: { hour: 2 },
  unlimited: {},
};
/** The beginning of an hour. */
const HOUR = Date.UTC(2026, 0, 15, 9);

function limiter(over: Partial<RateLimiterDependencies> = {}) {
  const state = { now: HOUR, alone: 0, warnings: 0 };
  const made = new RateLimiter({
    limits: LIMITS,
    clock: () => new Date(state.now),
    logger: { info: () => undefined, warn: () => void (state.warnings += 1), error: () => undefined },
    telemetry: { ...SILENT_TELEMETRY, countedAlone: () => void (state.alone += 1) },
    ...over,
  });
  const count = (principal: Partial<Principal> = {}, realm: Partial<Realm> = {}) =>
    made.count(caller(principal, realm));
  return { state, count };
}

function caller(principal: Partial<Principal>, realm: Partial<Realm>): Caller {
  return {
    principal: { roles: [], username: 'ana', tier: 'basic', ...principal },
    realm: { type: 'api_key', name: 'key-1', ...realm },
    origin: { requestId: 'r', method: 'GET', path: '/' },
  };
}

const shown = (decision: RateDecision | undefined) =>
  decision?.standings.map(({ name, remaining, resetSeconds }) => [name, remaining, resetSeconds]);

describe('the rate limiter (C12)', () => {
  it('counts in windows of the clock, and says what is left and until when', async () => {
    const { state, count } = limiter();
    state.now = HOUR + 17_400;
    expect(shown(await count())).to.deep.equal([
      ['burst', 9, 1],
      ['minute', 59, 43],
      ['hour', 999, 3583],
    ]);
    state.now = HOUR + 59_999;
    expect(shown(await count())).to.deep.equal([
      ['burst', 9, 1],
      ['minute', 58, 1],
      ['hour', 998, 3541],
    ]);
    state.now = HOUR + 60_000;
    expect(shown(await count())).to.deep.equal([
      ['burst', 9, 1],
      ['minute', 59, 60],
      ['hour', 997, 3540],
    ]);
  });

  it('does not count what it refuses, and waits for the last of the windows that are full', async () => {
    const { state, count } = limiter();
    for (let i = 0; i < 60; i += 1) {
      state.now = HOUR + Math.floor(i / 10) * 1000;
      expect((await count())?.waitSeconds).to.equal(undefined);
    }
    const refused = { burst: 0, minute: 0, hour: 940 };
    for (let i = 0; i < 3; i += 1) {
      const decision = await count();
      expect(decision?.waitSeconds).to.equal(55);
      expect(decision?.standings.map(({ name, remaining }) => [name, remaining])).to.deep.equal(
        Object.entries(refused),
      );
    }
    state.now = HOUR + 60_000;
    expect(shown(await count())?.[2]).to.deep.equal(['hour', 939, 3540]);
  });

  it('knows each sender by realm, kind and name', async () => {
    const { count } = limiter();
    const tier = { tier: 'enterprise' };
    const senders = [
      [tier, {}],
      [{ ...tier, username: 'ben' }, {}],
      [{ ...tier, kind: 'system' }, {}],
      [{ ...tier, profileUid: 'ana' }, {}],
      [tier, { name: 'key-2' }],
      [tier, { type: 'jwt' }],
    ] as const;
    for (const left of [1, 0, 0]) {
      for (const [principal, realm] of senders) {
        expect((await count(principal, realm))?.standings[0]?.remaining).to.equal(left);
      }
    }
    expect((await count(tier))?.waitSeconds).to.equal(3600);
  });

  it('limits as the tier says, one that nobody knows as the lowest', async () => {
    const { count } = limiter();
    expect((await count({ tier: 'gold' }))?.standings.map(({ quota }) => quota)).to.deep.equal([
      10, 60, 1000,
    ]);
    expect((await count({ tier: 'standard' }))?.standings).to.have.length(1);
    for (const tier of ['professional', 'unlimited', undefined])
      expect(await count({ tier })).to.equal(undefined);
    expect(await count({}, { type: 'anonymous' })).to.equal(undefined);
    expect(await limiter({ limits: false }).count()).to.equal(undefined);
  });

  it('lets through, of any requests at any times, as many as a window takes and no fewer', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 4_000 }), { maxLength: 150 }), async (pauses) => {
        const { state, count } = limiter({ limits: { ...LIMITS, basic: { burst: 3, minute: 20 } } });
        const taken = new Map<string, number>();
        for (const pause of pauses) {
          state.now += pause;
          const windows = [1000, 60_000].map((length) => [length, Math.floor(state.now / length)].join(':'));
          const free = windows.every((key, i) => (taken.get(key) ?? 0) < (i === 0 ? 3 : 20));
          expect((await count())?.waitSeconds === undefined).to.equal(free);
          if (free) for (const key of windows) taken.set(key, (taken.get(key) ?? 0) + 1);
        }
      }),
    );
  });

  it('counts alone for a while when the shared counts fail', async () => {
    let asked = 0;
    const failing = {
      count: () => {
        asked += 1;
        return Promise.reject(new Error('away'));
      },
    };
    const { state, count } = limiter({ shared: failing });
    for (let i = 0; i < 12; i += 1) {
      expect((await count())?.waitSeconds).to.equal(i < 10 ? undefined : 1);
    }
    expect(asked).to.equal(1);
    expect(state).to.include({ alone: 12, warnings: 1 });
  });

  it('waits a second for shared counts and not longer', async () => {
    const { state, count } = limiter({ shared: { count: () => new Promise(() => undefined) } });
    const start = performance.now();
    expect((await count())?.standings[0]?.remaining).to.equal(9);
    expect(performance.now() - start).to.be.within(900, 5_000);
    expect(state.alone).to.equal(1);
  });
});
