import { expect } from 'chai';
import type { NativeEntryPage } from '../../common/native.js';
import { startAlertHost } from '../support/casebender.js';
import type { TestHost } from '../support/host.js';
import { NativeClient, recordChange } from '../support/native.js';
import { startSecondPlugin } from '../support/second_plugin.js';
import { aSigningKey, ORIGIN, signedBy, verified } from '../support/signing.js';

describe('changes of the signing key (N10.6)', () => {
  const [OLD, NEW, NEWEST] = [aSigningKey(), aSigningKey(), aSigningKey()];
  const month = new Date().toISOString().slice(0, 7);
  let host: TestHost;
  beforeEach(async () => {
    host = await startAlertHost({ config: { integrity: signedBy(OLD) } });
  });
  afterEach(() => host.stop());

  async function statements(): Promise<readonly string[]> {
    const path = `/records/ledger/${month}/entries?order=asc&limit=500`;
    const response = await new NativeClient(host).send('get', path);
    if (response.status === 404) return [];
    const { entries } = response.body as NativeEntryPage;
    return entries.map(({ change, actor }) => {
      const { statement, details } = change as { statement: string; details: { vkey: string } };
      expect(actor).to.deep.equal({ kind: 'system' });
      return `${statement} ${details.vkey}`;
    });
  }

  async function checkpointOf(url: string): Promise<string> {
    const { status, text } = await new NativeClient({ url }).send('get', '/log/checkpoint');
    expect(status, text).to.equal(200);
    return text;
  }

  const change = (where: { activity: TestHost['activity'] }, n: number): Promise<void> =>
    recordChange(where, n === 0 ? undefined : { n: n - 1 }, { n });

  it('are told in the ledger, each once, by however many processes', async () => {
    await change(host, 0);
    await checkpointOf(host.url);
    expect(await statements()).to.deep.equal([`key-added ${OLD.vkey}`]);
    const both = { integrity: signedBy(OLD, NEW) };
    const retired = {
      integrity: {
        origin: ORIGIN,
        keys: [...signedBy(NEW, NEWEST).keys, { vkey: OLD.vkey, until: '2026-01-08T00:00:00Z' }],
      },
    };
    const plugins = await Promise.all([both, both, both].map((config) => startSecondPlugin(host, config)));
    try {
      const notes = await Promise.all(plugins.map(({ url }) => checkpointOf(url)));
      for (const note of notes) {
        verified(note, 'default', OLD);
        verified(note, 'default', NEW);
        expect(() => verified(note, 'default', NEWEST)).to.throw('no checkpoint');
      }
      expect(await statements()).to.deep.equal([`key-added ${OLD.vkey}`, `key-added ${NEW.vkey}`]);
    } finally {
      for (const plugin of plugins) await plugin.stop();
    }
    const later = await Promise.all([retired, retired].map((config) => startSecondPlugin(host, config)));
    try {
      await change(later[0] ?? host, 1);
      for (const { url } of later) {
        const note = await checkpointOf(url);
        verified(note, 'default', NEW, NEWEST);
        expect(() => verified(note, 'default', OLD)).to.throw('no checkpoint');
      }
      const told = await statements();
      expect(told.slice(0, 2)).to.deep.equal([`key-added ${OLD.vkey}`, `key-added ${NEW.vkey}`]);
      expect(told.slice(2)).to.have.members([`key-added ${NEWEST.vkey}`, `key-retired ${OLD.vkey}`]);
    } finally {
      for (const plugin of later) await plugin.stop();
    }
  });

  it('are not told where no key was used', async () => {
    expect((await checkpointOf(host.url)).split('\n')[1]).to.equal('0');
    expect(await statements()).to.deep.equal([]);
  });
});
