import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Activity, ActivityPlugin } from '../../server/index.js';
import { mountPlugin } from '../../server/index.js';
import type { Running } from './cli.js';
import { run } from './cli.js';
import { SILENT } from './host.js';

const CONFIG = {
  caseActivity: { storage: { kind: 'embedded', path: './data' }, security: { enabled: false } },
};

/** A map of the columns `id,when,who,state,note`, in the files that these tests make. */
export const MAP = {
  record: { kind: 'server', id: 'id' },
  at: { column: 'when', format: 'dd/MM/yyyy HH:mm', timeZone: 'Europe/Rome' },
  actor: { column: 'who' },
  unknown: ['?'],
};

/** Folder of temporary files, below the folder. */
export const SCRATCH = 'scratch';

/** What an import ended with and printed. */
interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A folder with a configuration of its own store and a map, `map.yaml`. */
export class ImportFolder {
  /** Where it is, between `make` and `remove`. */
  cwd = '';

  /** Makes the folder. */
  async make(): Promise<void> {
    this.cwd = await mkdtemp(join(tmpdir(), 'case-activity-imports-'));
    await mkdir(join(this.cwd, SCRATCH));
    await this.write({ 'config.json': CONFIG, 'map.yaml': MAP });
  }

  /** Removes it. */
  async remove(): Promise<void> {
    await rm(this.cwd, { recursive: true, force: true });
  }

  /** Writes files; what is no text and no bytes as JSON, which is YAML. */
  async write(files: Readonly<Record<string, string | Buffer | object>>): Promise<void> {
    for (const [name, content] of Object.entries(files)) {
      const bytes =
        typeof content === 'string' || Buffer.isBuffer(content) ? content : JSON.stringify(content);
      await writeFile(join(this.cwd, name), bytes);
    }
  }

  /** Starts `import csv`, with `map.yaml` unless the arguments name a map. */
  start(...args: readonly string[]): Running {
    const map = args.includes('--map') ? [] : ['--map', 'map.yaml'];
    return this.#start('import', 'csv', ...map, ...args);
  }

  /** Runs `import csv` to its end. */
  async imported(...args: readonly string[]): Promise<Outcome> {
    return outcomeOf(this.start(...args));
  }

  /** Runs `replay` to its end. */
  async replayed(...args: readonly string[]): Promise<Outcome> {
    return outcomeOf(this.#start('replay', ...args));
  }

  #start(...args: readonly string[]): Running {
    const env = { TMPDIR: join(this.cwd, SCRATCH) };
    const config = args.includes('--config') ? [] : ['--config', 'config.json'];
    return run([...args, ...config], { cwd: this.cwd, env });
  }

  /** The report that an import wrote to `report.json`. */
  async report(): Promise<Readonly<Record<string, unknown>>> {
    return JSON.parse(await readFile(join(this.cwd, 'report.json'), 'utf8')) as Record<string, unknown>;
  }

  /** Works with the plugin on the folder's store. */
  async onPlugin<T>(work: (activity: ActivityPlugin) => Promise<T>): Promise<T> {
    const host = { config: CONFIG, baseDir: this.cwd, logger: SILENT };
    const activity = await mountPlugin({ use: () => undefined }, host);
    try {
      return await work(activity);
    } finally {
      await activity.stop();
    }
  }

  /** The histories of records, oldest entries first. */
  async histories(kind: string, ...ids: readonly string[]): Promise<readonly (readonly Activity[])[]> {
    return this.onPlugin((activity) =>
      Promise.all(
        ids.map(async (id) => {
          const subject = { space: 'default', kind, id };
          return (await activity.find({ subject, order: 'asc', limit: 1000 })).activities;
        }),
      ),
    );
  }
}

async function outcomeOf(running: Running): Promise<Outcome> {
  return { code: await running.ended, stdout: running.stdout(), stderr: running.stderr() };
}

/** What a history says, without what each recording has of its own. */
export function told(history: readonly Activity[]): readonly unknown[] {
  return history.map(({ actor, at, change }) => [at.toISOString(), actor.username ?? actor.kind, change]);
}
