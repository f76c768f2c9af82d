import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { ActivityStore } from '../../server/domain/store.js';
import type { RecordWrite } from '../../server/domain/record.js';
import { SILENT_TELEMETRY } from '../../server/domain/telemetry.js';
import { ActivityError } from '../../server/domain/errors.js';
import { WriteDoor } from '../../server/services/write_door.js';
import { openEmbeddedStore } from '../../server/stores/embedded/embedded_store.js';
import { aSealer } from '../support/sealing.js';
import { aContinuation, aCreation, aSubject } from '../support/records.js';

describe('the door to the store', () => {
  let path: string;
  let store: ActivityStore;
  let conflicts = 0;
  let committed: unknown[] = [];
  let door: WriteDoor;
  before(async () => {
    path = await mkdtemp(join(tmpdir(), 'case-activity-'));
    store = await openEmbeddedStore({ path });
    const silent = { recorded: () => Promise.resolve(), committed: () => Promise.resolve() };
    const telemetry = {
      ...SILENT_TELEMETRY,
      conflicted: () => (conflicts += 1),
      committed: (...counts: number[]) => committed.push(counts),
    };
    door = new WriteDoor({ store, sealer: aSealer(store), audit: silent, telemetry });
  });
  beforeEach(() => {
    conflicts = 0;
    committed = [];
  });
  after(async () => {
    await store.close();
    await rm(path, { recursive: true, force: true });
  });

  /** Decides on these writes again and again; answers how often, and what became of it. */
  async function deciding(
    writes: () => Promise<readonly RecordWrite[]>,
  ): Promise<readonly [number, unknown]> {
    let decisions = 0;
    const outcome: unknown = await door
      .write('host', async () => {
        decisions += 1;
        return { writes: await writes(), result: 'written' };
      })
      .catch((error: unknown) => (error as { code?: unknown }).code);
    return [decisions, outcome];
  }

  it('commits nothing into a space that is gone by then, whichever of several writes is into it', async () => {
    const silent = { recorded: () => Promise.resolve(), committed: () => Promise.resolve() };
    const asked: unknown[] = [];
    const refusing = new WriteDoor({
      ...{ store, sealer: aSealer(store), audit: silent, telemetry: SILENT_TELEMETRY },
      refuseGone: (writer, space) => {
        asked.push([writer, space]);
        const gone = new ActivityError('SPACE_NOT_FOUND', 'gone');
        return space === 'gone' ? Promise.reject(gone) : Promise.resolve();
      },
    });
    const [a, b] = [aCreation(aSubject()), aCreation(aSubject({ space: 'gone' }), { number: 2 })];
    const refused: unknown = await refusing
      .write('host', () => Promise.resolve({ writes: [a, b], result: 'written' }))
      .catch((error: unknown) => (error as { code?: unknown }).code);
    expect(refused).to.equal('SPACE_NOT_FOUND');
    expect(asked).to.deep.equal([
      ['host', a.head.subject.space],
      ['host', 'gone'],
    ]);
    expect(await store.heads([a.head.subject, b.head.subject])).to.deep.equal([undefined, undefined]);
  });

  it('counts records and entries of what was committed', async () => {
    const [a, b] = [aCreation(aSubject()), aCreation(aSubject(), { number: 2 })];
    expect(await deciding(() => Promise.resolve([a, b]))).to.deep.equal([1, 'written']);
    const erasure = { type: 'erase', expected: 1, subject: b.head.subject } as const;
    expect(await deciding(() => Promise.resolve([aContinuation(a.head), erasure]))).to.deep.equal([
      1,
      'written',
    ]);
    expect([conflicts, committed]).to.deep.equal([
      0,
      [
        [2, 2],
        [2, 1],
      ],
    ]);
  });

  it('commits nothing where nothing is to be written', async () => {
    expect(await deciding(() => Promise.resolve([]))).to.deep.equal([1, 'written']);
    expect([conflicts, committed]).to.deep.equal([0, []]);
  });

  it('gives up when others have won a hundred times', async () => {
    const write = aCreation(aSubject(), { number: 3 });
    await store.commit([write]);
    expect(await deciding(() => Promise.resolve([write]))).to.deep.equal([100, 'VERSION_CONFLICT']);
    expect([conflicts, committed]).to.deep.equal([100, []]);
  });

  it('takes nothing for a conflict that is none', async () => {
    const broken = aCreation(aSubject(), { number: 0 });
    const [decisions, code] = await deciding(() => Promise.resolve([broken]));
    expect([decisions, code, conflicts]).to.deep.equal([1, 'INTERNAL_ERROR', 0]);
  });
});
