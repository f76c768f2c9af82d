import { once } from 'node:events';
import type { FileHandle } from 'node:fs/promises';
import { open, rename, rm } from 'node:fs/promises';

/** Where a command writes. */
export interface Output {
  /** Resolves when more may be written. */
  readonly write: (text: string) => Promise<void>;
  /** All is written. */
  readonly keep: () => Promise<void>;
  /** What is written is not whole. */
  readonly discard: () => Promise<void>;
}

/** A file that is there once it is whole, in the place of what was there before; without a name standard output. */
export async function openOutput(file: string | undefined): Promise<Output> {
  if (file === undefined) return standardOutput();
  const part = `${file}.${String(process.pid)}.part`;
  const handle = await open(part, 'wx');
  return {
    write: async (text) => {
      await handle.writeFile(text);
    },
    keep: async () => {
      await closed(handle, () => handle.sync());
      await rename(part, file);
    },
    discard: async () => {
      await closed(handle, () => Promise.resolve());
      await rm(part, { force: true });
    },
  };
}

async function closed(handle: FileHandle, last: () => Promise<void>): Promise<void> {
  try {
    await last();
  } finally {
    await handle.close();
  }
}

/** Whoever reads it may go away: then `write` rejects. */
function standardOutput(): Output {
  const { stdout } = process;
  let failure: Error | undefined;
  stdout.on('error', (error: Error) => (failure = error));
  const done = (): Promise<void> => Promise.resolve();
  return {
    write: async (text) => {
      if (!stdout.write(text)) await once(stdout, 'drain');
      if (failure !== undefined) throw failure;
    },
    keep: done,
    discard: done,
  };
}
