import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Access } from '../../server/access/access.js';
import { AuditLog } from '../../server/access/audit/audit_log.js';
import { Gate } from '../../server/access/gate.js';
import { isActivityError } from '../../server/domain/errors.js';
import { SILENT_TELEMETRY } from '../../server/domain/telemetry.js';
import { changeAlerts } from '../../server/services/alerts/alert_bulk.js';
import { RecordGuard } from '../../server/services/record_guard.js';
import { WriteDoor } from '../../server/services/write_door.js';
import { openEmbeddedStore } from '../../server/stores/embedded/embedded_store.js';
import { aSealer } from '../support/sealing.js';

const SPACE = { id: 'default', name: 'Default', disabledFeatures: [] };
const CALLER: Access = {
  principal: { username: 'ana', roles: [] },
  realm: { type: 'basic', name: 'file' },
  origin: { requestId: 'r', method: 'POST', path: '/' },
  space: SPACE,
  rights: new Map(),
  ...{ tlpClearance: 4, papClearance: 4 },
};

describe('a change of many alerts whose store does not answer', () => {
  it('fails for each of them; with a key it is refused before anything is tried', async () => {
    const path = await mkdtemp(join(tmpdir(), 'case-activity-'));
    try {
      const store = await openEmbeddedStore({ path });
      await store.close();
      const clock = (): Date => new Date();
      const audit = new AuditLog(undefined, clock);
      const spaces = { get: () => Promise.resolve(SPACE) };
      const guard = new RecordGuard(new Gate({ owners: [], roles: [], spaces, audit }));
      const door = new WriteDoor({ store, sealer: aSealer(store), audit, telemetry: SILENT_TELEMETRY });
      const bulk = { ids: ['b', 'a'], updates: { status: 'closed' } };
      const change = (request?: { key: string; body: string; id: string }) =>
        changeAlerts({ store, door, guard, clock }, CALLER, bulk, request);

      const { updated, failures, replayed } = await change();
      expect({ updated, replayed }).to.deep.equal({ updated: 0, replayed: false });
      expect(failures.map(({ id }) => id)).to.deep.equal(['b', 'a']);
      for (const { error } of failures) expect(isActivityError(error, 'STORE_UNAVAILABLE')).to.equal(true);

      const refused: unknown = await change({ key: 'k', body: 'b', id: 'i' }).catch(
        (error: unknown) => error,
      );
      expect(isActivityError(refused, 'STORE_UNAVAILABLE')).to.equal(true);
    } finally {
      await rm(path, { recursive: true, force: true });
    }
  });
});
