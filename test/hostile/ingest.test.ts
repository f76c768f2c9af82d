import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { OpenLines } from '../support/open_lines.js';
import type { Strain } from './host_process.js';
import { HostProcess } from './host_process.js';

/** Generous, for a machine that is busy with other things. */
const BOUND_MS = 1_000;
const MEBIBYTE = 1_048_576;
/** Results up to 8 MiB, lines up to 64 MiB that are never held together, and what a young heap takes. */
const BOUND_BYTES = 160 * MEBIBYTE;

describe('changes that are sent to strain a host', function () {
  this.timeout(180_000);
  let folder: string;
  let host: HostProcess;
  let url: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'case-activity-hostile-'));
    host = await HostProcess.start({ kind: 'embedded', path: folder });
    url = `http://127.0.0.1:${String(host.port)}`;
  });
  afterEach(async () => {
    await host.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const expectBounded = ({ delay, growth }: Strain): void => {
    expect(delay).to.be.below(BOUND_MS);
    expect(growth).to.be.below(BOUND_BYTES);
  };
  const change = (i: number, state: string): string =>
    `{"record":{"kind":"server","id":"s${String(i)}"},"owner":"cases","after":${state},"feed":{"id":"f","position":1}}`;

  it('keep nobody waiting: lines by the thousand that are no changes, and a client that reads nothing', async () => {
    const strain = await host.strainOf(async () => {
      const lines = new OpenLines(url, {});
      // Their answers are far more than what waits: from there on nothing more is read.
      const written = (async () => {
        for (let i = 0; i < 99; i += 1) await lines.write('{"record":{"kind":1}}\n'.repeat(1_000));
        lines.end();
      })();
      await new Promise((resolve) => setTimeout(resolve, 3_000));
      const results = await lines.rest();
      await written;
      expect(results).to.have.length(99_000);
    });
    expectBounded(strain);
  });

  it('keep nobody waiting: lines that are as long as can be', async () => {
    const wide = Array.from({ length: 30_000 }, (_, i) => `"k${String(i)}":${String(i)}`).join();
    const bodies = [
      `{"list":[${Array<string>(65_000).fill('1').join()}]}`,
      `{"a":{${wide}}}`,
      `{${wide}}`,
      `{"text":"${'\\u00e9'.repeat(170_000)}"}`,
      '['.repeat(500_000),
    ];
    const strain = await host.strainOf(async () => {
      const lines = new OpenLines(url, {});
      const written = (async () => {
        for (let i = 0; i < 30; i += 1) await lines.write(`${change(i, bodies[i % bodies.length] ?? '')}\n`);
        lines.end();
      })();
      expect(await lines.rest()).to.have.length(30);
      await written;
    });
    expectBounded(strain);
  });

  it('keep nobody waiting: a batch of as many fields as it can have', async () => {
    const fields = (n: number, count: number): object =>
      Object.fromEntries(Array.from({ length: count }, (_, i) => [`f${String(i)}`, n]));
    const send = (count: number, changes: number): Promise<Response> =>
      fetch(`${url}/api/activity/v1/entries`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          changes: Array.from({ length: changes }, (_, i) => ({
            ...{ record: { kind: 'server', id: `b${String(count)}-${String(i)}` }, owner: 'cases' },
            ...{ before: fields(0, count), after: fields(1, count) },
          })),
        }),
      });
    const strain = await host.strainOf(async () => {
      expect((await send(8, 100)).status).to.equal(201);
      expect((await send(240, 4)).status).to.equal(201);
      expect((await send(400, 100)).status).to.equal(413);
    });
    expectBounded(strain);
  });

  it('are worth nothing of somebody who sends a byte now and then', async () => {
    const many = Array.from({ length: 50 }, () => new OpenLines(url, {}));
    const strain = await host.strainOf(async () => {
      for (const byte of change(1, '{"n":1}').slice(0, 30)) {
        for (const lines of many) void lines.write(byte);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      for (const lines of many) lines.cut();
    });
    expectBounded(strain);
  });
});
