import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Subject } from '../../server/domain/activity.js';
import type { MongoStep } from '../../server/stores/mongo/options.js';
import { DRIVER_NAME } from './drivers.js';
import type { DriverName } from './drivers.js';

/** What a child process does and at which passing of which step it ends itself as by kill -9. */
export interface FaultPlan {
  readonly uri: string;
  readonly database: string;
  readonly scenario: 'save' | 'group' | 'erase' | 'log' | 'gone' | 'redact';
  readonly step: MongoStep;
  readonly time: number;
  /** Of `save`: the size of the change it writes; default: a few bytes. */
  readonly size?: number;
  /** Three records that are there, and one that is not. */
  readonly subjects: readonly [Subject, Subject, Subject, Subject];
}

const PROGRAM = fileURLToPath(new URL('./fault_program.ts', import.meta.url));

/**
 * Runs the child to its death, by default with a client of the copy of the driver that the suites use; answers
 * whether it had acknowledged its commit before.
 * @throws if it lives on
 */
export async function runFaultyChild(plan: FaultPlan, client: DriverName = DRIVER_NAME): Promise<boolean> {
  const child = spawn(process.execPath, ['--import', 'tsx', PROGRAM, JSON.stringify(plan)], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, MONGODB_CLIENT: client },
  });
  let printed = '';
  child.stdout.on('data', (bytes: Buffer) => (printed += bytes.toString()));
  const [, signal] = (await once(child, 'close')) as [number | null, string | null];
  if (signal !== 'SIGKILL') throw new Error(`The child never passed ${plan.step}.`);
  return printed.includes('acknowledged');
}
