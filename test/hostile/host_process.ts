import type { ChildProcess } from 'node:child_process';
import { fork } from 'node:child_process';
import { once } from 'node:events';

/** A measurement begins and ends. */
export type HostOrder = 'measure' | 'finish';

/** What work did to a host: its longest event-loop delay in milliseconds, the peak growth of its memory in bytes. */
export interface Strain {
  readonly delay: number;
  readonly growth: number;
}

/** It listens, it measures from now on, it has measured. */
export type HostMessage = { readonly port: number } | 'begun' | Strain;

/** A host of the plugin in a process of its own. */
export class HostProcess {
  readonly port: number;
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess, port: number) {
    this.#child = child;
    this.port = port;
  }

  /** Starts one on a store, its security switched off; resolves when it listens. */
  static async start(storage: object): Promise<HostProcess> {
    const config = { caseActivity: { storage, security: { enabled: false } } };
    const program = new URL('host_program.ts', import.meta.url);
    const child = fork(program, [JSON.stringify(config)], { execArgv: ['--import', 'tsx'] });
    const started = await answer(child);
    if (started === 'begun' || !('port' in started)) throw new Error('The host said something else first.');
    return new HostProcess(child, started.port);
  }

  /** What the work does to the host. */
  async strainOf(work: () => Promise<unknown>): Promise<Strain> {
    const begun = answer(this.#child);
    this.#child.send('measure' satisfies HostOrder);
    await begun;
    await work();
    const measured = answer(this.#child);
    this.#child.send('finish' satisfies HostOrder);
    const strain = await measured;
    if (strain === 'begun' || 'port' in strain) throw new Error('The host said something else.');
    return strain;
  }

  /** Ends it. */
  async stop(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const gone = once(this.#child, 'exit');
    this.#child.disconnect();
    await gone;
  }
}

/** What it says next. @throws when it ends instead */
async function answer(child: ChildProcess): Promise<HostMessage> {
  const waiting = new AbortController();
  try {
    return await Promise.race([
      once(child, 'message', waiting).then(([message]) => message as HostMessage),
      once(child, 'exit', waiting).then(([code, signal]) => {
        throw new Error(`The host has ended: ${String(code ?? signal)}.`);
      }),
    ]);
  } finally {
    waiting.abort();
  }
}
