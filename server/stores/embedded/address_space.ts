import { readFile } from 'node:fs/promises';

/** Whether the process has been given a limit of address space (`ulimit -v`); where a system does not say, it has not. */
export async function hasAddressSpaceLimit(): Promise<boolean> {
  const limits = await readFile('/proc/self/limits', 'utf8').catch(() => '');
  return /^Max address space +\d/m.test(limits);
}
