import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import type { Subject } from '../../server/domain/activity.js';
import type { StoreLocation } from '../support/open_store.js';

/** What a child process can be told to do. */
export type ChildCommand =
  /** `writers` concurrent loops of `commits` commits to each record; one `ack` per commit. */
  | {
      readonly type: 'append';
      readonly subjects: readonly Subject[];
      readonly writers: number;
      readonly commits: number;
    }
  /** The same with sealed entries; now and then the log of the records' spaces catches up. */
  | {
      readonly type: 'seal';
      readonly subjects: readonly Subject[];
      readonly writers: number;
      readonly commits: number;
    }
  /** Records of many entries are recorded, put into the log and erased, again and again; one `ack` per commit. */
  | { readonly type: 'churn'; readonly subjects: readonly Subject[]; readonly commits: number }
  /** Commits that each write to all the records at once; one `ack` per commit. */
  | { readonly type: 'together'; readonly subjects: readonly Subject[]; readonly commits: number }
  /** A new record for each audience, one after the other; one `ack` per commit. */
  | { readonly type: 'list'; readonly audiences: readonly string[] }
  /** Finishes the deletion of a space that is marked (P1). */
  | { readonly type: 'remove'; readonly space: string }
  | { readonly type: 'reserve'; readonly count: number; readonly times: number }
  | { readonly type: 'head'; readonly subject: Subject };

/** What a child process prints, one JSON line each. */
export type ChildMessage =
  | { readonly type: 'ready' }
  | { readonly type: 'ack'; readonly id: string; readonly seq: number }
  | { readonly type: 'number'; readonly first: number }
  | { readonly type: 'head'; readonly seq: number | undefined }
  | { readonly type: 'done' };

const PROGRAM = fileURLToPath(new URL('./child_program.ts', import.meta.url));

function argumentsFor(location: StoreLocation): string[] {
  return ['--import', 'tsx', PROGRAM, JSON.stringify(location)];
}

/** Runs a command in a process of its own while this process stands still: not even a timer fires. */
export function runMeanwhile(location: StoreLocation, command: ChildCommand): void {
  const input = `${JSON.stringify(command)}\n`;
  const { status } = spawnSync(process.execPath, argumentsFor(location), {
    input,
    stdio: ['pipe', 'ignore', 'inherit'],
  });
  if (status !== 0) throw new Error('The child process failed.');
}

/** A process of its own that has a store open and obeys commands. */
export class ChildStore {
  readonly messages: ChildMessage[] = [];
  readonly #process: ChildProcessByStdio<Writable, Readable, null>;
  readonly #closed: Promise<unknown>;
  #wake: () => void = () => undefined;
  #ended = false;

  constructor(location: StoreLocation) {
    this.#process = spawn(process.execPath, argumentsFor(location), { stdio: ['pipe', 'pipe', 'inherit'] });
    // A killed child leaves a broken pipe behind, which is what those tests want.
    this.#process.stdin.on('error', () => undefined);
    this.#closed = once(this.#process, 'close').then(() => {
      this.#ended = true;
      this.#wake();
    });
    createInterface({ input: this.#process.stdout }).on('line', (line) => {
      this.messages.push(JSON.parse(line) as ChildMessage);
      this.#wake();
    });
  }

  /** Resolves when the child has its store open. */
  async ready(): Promise<void> {
    await this.until((messages) => messages.some(({ type }) => type === 'ready'));
  }

  /** Gives a command without waiting. */
  send(command: ChildCommand): void {
    this.#process.stdin.write(`${JSON.stringify(command)}\n`);
  }

  /** Gives a command and answers what was printed until it was done. */
  async run(command: ChildCommand): Promise<ChildMessage[]> {
    await this.ready();
    const from = this.messages.length;
    this.send(command);
    await this.until((messages) => messages.slice(from).some(({ type }) => type === 'done'));
    return this.messages.slice(from);
  }

  /** Resolves when the messages so far satisfy the condition. @throws when the child ends before */
  async until(holds: (messages: readonly ChildMessage[]) => boolean): Promise<void> {
    while (!holds(this.messages)) {
      if (this.#ended) throw new Error('The child process ended early.');
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  /** Ends the process at once, as a crash does; resolves when everything it printed has arrived. */
  async kill(): Promise<void> {
    this.#process.kill('SIGKILL');
    await this.#closed;
  }
}
