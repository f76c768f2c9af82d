import { Agent } from 'node:http';
import { keepHistory } from './peers/hand_written_store.js';
import { Child } from './support/child.js';
import type { MongoEngine, Engine } from './support/engines.js';
import { embeddedEngine, neededMongoEngine, withStore } from './support/engines.js';
import { anAlert, seedHistory } from './support/histories.js';
import type { Answer } from './support/http_get.js';
import { httpGet } from './support/http_get.js';
import type { LoadOrder } from './support/load_child.js';
import { median, medianRatio } from './support/measure.js';
import { readOptions } from './support/options.js';
import { figure, printSetting, printTable, times } from './support/report.js';
import { Server } from './support/server.js';

/** Requests per second of one server for records of one length, once per round. */
interface Runner {
  readonly name: string;
  readonly server: Server;
  readonly length: number;
  readonly rates: number[];
  /** Processor time of the server per request, in ms: what else the machine does hardly moves it. */
  readonly cost: number[];
}

const LENGTHS: readonly number[] = [20, 200, 10_000];

/** So many short histories, that nobody gains by having read the same one just now. */
const RECORDS = 32;

/** Requests per second of a page of 20, one process: ours beside a hand-written route and bare servers. */
export async function requests(args: readonly string[]): Promise<void> {
  const options = readOptions(args, { rounds: 5, ms: 1500, connections: 16 });
  const mongo = await neededMongoEngine();
  const embedded = await embeddedEngine();
  printSetting([embedded.name, mongo.name]);
  const servers: Server[] = [];
  const load = new Child(new URL('support/load_child.ts', import.meta.url), {});
  try {
    await load.says();
    await seed(mongo, embedded);
    const runners = await startAll(mongo, embedded, servers);
    for (let round = -1; round < options.rounds; round += 1) {
      for (let i = 0; i < runners.length; i += 1) {
        const runner = runners[(i + round + 1) % runners.length];
        if (runner === undefined) continue;
        const { port } = runner.server;
        const order: LoadOrder = { port, paths: pathsOf(runner.length), ...options };
        const before = await runner.server.processorMs();
        // The load generator answers with these two numbers.
        const { rate, answered } = (await load.ask(order)) as { rate: number; answered: number };
        const used = (await runner.server.processorMs()) - before;
        // The first round only warms up.
        if (round < 0) continue;
        runner.rates.push(rate);
        runner.cost.push(used / answered);
      }
    }
    print(runners);
  } finally {
    for (const server of servers) await server.stop();
    await load.end();
    await mongo.remove();
    await embedded.remove();
  }
}

async function seed(mongo: MongoEngine, embedded: Engine): Promise<void> {
  for (const engine of [embedded, mongo]) {
    await withStore(engine, async (store) => {
      for (const length of LENGTHS) {
        for (const id of idsOf(length)) {
          const activities = await seedHistory(store, anAlert(id), length);
          if (engine === mongo) await keepHistory(mongo.db, activities);
        }
      }
    });
  }
}

async function startAll(mongo: MongoEngine, embedded: Engine, servers: Server[]): Promise<Runner[]> {
  const start = async (spec: Parameters<typeof Server.start>[0]): Promise<Server> => {
    const server = await Server.start(spec);
    servers.push(server);
    return server;
  };
  const ours = await start({ type: 'plugin', storage: mongo.storage });
  const peer = await start({ type: 'hand-written', storage: mongo.storage });
  const local = await start({ type: 'plugin', storage: embedded.storage });
  const agent = new Agent({ keepAlive: false });
  const [page, theirs] = await Promise.all(
    [ours, peer].map((one) => httpGet(agent, one.url(pathsOf(20)[0] ?? ''))),
  );
  if (page === undefined || theirs === undefined) return [];
  refuseOtherSize(page, theirs);
  const bare = { headers: sentHeaders(page), body: page.body.toString('base64') };
  const express = await start({ type: 'express', ...bare });
  const least = await start({ type: 'least-express', ...bare });
  const node = await start({ type: 'node', ...bare });
  const runner = (name: string, server: Server, length: number): Runner => ({
    name,
    server,
    length,
    rates: [],
    cost: [],
  });
  return [
    ...LENGTHS.flatMap((length) => [
      runner(`plugin, ${mongo.name}, ${figure(length)} entries`, ours, length),
      runner(`hand-written, ${mongo.name}, ${figure(length)} entries`, peer, length),
      runner(`plugin, embedded, ${figure(length)} entries`, local, length),
    ]),
    runner('Express 5, send', express, 20),
    runner('Express 5, setHeader and end', least, 20),
    runner('node:http', node, 20),
  ];
}

function idsOf(length: number): readonly string[] {
  const records = length < 1000 ? RECORDS : 1;
  return Array.from({ length: records }, (_, i) => `${String(length)}-${String(i)}`);
}

function pathsOf(length: number): readonly string[] {
  return idsOf(length).map((id) => `/v1/alerts/${id}/activities?page=1&limit=20`);
}

/** A peer that answers less would have less to do. */
function refuseOtherSize(ours: Answer, theirs: Answer): void {
  const ratio = theirs.body.length / ours.body.length;
  if (ratio < 0.95 || ratio > 1.05) throw new Error(`The peer answers ${String(ratio)} times as many bytes.`);
}

/** The headers that the server itself does not add anyway. */
function sentHeaders({ headers }: Answer): Record<string, string> {
  const own = ['date', 'connection', 'keep-alive', 'content-length', 'x-powered-by', 'transfer-encoding'];
  const sent = Object.entries(headers).filter(([name]) => !own.includes(name));
  return Object.fromEntries(sent.map(([name, value]) => [name, String(value)]));
}

function print(runners: readonly Runner[]): void {
  const [send, end] = ['Express 5, send', 'Express 5, setHeader'].map((start) =>
    runners.find(({ name }) => name.startsWith(start)),
  );
  const peerOf = (runner: Runner): Runner | undefined =>
    runners.find(({ name, length }) => name.startsWith('hand-written') && length === runner.length);
  const tables = [
    {
      title: 'requests per second, page of 20, one process',
      of: (one: Runner) => one.rates,
      ratio: medianRatio,
    },
    {
      title: 'processor time of the server per request in ms; ratios as of speed',
      of: (one: Runner) => one.cost,
      ratio: (a: readonly number[], b: readonly number[]) => medianRatio(b, a),
    },
  ];
  for (const { title, of, ratio } of tables) {
    const beside = (runner: Runner, other: Runner | undefined): string =>
      other === undefined || other === runner ? '' : times(ratio(of(runner), of(other)));
    printTable({
      title,
      columns: ['server', 'median', 'beside hand-written', 'beside Express, send', 'beside Express, end'],
      rows: runners.map((runner) => [
        runner.name,
        figure(median(of(runner))),
        runner.name.startsWith('plugin') ? beside(runner, peerOf(runner)) : '',
        beside(runner, send),
        beside(runner, end),
      ]),
    });
  }
}
