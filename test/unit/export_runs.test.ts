import { expect } from 'chai';
import { AuditLog } from '../../server/access/audit/audit_log.js';
import { isActivityError } from '../../server/domain/errors.js';
import { SILENT_TELEMETRY } from '../../server/domain/telemetry.js';
import type { ExportFormat } from '../../server/services/export/export_runs.js';
import { ExportRuns } from '../../server/services/export/export_runs.js';
import { spaceSource } from '../../server/services/export/space_source.js';
import { Ledger } from '../../server/services/governance/ledger.js';
import { RecordNumbers } from '../../server/services/record_numbers.js';
import { WriteDoor } from '../../server/services/write_door.js';
import type { ActivityStore } from '../../server/domain/store.js';
import { ledgerOf } from '../../server/domain/ledger.js';
import { KeptLog } from '../support/kept_log.js';
import { aSealer } from '../support/sealing.js';
import { onOwnStore } from '../support/space_histories.js';

const NOW = new Date('2026-03-04T10:00:00Z');
const FORMAT: ExportFormat = {
  positions: false,
  proofs: false,
  first: () => 'first\n',
  lines: () => [],
  last: () => 'last\n',
};

describe('a run of an export (N8)', () => {
  function runOn(
    store: ActivityStore,
    log = new KeptLog(),
  ): { runs: ExportRuns; order: Parameters<ExportRuns['chunks']>[0] } {
    const clock = (): Date => NOW;
    const audit = new AuditLog(undefined, clock);
    const door = new WriteDoor({ store, sealer: aSealer(store), audit, telemetry: SILENT_TELEMETRY });
    const ledger = new Ledger({ store, door, numbers: new RecordNumbers(store), clock });
    const source = spaceSource(
      { store, sees: () => true },
      { space: 'default', filter: {}, start: 0, size: 0 },
    );
    const by = { actor: { kind: 'system' as const }, writer: 'host' as const };
    return { runs: new ExportRuns({ ledger, clock, logger: log }), order: { source, by, format: FORMAT } };
  }

  it('has not a byte when the ledger cannot be written', () =>
    onOwnStore(async (store) => {
      const { runs, order } = runOn(store);
      await store.close();
      const failed: unknown = await runs
        .chunks(order)
        .next()
        .catch((error: unknown) => error);
      expect(isActivityError(failed, 'STORE_UNAVAILABLE')).to.equal(true);
      await runs.idle(10_000);
    }));

  it('is whole though its end cannot be told, which is logged', () =>
    onOwnStore(async (store) => {
      const log = new KeptLog();
      const { runs, order } = runOn(store, log);
      const chunks = runs.chunks(order);
      expect((await chunks.next()).value).to.equal('first\nlast\n');
      await store.close();
      expect(await chunks.next()).to.deep.equal({ done: true, value: '' });
      expect(log.lines.map(({ level }) => level)).to.deep.equal(['error']);
    }));

  it('is waited for until the ledger knows how it ended', () =>
    onOwnStore(async (store) => {
      const { runs, order } = runOn(store);
      const chunks = runs.chunks(order);
      await chunks.next();
      void chunks.return('');
      await runs.idle(10_000);
      const head = await store.head(ledgerOf('default', NOW));
      expect(head?.counts).to.deep.equal({ 'statement:export-started': 1, 'statement:export-finished': 1 });
    }));
});
