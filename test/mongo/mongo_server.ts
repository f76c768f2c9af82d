import { execSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import type { MongoClient, MongoClientOptions } from 'mongodb';
import { driver } from './drivers.js';

/** The address of the server under test. @throws without MONGODB_URI */
export function serverUri(): string {
  const uri = process.env['MONGODB_URI'];
  if (uri === undefined || uri === '') throw new Error('Set MONGODB_URI to run these tests.');
  return uri;
}

/** The server's address with a database and prefix; who signs in does so where they did before. */
export function addressOf(database: string, collectionPrefix = ''): string {
  const url = /^(?<server>[^:]+:\/\/[^/?]+)\/?(?<path>[^?]*)\??(?<query>.*)$/.exec(serverUri());
  const { server = '', path = '', query = '' } = url?.groups ?? {};
  const prefix = collectionPrefix === '' ? '' : `collectionPrefix=${collectionPrefix}`;
  const options = [query, path === '' ? '' : `authSource=${path}`, prefix];
  return `${server}/${database}?${options.filter((option) => option !== '').join('&')}`;
}

/** A name that no other run uses. */
export function aDatabaseName(): string {
  return `case_activity_test_${randomUUID().replaceAll('-', '')}`;
}

/** Removes a database. @throws what the server is doing, when it does not do that within half a minute */
export async function dropDatabase(name: string): Promise<void> {
  const options = { socketTimeoutMS: 30_000 };
  await withClient((client) => client.db(name).dropDatabase(), options).catch((cause: unknown) => {
    const command = process.env['MONGODB_ACTIVITY_CMD'] ?? 'echo unknown';
    throw new Error(`${name} stays: ${execSync(command, { encoding: 'utf8' })}`, { cause });
  });
}

/** Runs something with a client of its own, of the copy of the driver that the suites use. */
export async function withClient<T>(
  work: (client: MongoClient) => Promise<T>,
  options: MongoClientOptions = {},
): Promise<T> {
  const client = new driver.MongoClient(serverUri(), { serverSelectionTimeoutMS: 10_000, ...options });
  try {
    return await work(client);
  } finally {
    await client.close();
  }
}
