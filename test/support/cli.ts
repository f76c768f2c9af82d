import type { ChildProcessByStdio } from 'node:child_process';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const TSX = import.meta.resolve('tsx');
/** Where an example finds the package by its name, wherever it runs. */
const TSCONFIG = join(ROOT, 'tsconfig.json');

let built: string | undefined;

/**
 * The command line's own program, built as the package has it: from the sources each start would take seconds.
 * Built once by each run of the tests, without checking types.
 */
function program(): string {
  if (built !== undefined) return built;
  // Below node_modules, so that it finds the packages it needs and nothing takes it for a source.
  const cache = join(ROOT, 'node_modules/.cache/case-activity');
  removeLeft(cache);
  const folder = join(cache, String(process.pid));
  const build = ['--import', TSX, 'scripts/build.ts', folder, '--noCheck', '--declaration', 'false'];
  execFileSync(process.execPath, build, { cwd: ROOT, env: { ...process.env, NODE_V8_COVERAGE: undefined } });
  built = join(folder, 'bin/case_activity.js');
  return built;
}

/** Removes what processes built that are gone: they may have been killed, so it cannot be left to them. */
function removeLeft(cache: string): void {
  mkdirSync(cache, { recursive: true });
  const left = readdirSync(cache).filter((pid) => !existsSync(`/proc/${pid}`));
  for (const pid of left) rmSync(join(cache, pid), { recursive: true, force: true });
}

/** A running command line. */
export interface Running {
  readonly child: ChildProcessByStdio<Writable, Readable, Readable>;
  readonly stdout: () => string;
  readonly stderr: () => string;
  /** The exit code. */
  readonly ended: Promise<number | null>;
}

interface RunOptions {
  readonly cwd: string;
  readonly env?: NodeJS.ProcessEnv;
  /** What the command reads; default: nothing. */
  readonly input?: string;
}

/** Starts the command line as a process of its own. */
export function run(args: readonly string[], options: RunOptions): Running {
  return start([program(), ...args], options);
}

/** Runs a script of the shell in which `case-activity` is the command line. */
export function runScript(script: string, { cwd, env }: RunOptions): Running {
  const command = `alias case-activity="'${process.execPath}' '${program()}'"\n${script}`;
  return watched(
    spawn('sh', ['-euc', command], { cwd, env: { ...process.env, ...env }, stdio: ['pipe', 'pipe', 'pipe'] }),
  );
}

/** Starts a TypeScript program as a process of its own. */
export function runSource(command: readonly string[], options: RunOptions): Running {
  const env = { TSX_TSCONFIG_PATH: TSCONFIG, ...options.env };
  return start(['--import', TSX, ...command], { ...options, env });
}

function start(args: readonly string[], options: RunOptions): Running {
  const child = spawn(process.execPath, args, {
    cwd: options.cwd,
    env: { ...process.env, ...options.env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  child.stdin.end(options.input ?? '');
  return watched(child);
}

/** The same on a terminal, which `script` gives it: all it prints is in `stdout`, and Ctrl-C is typed as `\x03`. */
export function runOnTerminal(args: readonly string[], { cwd }: RunOptions): Running {
  // `exec`: a shell that stays is ended by Ctrl-C too, and its code is not that of the command.
  const command = ['exec', process.execPath, program(), ...args].join(' ');
  return watched(spawn('script', ['-qefc', command, '/dev/null'], { cwd, stdio: ['pipe', 'pipe', 'pipe'] }));
}

function watched(child: Running['child']): Running {
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const ended = once(child, 'close').then(([code]) => code as number | null);
  return { child, stdout: () => stdout, stderr: () => stderr, ended };
}

/** Resolves with the served address once the process says that it listens. */
export async function listening(running: Running): Promise<string> {
  return (await printed(running, /^listening on (http:\/\/\S+)\r?$/m))[1] ?? '';
}

/** Resolves with what of the process's output matches, once there is something. */
export async function printed(
  { child, stdout, stderr, ended }: Running,
  pattern: RegExp,
): Promise<RegExpExecArray> {
  const gone = ended.then((code) => {
    throw new Error(`ended with ${String(code)} before it printed ${String(pattern)}: ${stderr()}`);
  });
  gone.catch(() => undefined);
  for (;;) {
    const match = pattern.exec(stdout());
    if (match !== null) return match;
    await Promise.race([once(child.stdout, 'data'), gone]);
  }
}
