import { readFile, writeFile } from 'node:fs/promises';

const SAMPLE_MS = 50;

/** How many bytes of a process are in memory: all, the most since the peak was forgotten, or what no file backs. */
export async function residentBytes(pid: number, what: 'VmRSS' | 'VmHWM' | 'RssAnon'): Promise<number> {
  const status = await readFile(`/proc/${String(pid)}/status`, 'utf8');
  return Number(new RegExp(`${what}:\\s+(\\d+) kB`).exec(status)?.[1]) * 1024;
}

/**
 * By how many bytes the resident memory of a process grows at most while `work` runs. Linux only: the kernel keeps the
 * peak, so that none is missed, however short.
 */
export async function growthDuring(pid: number, work: () => Promise<unknown>): Promise<number> {
  await writeFile(`/proc/${String(pid)}/clear_refs`, '5');
  const before = await residentBytes(pid, 'VmRSS');
  await work();
  return (await residentBytes(pid, 'VmHWM')) - before;
}

/**
 * By how many bytes a process's own memory grows at most while `work` runs, as far as samples tell; what is mapped from
 * files, as the embedded store maps its data, belongs to the kernel. Linux only.
 */
export async function ownGrowthDuring(pid: number, work: () => Promise<unknown>): Promise<number> {
  const before = await residentBytes(pid, 'RssAnon');
  let most = before;
  const sample = async (): Promise<void> => {
    most = Math.max(most, await residentBytes(pid, 'RssAnon'));
  };
  const timer = setInterval(() => void sample(), SAMPLE_MS);
  try {
    await work();
  } finally {
    clearInterval(timer);
  }
  return most - before;
}
