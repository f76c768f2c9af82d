import { isActivityError } from '../server/index.js';

/** The codes of sysexits.h that the command line promises (design section 7). */
const EXIT_UNAVAILABLE = 69;
const EXIT_CONFIGURATION = 78;

/** Prints why the command cannot go on and ends the process with the code that says so. */
export function failWith(error: unknown): never {
  if (isActivityError(error, 'CONFIGURATION_INVALID')) {
    const faults = faultsOf(error.details);
    for (const { path, message } of faults) print(`${path}: ${message}`);
    if (faults.length === 0) print(error.message);
    process.exit(EXIT_CONFIGURATION);
  }
  if (isActivityError(error, 'STORE_UNAVAILABLE')) {
    print(error.message);
    if (error.cause instanceof Error) print(error.cause.message);
    process.exit(EXIT_UNAVAILABLE);
  }
  print(error instanceof Error ? error.message : String(error));
  process.exit(1);
}

interface Fault {
  readonly path: string;
  readonly message: string;
}

function faultsOf(details: Readonly<Record<string, unknown>>): readonly Fault[] {
  // `readConfig` and `checkManifest` put their faults here; the shape is theirs.
  return (details['faults'] ?? []) as readonly Fault[];
}

function print(line: string): void {
  process.stderr.write(`case-activity: ${line}\n`);
}
