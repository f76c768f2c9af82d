import { generateKeyPairSync } from 'node:crypto';
import { expect } from 'chai';
import { AuditLog } from '../../server/access/audit/audit_log.js';
import type { ActivityStore } from '../../server/domain/store.js';
import { SILENT_TELEMETRY } from '../../server/domain/telemetry.js';
import { StoreCopy } from '../../server/services/copy/store_copy.js';
import { Ledger } from '../../server/services/governance/ledger.js';
import type { Statement } from '../../server/services/governance/ledger.js';
import { recentStatements } from '../../server/services/governance/recent_statements.js';
import { AdoptionStatements } from '../../server/services/integrity/adoption_statements.js';
import { KeyStatements } from '../../server/services/integrity/key_statements.js';
import { RecordNumbers } from '../../server/services/record_numbers.js';
import { AdoptedRecords } from '../../server/services/seals/adopted_records.js';
import type { SigningSettings } from '../../server/services/seals/signing_keys.js';
import { SigningKeys } from '../../server/services/seals/signing_keys.js';
import { upgradeRecords } from '../../server/services/upgrade.js';
import { WriteDoor } from '../../server/services/write_door.js';
import type { FormerRecord } from '../support/format_1.js';
import { aContinuation } from '../support/records.js';
import { aSealer, sealedHead } from '../support/sealing.js';
import { ORIGIN } from '../support/signing.js';
import { StoreBench } from './store_fixture.js';
import type { FreshFixture } from './store_fixture.js';

const QUIET = { parallel: 4, log: true, onProgress: () => undefined };
const SPACE = 'default';

/** A store of the release before seals: its records, a way to open a copy of it, and a store without anything. */
export interface ToldAdoption {
  readonly records: () => readonly FormerRecord[];
  readonly onCopy: (body: (opened: ActivityStore) => Promise<void>) => Promise<void>;
  readonly fresh: () => ReturnType<FreshFixture>;
}

/** What the ledger tells of records that are adopted (N10.7). */
export function describeToldAdoption({ records, onCopy, fresh }: ToldAdoption): void {
  const inSpace = (): readonly FormerRecord[] =>
    records().filter(({ head }) => head.subject.space === SPACE && head.seq > 0);

  it('has its ledger tell how many records were adopted, once, by whichever process', () =>
    onCopy(async (opened) => {
      await upgradeRecords(opened, QUIET);
      const all = inSpace().length;
      const processes = [aProcess(opened), aProcess(opened), aProcess(opened)];
      await Promise.all(processes.map(({ adoptions }) => adoptions.ensure(SPACE)));
      await aProcess(opened).adoptions.ensure(SPACE);
      expect(await toldIn(opened)).to.deep.equal([{ records: all, total: all }]);
      expect(all).to.be.above(2);
    }));

  it('tells of those that were adopted since, also when a statement was written and not kept as told', () =>
    onCopy(async (opened) => {
      const [first, ...others] = inSpace();
      if (first === undefined) throw new Error('There are records.');
      await opened.commit(await aSealer(opened).seal([aContinuation(first.head)]));
      await aProcess(opened).adoptions.ensure(SPACE);
      await forget(opened);
      await upgradeRecords(opened, QUIET);
      await aProcess(opened).adoptions.ensure(SPACE);
      await forget(opened);
      await aProcess(opened).adoptions.ensure(SPACE);
      expect(await toldIn(opened)).to.deep.equal([
        { records: 1, total: 1 },
        { records: others.length, total: others.length + 1 },
      ]);
    }));

  it('leaves that to a process with a key where keys sign', () =>
    onCopy(async (opened) => {
      const { privateKey } = generateKeyPairSync('ed25519');
      const signing = aProcess(opened, { origin: ORIGIN, keys: [{ key: privateKey }] });
      await signing.keys.ensure(SPACE);
      await upgradeRecords(opened, QUIET);
      await aProcess(opened).adoptions.ensure(SPACE);
      expect(await toldIn(opened)).to.deep.equal([]);
      await signing.adoptions.ensure(SPACE);
      expect(await toldIn(opened)).to.have.length(1);
      const ledger = await opened.head({ space: SPACE, kind: 'ledger', id: MONTH });
      if (ledger === undefined) throw new Error('There is a ledger.');
      for await (const entries of opened.entries(ledger, { order: 'asc', skip: 0, limit: 9 })) {
        expect(entries.map(({ seal }) => seal?.signature === undefined)).to.deep.equal([false, false]);
      }
    }));

  it('counts what a copy adopts, once also when the copy is run again', () =>
    onCopy(async (opened) => {
      const [first] = inSpace();
      if (first === undefined) throw new Error('There are records.');
      await opened.commit(await aSealer(opened).seal([aContinuation(first.head)]));
      const target = new StoreBench(await fresh());
      try {
        const copy = await target.open();
        for (let run = 0; run < 2; run += 1) {
          const report = await new StoreCopy({ source: opened, target: copy, ...QUIET }).run();
          expect(report).to.deep.include({ differing: 0, differingLogs: [] });
        }
        const all = inSpace().length;
        expect(await new AdoptedRecords(copy.registry).of(SPACE)).to.deep.equal({ records: all, told: 0 });
        await aProcess(copy).adoptions.ensure(SPACE);
        expect(await toldIn(copy)).to.deep.equal([{ records: all, total: all }]);
        await sealedHead(copy, { space: SPACE, kind: 'ledger', id: MONTH });
      } finally {
        await target.destroy();
      }
    }));
}

const NOW = new Date('2026-05-01T10:00:00Z');
const MONTH = '2026-05';

/** What a process of a host has. */
function aProcess(
  store: ActivityStore,
  settings: SigningSettings = { keys: [] },
): { readonly adoptions: AdoptionStatements; readonly keys: KeyStatements } {
  const clock = (): Date => NOW;
  const audit = new AuditLog(undefined, clock);
  const door = new WriteDoor({
    store,
    sealer: aSealer(store, settings),
    audit,
    telemetry: SILENT_TELEMETRY,
  });
  const ledger = new Ledger({ store, door, numbers: new RecordNumbers(store), clock });
  const keys = new SigningKeys(settings, clock);
  const work = { store, door, ledger, keys, clock };
  return { adoptions: new AdoptionStatements(work), keys: new KeyStatements({ ...work, retired: [] }) };
}

/** As if a process had been killed between its statement and keeping that it was made. */
async function forget({ registry }: ActivityStore): Promise<void> {
  const [name] = (await registry.names(undefined, 100)).filter((one) => one.startsWith('adopted_records/'));
  const kept = await registry.get(name ?? '');
  if (name === undefined || kept === undefined) throw new Error('Nothing is counted.');
  const { records } = kept.value as { records: number };
  await registry.set(name, kept.version, { value: { records, told: 0 } });
}

async function toldIn(store: ActivityStore): Promise<readonly Statement['details'][]> {
  const told = await recentStatements(store, { space: SPACE, now: NOW, statements: ['adopted'] });
  return told.map(({ details }) => details);
}
