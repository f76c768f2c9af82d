import { isActivityError } from '../server/index.js';

/** The codes of sysexits.h that the command line promises (design section 7). */
export const EXIT = { usage: 64, data: 65, noInput: 66, unavailable: 69, configuration: 78 } as const;

/** A command cannot do what was asked; the message is for people, the code for scripts. */
export class CommandFailure extends Error {
  /** @param exitCode what the process ends with */
  constructor(
    readonly exitCode: number,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** Prints why the command cannot go on and ends the process with the code that says so. */
export function failWith(error: unknown): never {
  if (isActivityError(error, 'CONFIGURATION_INVALID')) {
    const faults = faultsOf(error.details);
    for (const { path, message } of faults) complain(`${path}: ${message}`);
    if (faults.length === 0) complain(error.message);
    process.exit(EXIT.configuration);
  }
  if (isActivityError(error, 'STORE_UNAVAILABLE')) {
    complain(error.message);
    if (error.cause instanceof Error) complain(error.cause.message);
    process.exit(EXIT.unavailable);
  }
  complain(error instanceof Error ? error.message : String(error));
  process.exit(error instanceof CommandFailure ? error.exitCode : 1);
}

/** Writes a line to stderr that names the program. */
export function complain(line: string): void {
  process.stderr.write(`case-activity: ${line}\n`);
}

interface Fault {
  readonly path: string;
  readonly message: string;
}

function faultsOf(details: Readonly<Record<string, unknown>>): readonly Fault[] {
  // `readConfig` and `checkManifest` put their faults here; the shape is theirs.
  return (details['faults'] ?? []) as readonly Fault[];
}
