import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect } from 'chai';
import { ImportFolder, told } from '../support/import_folder.js';

const DATA = resolve('../shared/data');
const HELPDESK = resolve(DATA, 'helpdesk-italian.csv.gz');
const INCIDENTS = resolve(DATA, 'uci-servicenow-incident_event_log.csv.gz');

/** Rows of the incident log that are recorded here; the replay of the others is `full_log.test.ts`. */
const SOME_ROWS = 1500;

/** This test reads the files without the program's own reader: no value of theirs is quoted. */
function rowsOf(file: string): readonly (readonly string[])[] {
  const lines = gunzipSync(readFileSync(file)).toString().trimEnd().split(/\r?\n/);
  return lines.map((line) => line.split(','));
}

function byRecord(rows: readonly (readonly string[])[]): ReadonlyMap<string, readonly (readonly string[])[]> {
  const records = new Map<string, (readonly string[])[]>();
  for (const row of rows) records.set(row[0] ?? '', [...(records.get(row[0] ?? '') ?? []), row]);
  return records;
}

describe('public logs', function () {
  this.timeout(10 * 60_000);
  const at = new ImportFolder();
  before(() => at.make());
  after(() => at.remove());

  it('of a help desk are recorded ticket by ticket, as an independent count finds, and only once', async () => {
    const tickets = byRecord(rowsOf(HELPDESK).slice(1));
    // A ticket is created by its first event; each further one is an entry where the activity is another one.
    const activities = [...tickets.values()].map((events) => events.map(([, , activity]) => activity));
    const changes = activities.flatMap((all) => all.filter((one, i) => i > 0 && one !== all[i - 1])).length;
    const entries = tickets.size + changes;
    const first = await at.imported(
      HELPDESK,
      '--parallel',
      '64',
      '--map',
      'helpdesk-italian',
      '--report',
      'report.json',
    );
    expect(first.code, first.stderr).to.equal(0);
    expect(await at.report()).to.deep.include({
      ...{ outcome: 'complete', rows: 21_348, skipped: 0, leftOut: 0, warnings: [] },
      records: { recorded: 4580, identical: 0, differs: 0, failed: 0, total: 4580 },
      entries: { recorded: entries, total: entries },
    });
    expect([tickets.size, entries]).to.deep.equal([4580, 20_404]);

    const second = await at.imported(HELPDESK, '--parallel', '64', '--map', 'helpdesk-italian');
    expect(second.code, second.stderr).to.equal(0);
    expect(second.stdout).to.contain('4580 (0 recorded now, 4580 identical, 0 differ, 0 failed)');

    const some = [...tickets.keys()].filter((_, i) => i % 100 === 0);
    for (const [i, history] of (await at.histories('ticket', ...some)).entries()) {
      const events = tickets.get(some[i] ?? '') ?? [];
      const changed = events.filter(([, , activity], n) => activity !== events[n - 1]?.[2]);
      expect(told(history).map((entry) => (entry as unknown[]).slice(0, 2))).to.deep.equal(
        changed.map(([, time = '', , , actor]) => [new Date(time).toISOString(), actor]),
      );
    }
  });

  it('of incidents have as many entries as they have changes', async () => {
    const outcome = await at.imported(INCIDENTS, '--map', 'uci', '--dry-run', '--report', 'report.json');
    expect(outcome.code, outcome.stderr).to.equal(0);
    // A creation each, and one change more than between rows that are neighbours in the file: they are sorted by time.
    const entries = 24_918 + 185_644;
    expect(await at.report()).to.deep.include({
      ...{ rows: 141_712, skipped: 0, warnings: [], entries: { recorded: entries, total: entries } },
      records: { recorded: 24_918, identical: 0, differs: 0, failed: 0, total: 24_918 },
    });
  });

  it('of incidents are told as a replay tells them', async () => {
    const rows = rowsOf(INCIDENTS).slice(0, SOME_ROWS);
    await at.write({ 'some.csv': rows.map((row) => row.join(',')).join('\n') });
    const outcome = await at.imported('some.csv', '--map', 'uci');
    expect(outcome.code, outcome.stderr).to.equal(0);
    const ids = [...byRecord(rows.slice(1)).keys()];
    const imported = (await at.histories('incident', ...ids)).map(told);
    // What was imported is what a replay would have made.
    const none = await at.replayed('some.csv');
    expect(none.stdout, none.stderr).to.match(/\(0 of them recorded now\)\nrefused +0 rows/);
    await at.remove();
    await at.make();
    await at.write({ 'some.csv': rows.map((row) => row.join(',')).join('\n') });
    const replayed = await at.replayed('some.csv');
    expect(replayed.code, replayed.stderr).to.equal(0);
    expect((await at.histories('incident', ...ids)).map(told)).to.deep.equal(imported);
  });
});
