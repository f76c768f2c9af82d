import { setTimeout as sleep } from 'node:timers/promises';
import { OpenStream } from './streams/open_stream.js';
import type { Committed } from './streams/serving_child.js';
import { Child } from './support/child.js';
import { allEngines } from './support/engines.js';
import { inParallel, quantile } from './support/measure.js';
import { readOptions } from './support/options.js';
import { figure, megabytes, printSetting, printTable } from './support/report.js';
import { residentBytes } from './support/resident_memory.js';

/** What the process has done by then does not grow any more. */
const REST_MS = 3_000;
const PAUSE_MS = 150;

/**
 * What idle streams of a space cost in memory (N18: 1,000 below 64 MiB), and how long an entry takes from the answer to
 * its commit to a stream of the same process and of another one.
 */
export async function streams(args: readonly string[]): Promise<void> {
  const options = readOptions(args, { streams: 1_000, commits: 200 });
  const engines = await allEngines();
  printSetting(engines.map(({ name }) => name));
  try {
    for (const { name, storage } of engines) {
      const program = new URL('streams/serving_child.ts', import.meta.url);
      const [writer, other] = [new Child(program, storage), new Child(program, storage)];
      try {
        const ports = [Number(await writer.says()), Number(await other.says())] as const;
        await latency(name, writer, { ports, commits: options.commits });
        await memory(name, other, { port: ports[1], count: options.streams });
      } finally {
        await Promise.all([writer.end(), other.end()]);
      }
    }
  } finally {
    for (const engine of engines) await engine.remove();
  }
}

async function latency(
  name: string,
  writer: Child,
  { ports, commits }: { readonly ports: readonly [number, number]; readonly commits: number },
): Promise<void> {
  await writer.ask({});
  const followed = await Promise.all(ports.map((port) => OpenStream.open(port)));
  const samples = followed.map((): number[] => []);
  for (let i = 0; i < commits; i += 1) {
    await sleep(PAUSE_MS * Math.random());
    const arriving = Promise.all(followed.map((stream) => stream.next()));
    const { at } = (await writer.ask({})) as Committed;
    // An event may be there before the answer is.
    for (const [s, arrived] of (await arriving).entries()) samples[s]?.push(Math.max(0, arrived - at));
  }
  for (const stream of followed) stream.close();
  printTable({
    title: `${name}: from the answer to a commit to the event in a stream of the space`,
    columns: ['stream of', 'p50 ms', 'p99 ms', 'longest ms'],
    rows: ['the same process', 'another process'].map((of, s) => [
      of,
      ...[0.5, 0.99, 1].map((q) => figure(quantile(samples[s] ?? [], q))),
    ]),
  });
}

async function memory(
  name: string,
  server: Child,
  { port, count }: { readonly port: number; readonly count: number },
): Promise<void> {
  const open: OpenStream[] = [];
  const openMore = (more: number): Promise<void> =>
    inParallel(more, 20, async () => {
      open.push(await OpenStream.open(port));
    });
  // What is loaded and compiled by the first ones is no part of each.
  await openMore(20);
  await sleep(REST_MS);
  const before = await residentBytes(server.pid, 'VmRSS');
  await openMore(count);
  await sleep(REST_MS);
  const grown = (await residentBytes(server.pid, 'VmRSS')) - before;
  for (const stream of open) stream.close();
  printTable({
    title: `${name}: resident memory of ${figure(count)} idle streams`,
    columns: ['', 'MB', 'kB each'],
    rows: [['growth', megabytes(grown), figure(grown / count / 1000)]],
  });
}
