import type { Stats } from 'node:fs';
import { closeSync, constants, fstatSync, mkdirSync, openSync, readSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/** A file that is open for appending. */
export interface Appendable {
  readonly fd: number;
  /** The same as long as it is the same file. */
  readonly identity: string;
  /** False for a pipe and the like, which have no disk to be synced to. */
  readonly regular: boolean;
  /** Whether its last line was cut off, by a full disk or a sudden death. */
  readonly torn: boolean;
}

// What Windows does not have is 0 there. Without it, a pipe that nobody reads would hold the process for ever.
const NON_BLOCKING = constants.O_NONBLOCK as number | undefined;
const FLAGS = constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | (NON_BLOCKING ?? 0);

const OWNER_ONLY_FILE = 0o600;
const OWNER_ONLY_FOLDER = 0o700;

/**
 * Opens a file for appending, made with its folder if need be: for its owner alone. Does not wait for the reader of
 * a pipe.
 * @throws the error of the operating system
 */
export function openAppend(path: string): Appendable {
  mkdirSync(dirname(path), { recursive: true, mode: OWNER_ONLY_FOLDER });
  const fd = openSync(path, FLAGS, OWNER_ONLY_FILE);
  const stats = fstatSync(fd);
  const regular = stats.isFile();
  return { fd, identity: fileIdentityOf(stats), regular, torn: regular && isTorn(path, stats.size) };
}

/** What `identity` is for the file of these facts. */
export function fileIdentityOf({ dev, ino }: Pick<Stats, 'dev' | 'ino'>): string {
  return `${String(dev)}:${String(ino)}`;
}

/** Which of the file and its folder others than their owner may use. */
export function openToOthers(path: string): readonly string[] {
  if (process.platform === 'win32' || !statSync(path).isFile()) return [];
  return [dirname(path), path].filter((each) => (statSync(each).mode & 0o077) !== 0);
}

function isTorn(path: string, size: number): boolean {
  if (size === 0) return false;
  const fd = openSync(path, constants.O_RDONLY);
  try {
    const last = Buffer.alloc(1);
    return readSync(fd, last, 0, 1, size - 1) === 1 && last.toString() !== '\n';
  } finally {
    closeSync(fd);
  }
}
