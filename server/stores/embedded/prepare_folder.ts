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

/**
 * Creates the folder if need be and checks that lmdb can open a database there. An open that fails inside lmdb
 * may end the whole process, so what can be told before is told here (docs/decisions/002).
 * @throws the error of the file system, or an Error that says what is wrong
 */
export async function prepareFolder(path: string): Promise<void> {
  await makeFolder(path);
  await access(path, constants.R_OK | constants.W_OK | constants.X_OK);
  const [data, lock] = [join(path, 'data.mdb'), join(path, 'lock.mdb')];
  if ((await sizeOf(data)) > 0) await checkSignature(data);
  else await withTemporary(path, ROOM_TO_START, () => Promise.resolve());
  // lmdb would create a file with holes and write to it through memory: on a full disk that is a SIGBUS.
  if ((await sizeOf(lock)) === 0)
    await withTemporary(path, LOCK_TABLE, (temporary) => linkUnlessThere(temporary, lock));
}

/** Node's own recursive mkdir never returns where the system answers ENOENT below a folder that exists (/proc). */
async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path);
  } catch (error) {
    if (isSystemError(error, 'EEXIST')) return;
    if (!isSystemError(error, 'ENOENT') || dirname(path) === path) throw error;
    await makeFolder(dirname(path));
    await mkdir(path).catch((again: unknown) => {
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
  content: Buffer,
  use: (temporary: string) => Promise<void>,
): Promise<void> {
  const temporary = join(path, `.starting-${randomUUID()}`);
  try {
    await writeFile(temporary, content, { flag: 'wx', mode: 0o664 });
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
