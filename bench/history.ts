import { Agent } from 'node:http';
import { keepHistory } from './peers/hand_written_store.js';
import { embeddedEngine, neededMongoEngine, withStore } from './support/engines.js';
import type { Engine, MongoEngine } from './support/engines.js';
import { anAlert, seedHistory } from './support/histories.js';
import { httpGet } from './support/http_get.js';
import { median, medianRatio, millisecondsOf } from './support/measure.js';
import { readOptions } from './support/options.js';
import { figure, megabytes, printSetting, printTable, times } from './support/report.js';
import { Server } from './support/server.js';
import type { ServerSpec } from './support/server_child.js';

/** One server and what was measured: time and growth of its resident memory, once per round. */
interface Runner {
  readonly name: string;
  readonly spec: ServerSpec;
  readonly ms: number[];
  readonly growth: number[];
}

const LONG = anAlert('long');
const PATH = '/api/cases/long/user_actions';
const SMALL_PATH = '/api/cases/small/user_actions';

/** The whole of a long history by the legacy GET: ours beside the hand-written route. */
export async function history(args: readonly string[]): Promise<void> {
  const { rounds, requests, entries } = readOptions(args, { rounds: 7, requests: 8, entries: 10_000 });
  const mongo = await neededMongoEngine();
  const embedded = await embeddedEngine();
  printSetting([embedded.name, mongo.name]);
  try {
    await seed(mongo, embedded, entries);
    const runner = (name: string, spec: ServerSpec): Runner => ({ name, spec, ms: [], growth: [] });
    const runners = [
      runner(`hand-written, ${mongo.name}`, { type: 'hand-written', storage: mongo.storage }),
      runner(`plugin, ${mongo.name}`, { type: 'plugin', storage: mongo.storage }),
      runner('plugin, embedded', { type: 'plugin', storage: embedded.storage }),
    ];
    for (let round = 0; round < rounds; round += 1) {
      for (const one of runners) await measure(one, requests);
    }
    print(runners, `${figure(entries)} entries by GET ${PATH}, new process per round`, requests);
  } finally {
    await mongo.remove();
    await embedded.remove();
  }
}

async function seed(mongo: MongoEngine, embedded: Engine, entries: number): Promise<void> {
  for (const engine of [embedded, mongo]) {
    await withStore(engine, async (store) => {
      const small = await seedHistory(store, anAlert('small'), 20);
      const long = await seedHistory(store, LONG, entries);
      if (engine !== mongo) return;
      await keepHistory(mongo.db, small);
      await keepHistory(mongo.db, long);
    });
  }
}

/** Every round has a new process: what one has once taken it seldom gives back. */
async function measure({ spec, ms, growth }: Runner, requests: number): Promise<void> {
  const server = await Server.start(spec);
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  try {
    // Signed in and compiled: what is left to grow is what the long history needs.
    for (let i = 0; i < 50; i += 1) await httpGet(agent, server.url(SMALL_PATH));
    const samples: number[] = [];
    const grown = await server.growthDuring(async () => {
      for (let i = 0; i < requests; i += 1) {
        samples.push(await millisecondsOf(() => httpGet(agent, server.url(PATH))));
      }
    });
    growth.push(grown);
    ms.push(median(samples));
  } finally {
    agent.destroy();
    await server.stop();
  }
}

function print(runners: readonly Runner[], title: string, requests: number): void {
  const [peer] = runners;
  if (peer === undefined) return;
  printTable({
    title,
    columns: [
      'server',
      'ms per request',
      'as fast as hand-written',
      `MB grown in ${String(requests)} requests`,
      'of hand-written',
    ],
    rows: runners.map(({ name, ms, growth }) => [
      name,
      figure(median(ms)),
      times(medianRatio(peer.ms, ms)),
      megabytes(median(growth)),
      times(medianRatio(growth, peer.growth)),
    ]),
  });
}
