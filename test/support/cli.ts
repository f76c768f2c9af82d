import type { ChildProcessByStdio } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';

const PROGRAM = fileURLToPath(new URL('../../bin/case_activity.ts', import.meta.url));
const TSX = import.meta.resolve('tsx');

/** A running command line. */
export interface Running {
  readonly child: ChildProcessByStdio<null, Readable, Readable>;
  readonly stdout: () => string;
  readonly stderr: () => string;
  /** The exit code. */
  readonly ended: Promise<number | null>;
}

interface RunOptions {
  readonly cwd: string;
  readonly env?: NodeJS.ProcessEnv;
}

/** Starts the command line as a process of its own. */
export function run(args: readonly string[], options: RunOptions): Running {
  return runSource([PROGRAM, ...args], options);
}

/** Starts a TypeScript program as a process of its own. */
export function runSource(command: readonly string[], options: RunOptions): Running {
  const child = spawn(process.execPath, ['--import', TSX, ...command], {
    cwd: options.cwd,
    env: { ...process.env, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const ended = once(child, 'close').then(([code]) => code as number | null);
  return { child, stdout: () => stdout, stderr: () => stderr, ended };
}

/** Resolves with the served address once the process says that it listens. */
export async function listening({ child, stdout, stderr, ended }: Running): Promise<string> {
  const said = (): string | undefined => /^listening on (http:\/\/\S+)$/m.exec(stdout())?.[1];
  const gone = ended.then((code) => {
    throw new Error(`ended with ${String(code)} before it listened: ${stderr()}`);
  });
  while (said() === undefined) await Promise.race([once(child.stdout, 'data'), gone]);
  gone.catch(() => undefined);
  return said() ?? '';
}
