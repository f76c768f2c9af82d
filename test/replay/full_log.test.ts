import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect } from 'chai';
import express from 'express';
import request from 'supertest';
import { mountPlugin } from '../../server/index.js';
import { run } from '../support/cli.js';

const LOG = resolve(process.env['INCIDENT_LOG'] ?? '../shared/data/uci-servicenow-incident_event_log.csv.gz');
/** A process that has just opened a store has some 200; what grew with the log would be far beyond. */
const MAX_RESIDENT_MEGABYTES = 400;

/** Columns of the log, by place: this test reads the file without the program's own reader. */
const [NUMBER, MOD_COUNT, UPDATED_BY, UPDATED_AT] = [0, 5, 12, 13];
const BOOKKEEPING = new Set([NUMBER, MOD_COUNT, UPDATED_BY, UPDATED_AT]);

/** How many entries every incident must have: its creation, and one per value that differs from the row before. */
function countIndependently(): { rows: number; perIncident: Map<string, number> } {
  const lines = gunzipSync(readFileSync(LOG)).toString().trimEnd().split(/\r?\n/).slice(1);
  const incidents = groups(lines);
  const perIncident = new Map<string, number>();
  for (const [number, ofOne] of incidents) {
    const rows = ofOne.map((line) => line.split(','));
    rows.sort((a, b) => minutes(a) - minutes(b) || Number(a[MOD_COUNT]) - Number(b[MOD_COUNT]));
    let entries = 1;
    rows.slice(1).forEach((row, i) => {
      row.forEach((value, column) => {
        if (!BOOKKEEPING.has(column) && value !== rows[i]?.[column]) entries += 1;
      });
    });
    perIncident.set(number, entries);
  }
  return { rows: lines.length, perIncident };
}

describe('the whole incident log', function () {
  this.timeout(20 * 60_000);
  let cwd: string;
  before(async () => {
    cwd = await mkdtemp(join(tmpdir(), 'case-activity-log-'));
    await writeFile(join(cwd, 'config.yaml'), 'caseActivity: { security: { enabled: false } }');
  });
  after(() => rm(cwd, { recursive: true, force: true }));

  async function replay(): Promise<{ printed: string; residentMegabytes: number; seconds: number }> {
    const start = performance.now();
    const running = run(['replay', LOG, '--config', 'config.yaml'], {
      cwd,
      // As the npm script does: a smaller nursery, for a little more work of the collector.
      env: { NODE_OPTIONS: '--max-semi-space-size=8' },
    });
    let peak = 0;
    const watch = setInterval(() => {
      peak = Math.max(peak, residentKilobytes(running.child.pid ?? 0));
    }, 100);
    const code = await running.ended;
    clearInterval(watch);
    expect(code, running.stderr()).to.equal(0);
    return {
      printed: running.stdout(),
      residentMegabytes: peak / 1024,
      seconds: (performance.now() - start) / 1000,
    };
  }

  it('is recorded entry by entry as an independent count finds, in bounded memory, and only once', async () => {
    const expected = countIndependently();
    const total = [...expected.perIncident.values()].reduce((sum, entries) => sum + entries, 0);
    const first = await replay();
    console.log(first.printed.trimEnd());
    console.log(`peak ${first.residentMegabytes.toFixed(0)} MB, ${first.seconds.toFixed(0)} s`);
    expect(first.printed).to.match(new RegExp(`incidents +${String(expected.perIncident.size)}\\n`));
    expect(first.printed).to.match(new RegExp(`rows +${String(expected.rows)}\\n`));
    expect(first.printed).to.match(new RegExp(`activities +${String(total)} \\(${String(total)} of them`));
    expect(first.printed).to.match(/refused +0 rows/);
    expect(first.residentMegabytes).to.be.greaterThan(10).and.lessThan(MAX_RESIDENT_MEGABYTES);

    const second = await replay();
    expect(second.printed).to.match(new RegExp(`activities +${String(total)} \\(0 of them`));
  });

  it('can be read back, incident by incident, over both dialects', async () => {
    const { perIncident } = countIndependently();
    const app = express();
    const config = { caseActivity: { security: { enabled: false } } };
    const logger = { error: console.error, warn: () => undefined, info: () => undefined };
    const activity = await mountPlugin(app, { config, baseDir: cwd, logger });
    try {
      const all = [...perIncident];
      for (const [number, entries] of all.filter((_, i) => i % 250 === 0)) {
        const kibana = await request(app).get(`/api/cases/${number}/user_actions`).expect(200);
        expect(kibana.body, number).to.have.length(entries);
        const casebender = await request(app).get(`/v1/alerts/${number}/activities?limit=100`).expect(200);
        expect(casebender.headers['x-total-count'], number).to.equal(String(entries));
        expect(casebender.body.data, number).to.have.length(Math.min(entries, 100));
      }
    } finally {
      await activity.stop();
    }
  });
});

function groups(lines: readonly string[]): Map<string, string[]> {
  const map = new Map<string, string[]>();
  for (const line of lines) {
    const number = line.slice(0, line.indexOf(','));
    const group = map.get(number);
    if (group === undefined) map.set(number, [line]);
    else group.push(line);
  }
  return map;
}

/** Minutes that put the row's `29/2/2016 01:16` in order. */
function minutes(row: readonly string[]): number {
  const [day = 0, month = 0, year = 0, hour = 0, minute = 0] = (row[UPDATED_AT] ?? '')
    .split(/\D/)
    .map(Number);
  return (((year * 12 + month) * 31 + day) * 24 + hour) * 60 + minute;
}

/** The process's resident memory now; 0 when it has ended. */
function residentKilobytes(pid: number): number {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${String(pid)}/status`, 'utf8'))?.[1] ?? 0);
  } catch {
    return 0;
  }
}
