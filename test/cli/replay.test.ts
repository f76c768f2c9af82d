import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import express from 'express';
import request from 'supertest';
import { mountPlugin } from '../../server/index.js';
import { run } from '../support/cli.js';

const HEADER = 'number,incident_state,sys_mod_count,sys_updated_by,sys_updated_at,vendor,assigned_to';
const ROWS = [
  'INC1,New,0,Updated by 1,29/2/2016 01:23,?,Resolver 1',
  // Out of order, and a tie that sys_mod_count decides.
  'INC1,Closed,4,Updated by  2,5/3/2016 12:00,?,?',
  'INC1,Active,2,Updated by 1,29/2/2016 08:53,?,Resolver 1',
  'INC1,Resolved,3,?,29/2/2016 08:53,?,Resolver 1',
  'INC2,New,0,Updated by 3,1/3/2016 00:00,code 1,?',
  'INC2,New,1,Updated by 3,1/3/2016 00:05,code 1,?',
  'INC3,New,0,Updated by 3,30/2/2016 00:05,?,?',
  '?,New,0,Updated by 3,1/3/2016 00:05,?,?',
  'INC4,New,0',
  'INC1,Reopened,5,Updated by 1,6/3/2016 12:00,?,?',
];

describe('replay', function () {
  this.timeout(120_000);
  let cwd: string;
  before(async () => {
    cwd = await mkdtemp(join(tmpdir(), 'case-activity-replay-'));
    await writeFile(join(cwd, 'log.csv'), [HEADER, ...ROWS, ''].join('\n'));
    await writeFile(join(cwd, 'log.csv.gz'), gzipSync([HEADER, ...ROWS, ''].join('\n')));
    await writeFile(join(cwd, 'config.yaml'), 'caseActivity: { security: { enabled: false } }');
  });
  after(() => rm(cwd, { recursive: true, force: true }));

  async function replayed(file: string): Promise<string> {
    const running = run(['replay', file, '--config', 'config.yaml'], { cwd });
    expect(await running.ended, running.stderr()).to.equal(0);
    return running.stdout();
  }

  it('records each change once, counts what it refuses, and changes nothing the second time', async () => {
    const first = await replayed('log.csv');
    expect(first).to.match(/incidents +2\n/);
    expect(first).to.match(/rows +10\n/);
    // INC1: created, two states, a state and an assignee; INC2: created.
    expect(first).to.match(/activities +6 \(6 of them recorded now\)/);
    expect(first).to.match(/refused +4 rows/);
    const second = await replayed('log.csv.gz');
    expect(second).to.equal(first.replace('6 of them', '0 of them'));
  });

  it('tells the history in order of time over both dialects', async () => {
    await replayed('log.csv');
    const app = express();
    const config = { caseActivity: { security: { enabled: false } } };
    const activity = await mountPlugin(app, { config, baseDir: cwd });
    try {
      const casebender = await request(app).get('/v1/alerts/INC1/activities?lang=en').expect(200);
      expect(casebender.body.data.map(({ body }: { body: string }) => body)).to.deep.equal(
        [
          "Cleared field 'assigned_to' (was 'Resolver 1')",
          "Changed field 'incident_state' from 'Resolved' to 'Closed'",
          "Changed field 'incident_state' from 'Active' to 'Resolved'",
          "Changed field 'incident_state' from 'New' to 'Active'",
          'Alert created',
        ].map((text) =>
          text.replace(
            "Cleared field 'assigned_to' (was 'Resolver 1')",
            "Removed the assignment to 'Resolver 1'",
          ),
        ),
      );
      expect(casebender.body.data[2].username).to.equal('system');
      const kibana = await request(app).get('/api/cases/INC1/user_actions').expect(200);
      expect(kibana.body.map((item: { created_at: string }) => item.created_at)).to.deep.equal([
        '2016-02-29T01:23:00.000Z',
        '2016-02-29T08:53:00.000Z',
        '2016-02-29T08:53:00.000Z',
        '2016-03-05T12:00:00.000Z',
        '2016-03-05T12:00:00.000Z',
      ]);
      expect(kibana.body[4].created_by.username).to.equal('Updated by  2');
    } finally {
      await activity.stop();
    }
  });

  it('says that a file is missing', async () => {
    const running = run(['replay', 'nothing.csv', '--config', 'config.yaml'], { cwd });
    expect(await running.ended).to.equal(66);
    expect(running.stderr()).to.contain('nothing.csv');
  });
});
