import { expect } from 'chai';
import type { JsonObject } from '../../server/index.js';
import { longestDelay } from '../support/event_loop_delay.js';
import type { TestHost } from '../support/host.js';
import { startHost } from '../support/host.js';

/** Generous, for a machine that is busy with other things; compared pair by pair these took seconds to minutes. */
const BOUND_MS = 1000;

const actor = { kind: 'user', username: 'mira' } as const;

describe('large changes of a host', function () {
  let host: TestHost;
  before(async () => {
    host = await startHost();
  });
  after(() => host.stop());

  const list = (length: number, item: (i: number) => JsonObject | number | string): JsonObject => ({
    list: Array.from({ length }, (_, i) => item(i)),
  });
  const changes: readonly (readonly [string, JsonObject, JsonObject])[] = [
    ['4,000 objects', list(4000, (id) => ({ id })), list(4000, (id) => ({ id: -id - 1 }))],
    ['20,000 objects', list(20_000, (id) => ({ id })), list(20_000, (id) => ({ id: -id - 1 }))],
    ['60,000 numbers, turned round', list(60_000, (i) => i), list(60_000, (i) => 60_000 - i)],
    ['60,000 times the same', list(60_000, () => 'a'), list(60_000, () => 'b')],
    [
      '1,000 fields',
      Object.fromEntries(Array.from({ length: 1000 }, (_, i) => [`f${String(i)}`, i])),
      Object.fromEntries(Array.from({ length: 1000 }, (_, i) => [`f${String(i)}`, i + 1])),
    ],
  ];
  for (const [what, before, after] of changes) {
    it(`keep nobody waiting: ${what}`, async () => {
      const subject = { space: 'default', kind: 'server', id: what };
      const delay = await longestDelay(async () => {
        await host.activity.record({ subject, owner: 'cases', actor, after: before });
        await host.activity.record({ subject, owner: 'cases', actor, before, after });
      });
      expect(delay).to.be.lessThan(BOUND_MS);
      expect((await host.activity.find({ subject, limit: 1 })).total).to.be.greaterThan(1);
    });
  }
});
