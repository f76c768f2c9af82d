import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { RecordHead } from '../../server/domain/record.js';
import type { ActivityStore } from '../../server/domain/store.js';
import { openEmbeddedStore } from '../../server/stores/embedded/embedded_store.js';
import { longestDelay } from '../support/event_loop_delay.js';
import type { TestHost } from '../support/host.js';
import { startHost } from '../support/host.js';
import { aChange, aContinuation, aCreation, aSubject, aWindow, entriesOf } from '../support/records.js';

/** Long enough to be told from a busy machine. */
const LOOP_MS = 700;
const MOST_DELAY = 400;

/** A caller who tries again and again, whatever comes of it: `for (;;) await ...`. */
async function tryAgain(call: () => Promise<unknown>): Promise<void> {
  for (const end = performance.now() + LOOP_MS; performance.now() < end;) await call().catch(() => undefined);
}

describe('a loop that never waits for anything outside the process', function () {
  const subject = aSubject({ kind: 'server', id: 'db-3' });
  const common = { subject, owner: 'cases', actor: { kind: 'user', username: 'mira' } } as const;

  describe('over the in-process API', () => {
    let host: TestHost;
    before(async () => {
      host = await startHost();
      await host.activity.record({ ...common, after: { disk: 'ok' } });
    });
    after(() => host.stop());

    const calls: [string, () => Promise<unknown>][] = [
      ['reads', () => host.activity.find({ subject })],
      ['reads of what is not there', () => host.activity.find({ subject: { ...subject, id: 'none' } })],
      [
        'reads of what cannot be there',
        () => host.activity.find({ subject: { ...subject, id: 'x'.repeat(600) } }),
      ],
      ['reads that are refused', () => host.activity.find({ subject, limit: -1 })],
      [
        'changes of nothing',
        () => host.activity.record({ ...common, before: { disk: 'ok' }, after: { disk: 'ok' } }),
      ],
      [
        'stale changes',
        () => host.activity.record({ ...common, before: { disk: 'x' }, after: { disk: 'y' } }),
      ],
      ['records that exist', () => host.activity.record({ ...common, after: { disk: 'ok' } })],
      ['changes that are refused', () => host.activity.record({ ...common, owner: 'nobody', after: {} })],
    ];
    for (const [name, call] of calls) {
      it(`gives the event loop back: ${name}`, async () => {
        expect(await longestDelay(() => tryAgain(call))).to.be.below(MOST_DELAY);
      });
    }
  });

  describe('over the embedded store', () => {
    let folder: string;
    let store: ActivityStore;
    let head: RecordHead;
    before(async () => {
      folder = await mkdtemp(join(tmpdir(), 'case-activity-'));
      store = await openEmbeddedStore({ path: folder });
      const changes = Array.from({ length: 5_000 }, (_, i) => aChange(String(i)));
      const write = aCreation(subject, { changes });
      head = write.head;
      await store.commit([write]);
    });
    after(async () => {
      await store.close();
      await rm(folder, { recursive: true, force: true });
    });

    const calls: [string, () => Promise<unknown>][] = [
      ['heads', () => store.head(subject)],
      ['records', () => store.record(subject)],
      ['whole histories', () => entriesOf(store, head, aWindow())],
      ['pages by facet', () => entriesOf(store, head, aWindow({ facets: ['field:title'], limit: 20 }))],
      ['lists', () => store.subjects(undefined, 10)],
      ['health', () => store.ping()],
      ['commits that are refused', () => store.commit([aContinuation({ ...head, revision: 7 })])],
      ['commits that make no sense', () => store.commit([aCreation(subject), aCreation(subject)])],
    ];
    for (const [name, call] of calls) {
      it(`gives the event loop back: ${name}`, async () => {
        expect(await longestDelay(() => tryAgain(call))).to.be.below(MOST_DELAY);
      });
    }

    it('takes turns with other loops', async () => {
      const delay = await longestDelay(() =>
        Promise.all(Array.from({ length: 15 }, () => tryAgain(() => entriesOf(store, head, aWindow())))),
      );
      expect(delay).to.be.below(MOST_DELAY);
    });
  });
});
