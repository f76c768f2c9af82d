import { expect } from 'chai';
import fc from 'fast-check';
import type { NativeEntry } from '../../common/native.js';
import type { Principal } from '../../server/access/principal.js';
import { expectNoLeak, HiddenHost } from '../support/hidden_host.js';
import { anyPrincipal, enters, HIDDEN_RECORDS, sees } from '../support/hidden_records.js';
import type { PlainAnswer } from '../support/kept_connections.js';

/** Of principals; each export writes to the ledger twice. */
const PRINCIPALS =
  process.env['MONGODB_URI'] === undefined && process.env['ONE_MOUNT'] === undefined ? 200 : 20;

describe(`the exports of ${String(PRINCIPALS)} principals (N1.2, N8, N18)`, function () {
  this.timeout(1_200_000);
  let hidden: HiddenHost;
  before(async () => {
    hidden = await HiddenHost.start();
  });
  after(() => hidden.stop());

  async function exported(principal: Principal, space: string, path: string): Promise<PlainAnswer> {
    const answer = await hidden.ask(principal, space, path);
    expectNoLeak(principal, answer, path);
    return answer;
  }

  it('have just the entries that they may see, and of a record they may not see there is none', async () => {
    const one = fc.tuple(anyPrincipal, fc.constantFrom('default', 'second'));
    for (const [principal, space] of fc.sample(one, { numRuns: PRINCIPALS, seed: 16 })) {
      const what = `${JSON.stringify(principal)} ${space}`;
      const { status, text } = await exported(principal, space, '/entries.ndjson');
      expect(status, what).to.equal(enters(principal, space) ? 200 : 403);
      if (status === 403) continue;
      const allowed = HIDDEN_RECORDS.filter((record) => record.space === space && sees(principal, record));
      const wanted = allowed.flatMap(({ kind, id }) => [`${kind}/${id}`, `${kind}/${id}`]);
      const lines = text.trimEnd().split('\n');
      const entries = lines.slice(1, -1).map((line) => JSON.parse(line) as NativeEntry);
      expect(entries.map(({ record: { kind, id } }) => `${kind}/${id}`).sort(), what).to.deep.equal(
        wanted.sort(),
      );
      expect(JSON.parse(lines.at(-1) ?? ''), what).to.have.nested.property('end.entries', wanted.length);
      const table = await exported(principal, space, '/entries.csv');
      expect(table.text.trimEnd().split('\r\n'), what).to.have.length(1 + wanted.length);
      const [record] = HIDDEN_RECORDS.filter((one) => one.space === space && !sees(principal, one));
      if (record === undefined) continue;
      for (const file of ['entries.ndjson', 'entries.csv']) {
        const path = `/records/${record.kind}/${record.id}/${file}`;
        expect((await exported(principal, space, path)).status, `${what} ${path}`).to.equal(404);
      }
    }
  });
});
