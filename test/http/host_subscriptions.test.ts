import { setTimeout as wait } from 'node:timers/promises';
import { expect } from 'chai';
import type { LoggedActivity } from '../../server/index.js';
import { ChildStore } from '../contract/child_store.js';
import { codeOf } from '../contract/store_fixture.js';
import type { TestHost } from '../support/host.js';
import { startHost } from '../support/host.js';
import { recordChange } from '../support/native.js';
import { aSubject } from '../support/records.js';

describe('what a host subscribes to (N16)', () => {
  let host: TestHost;
  const warnings: object[] = [];
  beforeEach(async () => {
    warnings.length = 0;
    const logger = {
      error: (details: object) => void warnings.push(details),
      warn: (details: object) => void warnings.push(details),
      info: () => undefined,
    };
    host = await startHost({ logger });
  });
  afterEach(() => host.stop());

  async function add(id: string): Promise<void> {
    await recordChange(host, undefined, { id }, { subject: { space: 'default', kind: 'alert', id } });
  }

  const until = async (holds: () => boolean): Promise<void> => {
    while (!holds()) await wait(10);
  };
  const names = (entries: readonly LoggedActivity[]): readonly string[] =>
    entries.map(({ position, subject: { id } }) => `${String(position)} ${id}`);

  it('comes from a position on, in order, one at a time, whoever writes, until it is ended', async () => {
    for (let i = 0; i < 150; i += 1) await add(`a${String(i)}`);
    const got: LoggedActivity[] = [];
    let running = 0;
    const end = await host.activity.subscribe({ space: 'default', start: 1 }, async (entry) => {
      expect((running += 1)).to.equal(1);
      await wait(1);
      got.push(entry);
      running -= 1;
    });
    const child = new ChildStore(host.storage);
    try {
      await child.run({ type: 'seal', subjects: [aSubject({ id: 'theirs' })], writers: 1, commits: 3 });
    } finally {
      await child.kill();
    }
    await add('last');
    await until(() => got.length === 153);
    expect(got.map(({ position }) => position)).to.deep.equal(Array.from({ length: 153 }, (_, i) => i + 1));
    expect(names(got)[0]).to.equal('1 a1');
    expect(got[0]).to.not.have.property('seal');
    expect(got.filter(({ subject: { id } }) => id === 'theirs').map(({ seq }) => seq)).to.deep.equal([
      1, 2, 3,
    ]);
    end();
    end();
    await add('after');
    await wait(300);
    expect(got).to.have.length(153);
  });

  it('begins without a position with what comes', async () => {
    await add('before');
    const got: LoggedActivity[] = [];
    await host.activity.subscribe({ space: 'default' }, (entry) => void got.push(entry));
    await add('after');
    await until(() => got.length > 0);
    expect(names(got)).to.deep.equal(['1 after']);
  });

  it('brings an entry again with which the handler fails, before any other, and tells of it', async () => {
    const got: LoggedActivity[] = [];
    await host.activity.subscribe({ space: 'default' }, (entry) => {
      got.push(entry);
      if (got.length === 1) throw new Error('at once');
      return got.length === 2 ? Promise.reject(new Error('later')) : undefined;
    });
    await add('a');
    await add('b');
    await until(() => got.length === 4);
    expect(names(got)).to.deep.equal(['0 a', '0 a', '0 a', '1 b']);
    expect(warnings).to.have.length(2);
    expect(warnings[0]).to.include({ space: 'default', position: 0 });
  });

  it('ends with the plugin, also when a handler never does', async () => {
    let called = 0;
    await host.activity.subscribe({ space: 'default' }, () => {
      called += 1;
      return new Promise(() => undefined);
    });
    await add('a');
    await until(() => called === 1);
    await host.activity.stop();
    expect(await codeOf(host.activity.subscribe({ space: 'default' }, () => undefined))).to.equal(
      'STORE_UNAVAILABLE',
    );
    expect(warnings).to.deep.equal([]);
  });

  it('is refused with what is wrong with it', async () => {
    const refused = async (input: unknown, handler: unknown = () => undefined): Promise<unknown> => {
      const subscribe = host.activity.subscribe as (input: unknown, handler: unknown) => Promise<unknown>;
      const error = await subscribe(input, handler).catch((thrown: unknown) => thrown);
      expect(error).to.have.property('code', 'INVALID_REQUEST');
      return (error as { details: { path: string } }).details.path;
    };
    expect(await refused(undefined)).to.equal('input');
    expect(await refused({ space: '../x' })).to.equal('space');
    expect(await refused({ space: 'unknown' })).to.equal('space');
    for (const start of [-1, 1.5, '0', 1, Infinity]) {
      expect(await refused({ space: 'default', start })).to.equal('start');
    }
    for (const handler of [null, {}, 'f']) {
      expect(await refused({ space: 'default' }, handler)).to.equal('handler');
    }
  });
});
