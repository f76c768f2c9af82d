import { readFile, writeFile } from 'node:fs/promises';
import { Child } from './child.js';
import type { ServerSpec } from './server_child.js';

const SAMPLE_MS = 50;

/** A server in a process of its own. */
export class Server {
  readonly port: number;
  readonly #child: Child;

  private constructor(child: Child, port: number) {
    this.#child = child;
    this.port = port;
  }

  /** Starts one; resolves when it listens. */
  static async start(spec: ServerSpec): Promise<Server> {
    const child = new Child(new URL('server_child.ts', import.meta.url), spec);
    return new Server(child, Number(await child.says()));
  }

  /** The address of a path. */
  url(path: string): string {
    return `http://127.0.0.1:${String(this.port)}${path}`;
  }

  /** Milliseconds of processor time it has used so far. Linux only. */
  async processorMs(): Promise<number> {
    const stat = await readFile(`/proc/${String(this.#child.pid)}/stat`, 'utf8');
    // User and system time are fields 14 and 15, in ticks of 10 ms; the name before them may hold blanks.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) * 10;
  }

  /**
   * By how many bytes its resident memory grows at most while `work` runs. Linux only: the kernel keeps the peak,
   * so that none is missed, however short.
   */
  async growthDuring(work: () => Promise<unknown>): Promise<number> {
    const folder = `/proc/${String(this.#child.pid)}`;
    await writeFile(`${folder}/clear_refs`, '5');
    const before = await residentBytes(folder, 'VmRSS');
    await work();
    return (await residentBytes(folder, 'VmHWM')) - before;
  }

  /**
   * By how many bytes its own memory grows at most while `work` runs, as far as samples tell; what is mapped from files,
   * as the embedded store maps its data, belongs to the kernel. Linux only.
   */
  async ownGrowthDuring(work: () => Promise<unknown>): Promise<number> {
    const folder = `/proc/${String(this.#child.pid)}`;
    const before = await residentBytes(folder, 'RssAnon');
    let most = before;
    const sample = async (): Promise<void> => {
      most = Math.max(most, await residentBytes(folder, 'RssAnon'));
    };
    const timer = setInterval(() => void sample(), SAMPLE_MS);
    try {
      await work();
    } finally {
      clearInterval(timer);
    }
    return most - before;
  }

  /** Ends it. */
  stop(): Promise<void> {
    return this.#child.end();
  }
}

async function residentBytes(folder: string, name: 'VmRSS' | 'VmHWM' | 'RssAnon'): Promise<number> {
  const status = await readFile(`${folder}/status`, 'utf8');
  return Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)?.[1]) * 1024;
}
