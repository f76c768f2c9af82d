import type { ChildProcess } from 'node:child_process';
import { fork } from 'node:child_process';
import { once } from 'node:events';

/** A process of ours that answers every message with one message, until it is ended. */
export class Child {
  readonly #process: ChildProcess;

  constructor(program: URL, argument: unknown) {
    // Express and its kind are faster, or at least quieter, in production: all peers get that.
    const env = { ...process.env, NODE_ENV: 'production' };
    this.#process = fork(program, [JSON.stringify(argument)], { env, execArgv: execArguments() });
  }

  /** Its process id. */
  get pid(): number {
    return this.#process.pid ?? 0;
  }

  /**
   * What it says next.
   * @throws when it ends instead
   */
  async says(): Promise<unknown> {
    const waiting = new AbortController();
    try {
      return await Promise.race([
        once(this.#process, 'message', waiting).then(([message]: unknown[]) => message),
        once(this.#process, 'exit', waiting).then(() => {
          throw new Error('A process that is measured has ended.');
        }),
      ]);
    } finally {
      waiting.abort();
    }
  }

  /** Its answer to a message. */
  async ask(message: object): Promise<unknown> {
    const answer = this.says();
    this.#process.send(message);
    return answer;
  }

  /** Ends it. */
  async end(): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    const gone = once(this.#process, 'exit');
    this.#process.kill('SIGTERM');
    await gone;
  }
}

/** A child may be profiled: `BENCH_NODE_OPTIONS="--cpu-prof --cpu-prof-dir=DIR"`. */
function execArguments(): string[] {
  const extra = process.env['BENCH_NODE_OPTIONS']?.split(' ').filter((option) => option !== '') ?? [];
  return ['--import', 'tsx', ...extra];
}
