import type { Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import { HistoryClient, HistoryProblem, UnexpectedAnswer } from '../../client/index.js';
import type { ExportedEntries } from '../../client/index.js';
import type { NativeEntry } from '../../common/native.js';
import type { NativeExportEnd } from '../../common/native_export.js';
import { BOSS, headersOf, startAlertHost } from '../support/casebender.js';
import { exportFile } from '../support/exported.js';
import type { TestHost } from '../support/host.js';
import { atMounts } from '../support/mounts.js';
import { recordChange } from '../support/native.js';

const ENTRIES = 30;

interface Read {
  readonly entries: readonly NativeEntry[];
  readonly end: NativeExportEnd['end'];
}

async function read(exported: ExportedEntries): Promise<Read> {
  const entries: NativeEntry[] = [];
  for (;;) {
    const next = await exported.next();
    if (next.done === true) return { entries, end: next.value };
    entries.push(next.value);
  }
}

atMounts('exports by the client (N8)', () => {
  let host: TestHost;
  let client: HistoryClient;
  before(async () => {
    host = await startAlertHost();
    for (let i = 0; i < ENTRIES; i += 1) {
      const after = { title: `😀 ${'x'.repeat(9_000)} ${String(i)}` };
      const before = { title: `😀 ${'x'.repeat(9_000)} ${String(i - 1)}` };
      await recordChange(host, i === 0 ? undefined : before, after);
    }
    client = new HistoryClient({ url: host.url, headers: headersOf(BOSS) });
  });
  after(() => host.stop());

  it('are the entries of a record, one by one, and what the last line says', async () => {
    const { entries, end } = await read(
      client.record('alert', 'a-1').exportEntries({ after: 3, types: ['field'] }),
    );
    expect(entries.map(({ seq }) => seq)).to.deep.equal(Array.from({ length: ENTRIES - 3 }, (_, i) => i + 4));
    expect(end).to.deep.equal({ entries: ENTRIES - 3, next: `?types=field&after=${String(ENTRIES)}` });
  });

  it('are those of a space', async () => {
    const { entries } = await read(client.exportEntries({ kinds: ['alert'], start: 0 }));
    expect(entries.map(({ position }) => position)).to.deep.equal(
      Array.from({ length: ENTRIES }, (_, i) => i),
    );
  });

  it('may be left in the middle', async () => {
    for await (const { seq } of client.record('alert', 'a-1').exportEntries()) {
      if (seq === 2) break;
    }
  });

  it('say why they are refused', async () => {
    const refused: unknown = await read(client.record('alert', 'none').exportEntries()).catch(
      (error: unknown) => error,
    );
    expect(refused).to.be.instanceOf(HistoryProblem).and.include({ code: 'RECORD_NOT_FOUND' });
  });

  it('are ended from outside', async () => {
    const controller = new AbortController();
    const exported = client.exportEntries({ signal: controller.signal });
    await exported.next();
    controller.abort(new Error('enough'));
    const ended: unknown = await read(exported).catch((error: unknown) => error);
    expect(String(ended)).to.contain('enough');
  });

  describe('that are not whole', () => {
    let answered = '';
    let isCut = false;
    let server: Server;
    before(async () => {
      server = createServer((_request, response) => {
        response.setHeader('content-type', 'application/x-ndjson');
        response.write(answered);
        if (isCut) setTimeout(() => response.destroy(), 50);
        else response.end();
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    });
    after(() => {
      server.closeAllConnections();
      server.close();
    });

    it('are never taken for whole, wherever they were cut off', async () => {
      const { text } = await exportFile(host, '/records/alert/a-1/entries.ndjson?before=4');
      const { port } = server.address() as AddressInfo;
      const other = new HistoryClient({ url: `http://127.0.0.1:${String(port)}` });
      const outcome = async (part: string, cut = false): Promise<unknown> => {
        [answered, isCut] = [part, cut];
        return read(other.exportEntries()).catch((error: unknown) => error);
      };
      expect(await outcome(text))
        .to.have.property('entries')
        .with.lengthOf(3);
      const lines = text.split('\n');
      for (const part of [
        '',
        text.slice(0, -1),
        lines.slice(0, -2).join('\n') + '\n',
        lines.slice(0, 1).join('\n') + '\n',
        text.slice(0, text.length / 2),
        [...lines.slice(0, 2), ...lines.slice(3)].join('\n'),
        lines.slice(1).join('\n'),
        `${text}{}\n`,
        'no\n',
      ]) {
        expect(await outcome(part), part.slice(-100)).to.be.instanceOf(UnexpectedAnswer);
      }
      expect(await outcome(lines.slice(0, 3).join('\n'), true)).to.be.instanceOf(UnexpectedAnswer);
    });
  });
});
