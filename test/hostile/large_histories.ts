import { once } from 'node:events';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { expect } from 'chai';
import type { Change } from '../../server/domain/activity.js';
import { openStore } from '../support/open_store.js';
import type { StoreLocation } from '../support/open_store.js';
import { aChange, append, aSubject } from '../support/records.js';
import { HostProcess } from './host_process.js';

const CASE = aSubject({ kind: 'case', id: 'large' });
const ALERT = aSubject({ kind: 'alert', id: 'large' });

const CHANGES = 80;
const CHANGE_LENGTH = 200_000;
const OBSERVABLE_CHANGES = 55;

/** All of the case's entries, once. */
const HISTORY_BYTES = CHANGES * CHANGE_LENGTH;
/** What a process takes and has not given back yet is more than what it needs. */
const MOST_GROWTH = 180e6;
/** Far more than is promised: a database on the same cores wants its turn as well. Unbounded it was 1,300 and more. */
const MOST_DELAY = process.env['MONGODB_URI'] === undefined ? 1000 : 1250;

/** Entries that are large: what they do to a host is bounded, however many clients ask for them. */
export function describeLargeHistories(name: string, fresh: () => Promise<LargeFixture>): void {
  describe(`a history of ${String(HISTORY_BYTES / 1e6)} MB on ${name}`, function () {
    let fixture: LargeFixture | undefined;
    let host: HostProcess;
    before(async () => {
      fixture = await fresh();
      await seed(fixture.location);
    });
    beforeEach(async () => {
      host = await HostProcess.start(fixture?.location ?? {});
      await answersTo(host, ['/api/cases/none/user_actions']);
    });
    afterEach(() => host.stop());
    after(() => fixture?.destroy());

    it('is answered sixteen times to one connection that asks for all of it at once', async () => {
      let text = '';
      const paths = Array.from({ length: 16 }, () => '/api/cases/large/user_actions');
      const strain = await host.strainOf(async () => {
        text = await answersTo(host, paths);
      });
      expect(text.match(/HTTP\/1\.1 200 OK/g)).to.have.length(16);
      expect(text.match(/"action_id"/g)).to.have.length(16 * CHANGES);
      expectBounded(strain);
    });

    it('is not kept in memory for eight clients that do not read', async () => {
      const sockets: Socket[] = [];
      const strain = await host.strainOf(async () => {
        for (let i = 0; i < 8; i += 1) sockets.push(asking(host, ['/api/cases/large/user_actions']));
        await wait(2_000);
      });
      for (const socket of sockets) socket.destroy();
      expectBounded(strain);
    });

    it('is told in sentences without holding anybody up', async () => {
      let text = '';
      const strain = await host.strainOf(async () => {
        text = await answersTo(host, ['/v1/alerts/large/activities?limit=100&lang=en']);
      });
      expectBounded(strain);
      expect(text.match(/… \(\+47\d\)/g)).to.have.length(OBSERVABLE_CHANGES);
    });
  });
}

export interface LargeFixture {
  readonly location: StoreLocation;
  destroy(): Promise<void>;
}

async function seed(location: StoreLocation): Promise<void> {
  const store = await openStore(location);
  try {
    for (let i = 0; i < CHANGES; i += 10) {
      const changes = Array.from({ length: 10 }, (_, j) => aChange(String(i + j).padEnd(CHANGE_LENGTH, '.')));
      await append(store, CASE, () => ({ changes }));
    }
    const items = Array.from({ length: 480 }, (_, i) => ({
      type: 'url',
      data: String(i).padEnd(2_000, '-'),
    }));
    const change: Change = { type: 'items', field: 'observables', verb: 'added', items };
    for (let i = 0; i < OBSERVABLE_CHANGES; i += 1) await append(store, ALERT, () => ({ changes: [change] }));
  } finally {
    await store.close();
  }
}

function expectBounded({ delay, growth }: { readonly delay: number; readonly growth: number }): void {
  expect(delay, 'milliseconds without a turn of the event loop').to.be.below(MOST_DELAY);
  expect(growth / 1e6, 'megabytes grown').to.be.below(MOST_GROWTH / 1e6);
}

/** A connection that asks for all of the paths at once and does not read. */
function asking(host: HostProcess, paths: readonly string[]): Socket {
  const socket = connect(host.port, '127.0.0.1');
  socket.on('error', () => undefined);
  socket.pause();
  const last = paths.length - 1;
  socket.write(paths.map((path, i) => request(path, i === last ? 'close' : 'keep-alive')).join(''));
  return socket;
}

function request(path: string, connection: string): string {
  return `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: ${connection}\r\n\r\n`;
}

/** Everything that comes back, cut down to what the tests look for. */
async function answersTo(host: HostProcess, paths: readonly string[]): Promise<string> {
  const socket = asking(host, paths);
  const kept: string[] = [];
  let rest = '';
  socket.setEncoding('utf8');
  socket.on('data', (text: string) => {
    // Marks may be cut in two: the end of what came before is looked at again.
    rest = (rest + text).replaceAll(/\.{50,}|-{50,}/g, '');
    kept.push(rest.slice(0, -100));
    rest = rest.slice(-100);
  });
  socket.resume();
  await once(socket, 'close');
  return kept.join('') + rest;
}
