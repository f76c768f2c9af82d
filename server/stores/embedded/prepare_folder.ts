import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { access, link, mkdir, open, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Bytes 24 to 31 of lmdb's first page: its magic number and the version of the format. */
const SIGNATURE = Buffer.from([0xde, 0xc0, 0xef, 0xbe, 2, 0, 0, 0]);

/** More than lmdb writes when it creates a database. */
const ROOM_TO_START = Buffer.alloc(128 * 1024);

/** More than lmdb's 8,272 bytes for 126 readers. */
const LOCK_TABLE = Buffer.alloc(16 * 1024);

/** Of a folder or file that nobody but its user can reach. */
const OWN_FOLDER = 0o700;
const OWN_FILE = 0o600;

/** Of files in a folder that its group may write to: shared on purpose, so they are shared too. */
const GROUP_FILE = 0o660;
const GROUP_WRITES = 0o020;

/**
 * Creates the folder if need be, for its user alone, and checks that lmdb can open a database there. An open that
 * fails inside lmdb may end the whole process, so what can be told before is told here (docs/decisions/002).
 * @returns the mode with which files are to be created in the folder
 * @throws the error of the file system, or an Error that says what is wrong
 */
export async function prepareFolder(path: string): Promise<number> {
  await makeFolder(path, OWN_FOLDER);
  await access(path, constants.R_OK | constants.W_OK | constants.X_OK);
  const mode = ((await stat(path)).mode & GROUP_WRITES) === 0 ? OWN_FILE : GROUP_FILE;
  const [data, lock] = [join(path, 'data.mdb'), join(path, 'lock.mdb')];
  if ((await sizeOf(data)) > 0) await checkSignature(data);
  else await withTemporary(path, { content: ROOM_TO_START, mode }, () => Promise.resolve());
  // lmdb would create a file with holes and write to it through memory: on a full disk that is a SIGBUS.
  if ((await sizeOf(lock)) === 0)
    await withTemporary(path, { content: LOCK_TABLE, mode }, (temporary) => linkUnlessThere(temporary, lock));
  return mode;
}

/** Node's own recursive mkdir never returns where the system answers ENOENT below a folder that exists (/proc). */
async function makeFolder(path: string, mode?: number): Promise<void> {
  try {
    await mkdir(path, { mode });
  } catch (error) {
    if (isSystemError(error, 'EEXIST')) return;
    if (!isSystemError(error, 'ENOENT') || dirname(path) === path) throw error;
    await makeFolder(dirname(path));
    await mkdir(path, { mode }).catch((again: unknown) => {
      if (!isSystemError(again, 'EEXIST')) throw again;
    });
  }
}

/** 0 when there is no such file. */
async function sizeOf(file: string): Promise<number> {
  try {
    const found = await stat(file);
    if (!found.isFile()) throw new Error('The file of the database is no regular file.');
    await access(file, constants.R_OK | constants.W_OK);
    return found.size;
  } catch (error) {
    if (isSystemError(error, 'ENOENT')) return 0;
    throw error;
  }
}

async function checkSignature(file: string): Promise<void> {
  const handle = await open(file, 'r');
  try {
    const { buffer } = await handle.read(Buffer.alloc(SIGNATURE.length), 0, SIGNATURE.length, 24);
    if (!buffer.equals(SIGNATURE)) throw new Error('The file is no database of this version of lmdb.');
  } finally {
    await handle.close();
  }
}

async function withTemporary(
  path: string,
  { content, mode }: { readonly content: Buffer; readonly mode: number },
  use: (temporary: string) => Promise<void>,
): Promise<void> {
  const temporary = join(path, `.starting-${randomUUID()}`);
  try {
    await writeFile(temporary, content, { flag: 'wx', mode });
    await use(temporary);
  } finally {
    await rm(temporary, { force: true });
  }
}

/** Whole or not at all: another process that starts at the same moment may already use the file. */
async function linkUnlessThere(temporary: string, file: string): Promise<void> {
  try {
    await link(temporary, file);
  } catch (error) {
    if (!isSystemError(error, 'EEXIST')) throw error;
  }
}

function isSystemError(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
