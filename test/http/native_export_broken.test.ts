import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { get } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { expect } from 'chai';
import type { NativeEntryPage } from '../../common/native.js';
import { headersOf, BOSS, startAlertHost } from '../support/casebender.js';
import { bodyOf } from '../support/answering_server.js';
import type { TestHost } from '../support/host.js';
import { openStore } from '../support/open_store.js';
import { NativeClient, recordChange } from '../support/native.js';

/** Together far more than connections and kernels hold. */
const [ENTRIES, CHARACTERS] = [60, 400_000];
const RECORD = { space: 'default', kind: 'case', id: 'large' };

describe('an export that does not come to its end (N8)', function () {
  this.timeout(120_000);
  let host: TestHost;
  beforeEach(async () => {
    host = await startAlertHost({ config: { streams: { idleMs: 1_500 } } });
    let before: object | undefined;
    for (let i = 0; i < ENTRIES; i += 1) {
      const after = { title: String(i).repeat(2).padEnd(CHARACTERS, 'x') };
      await recordChange(host, before as undefined, after, { subject: RECORD });
      before = after;
    }
  });
  afterEach(() => host.stop());

  /** An answer of which nothing is read yet. */
  async function begun(path: string): Promise<IncomingMessage> {
    const url = new URL(`${host.url}/api/activity/v1${path}`);
    const [response] = (await once(get(url, { headers: headersOf(BOSS), agent: false }), 'response')) as [
      IncomingMessage,
    ];
    response.on('error', () => undefined);
    return response;
  }

  const isWhole = (response: IncomingMessage): Promise<boolean> =>
    bodyOf(response).then(
      () => response.complete,
      () => false,
    );

  /** What the ledger tells of the export, and of nothing else that was done. */
  const told = async (): Promise<readonly string[]> => {
    const month = new Date().toISOString().slice(0, 7);
    const path = `/records/ledger/${month}/entries?order=asc`;
    const { entries } = await new NativeClient(host).read<NativeEntryPage>(path);
    const all = entries.map(({ change }) => {
      const { outcome } = change['details'] as { outcome?: string };
      return `${String(change['statement'])} ${outcome ?? ''}`.trim();
    });
    return all.filter((statement) => statement.startsWith('export-'));
  };

  async function untilTold(): Promise<readonly string[]> {
    for (let tries = 0; tries < 600; tries += 1) {
      const known = await told();
      if (known.length === 2) return known;
      await wait(50);
    }
    throw new Error('The ledger does not tell how the export ended.');
  }

  const BROKEN = ['export-started', 'export-finished broken'];

  for (const path of ['/records/case/large/entries.ndjson', '/entries.csv']) {
    it(`is broken in the ledger when the client goes away: ${path}`, async () => {
      const response = await begun(path);
      await once(response, 'readable');
      response.destroy();
      expect(await untilTold()).to.deep.equal(BROKEN);
    });

    it(`is cut off when the client takes nothing: ${path}`, async () => {
      const response = await begun(path);
      // The kernel's memory is full long before; nothing is read until the ledger knows.
      expect(await untilTold()).to.deep.equal(BROKEN);
      expect(await isWhole(response)).to.equal(false);
    });
  }

  it('has no end when the process stops, which waits until the ledger knows', async () => {
    const response = await begun('/entries.ndjson');
    await once(response, 'readable');
    await host.activity.stop();
    expect(await isWhole(response)).to.equal(false);
    const store = await openStore(host.storage);
    try {
      const month = new Date().toISOString().slice(0, 7);
      const head = await store.head({ space: 'default', kind: 'ledger', id: month });
      expect(head?.counts).to.deep.equal({ 'statement:export-started': 1, 'statement:export-finished': 1 });
    } finally {
      await store.close();
    }
  });

  it('has no end when the record is erased in the middle', async () => {
    const response = await begun('/records/case/large/entries.csv');
    await once(response, 'readable');
    const erased = await fetch(`${host.url}/api/cases?ids=["large"]`, {
      method: 'DELETE',
      headers: { 'kbn-xsrf': 'x', ...headersOf(BOSS) },
    });
    expect(erased.status).to.equal(204);
    expect(await isWhole(response)).to.equal(false);
    expect(await untilTold()).to.deep.equal(BROKEN);
  });
});
