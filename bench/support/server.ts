import { readFile } from 'node:fs/promises';
import { Child } from './child.js';
import { growthDuring, ownGrowthDuring } from './resident_memory.js';
import type { ServerSpec } from './server_child.js';

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

  /** By how many bytes its resident memory grows at most while `work` runs. */
  growthDuring(work: () => Promise<unknown>): Promise<number> {
    return growthDuring(this.#child.pid, work);
  }

  /** By how many bytes its own memory grows at most meanwhile, without what is mapped from files. */
  ownGrowthDuring(work: () => Promise<unknown>): Promise<number> {
    return ownGrowthDuring(this.#child.pid, work);
  }

  /** Ends it. */
  stop(): Promise<void> {
    return this.#child.end();
  }
}
