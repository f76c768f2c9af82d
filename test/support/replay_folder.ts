import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Activity } from '../../server/index.js';
import { mountPlugin } from '../../server/index.js';
import { run } from './cli.js';

/** The columns of the logs. */
export const HEADER = 'number,state,sys_updated_by,sys_updated_at,note';
const CONFIG = {
  caseActivity: { storage: { kind: 'embedded', path: './data' }, security: { enabled: false } },
};

/** What a replay ended with and printed. */
interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A folder for each test of the suite that calls this, with a configuration of its own store. */
export interface ReplayFolder {
  cwd: string;
  readonly replayed: (file: string, ...options: readonly string[]) => Promise<Outcome>;
  readonly replayedText: (text: string | Buffer, ...options: readonly string[]) => Promise<Outcome>;
  /** The note of each incident; `undefined` where there is no incident. */
  readonly notesOf: (...numbers: readonly string[]) => Promise<readonly unknown[]>;
}

/** Makes the folder before each test and removes it afterwards. */
export function replayFolder(): ReplayFolder {
  const at: ReplayFolder = {
    cwd: '',
    replayed: async (file, ...options) => {
      const running = run(['replay', file, '--config', 'config.json', ...options], { cwd: at.cwd });
      return { code: await running.ended, stdout: running.stdout(), stderr: running.stderr() };
    },
    replayedText: async (text, ...options) => {
      await writeFile(join(at.cwd, 'log.csv'), text);
      return at.replayed('log.csv', ...options);
    },
    notesOf: async (...numbers) => {
      const activity = await mountPlugin({ use: () => undefined }, { config: CONFIG, baseDir: at.cwd });
      try {
        const found = numbers.map((id) =>
          activity.find({ subject: { space: 'default', kind: 'incident', id } }),
        );
        return (await Promise.all(found)).map(({ activities }) => noteOf(activities));
      } finally {
        await activity.stop();
      }
    },
  };
  beforeEach(async () => {
    at.cwd = await mkdtemp(join(tmpdir(), 'case-activity-files-'));
    await writeFile(join(at.cwd, 'config.json'), JSON.stringify(CONFIG));
  });
  afterEach(() => rm(at.cwd, { recursive: true, force: true }));
  return at;
}

/** Checks how many rows a replay has met and refused. */
export function expectRows({ stdout }: Outcome, rows: number, refused: number): void {
  expect(stdout).to.match(new RegExp(`rows +${String(rows)}\\n`));
  expect(stdout).to.match(new RegExp(`refused +${String(refused)} rows`));
}

/** Rows of incidents that are created, `INC1` and so on. */
export function rows(count: number, note = (i: number): string => `note ${String(i)}`): string {
  return Array.from(
    { length: count },
    (_, i) => `INC${String(i + 1)},New,u,1/3/2016 00:00,${note(i + 1)}\n`,
  ).join('');
}

function noteOf([activity]: readonly Activity[]): unknown {
  return activity?.change.type === 'created' ? activity.change.snapshot['note'] : undefined;
}
