import { randomUUID } from 'node:crypto';
import { MongoClient } from 'mongodb';

/** The address of the server under test. @throws without MONGODB_URI */
export function serverUri(): string {
  const uri = process.env['MONGODB_URI'];
  if (uri === undefined || uri === '') throw new Error('Set MONGODB_URI to run these tests.');
  return uri;
}

/** A name that no other run uses. */
export function aDatabaseName(): string {
  return `case_activity_test_${randomUUID().replaceAll('-', '')}`;
}

/** Removes a database. */
export async function dropDatabase(name: string): Promise<void> {
  await withClient((client) => client.db(name).dropDatabase());
}

/** Runs something with a client of its own. */
export async function withClient<T>(work: (client: MongoClient) => Promise<T>): Promise<T> {
  const client = new MongoClient(serverUri(), { serverSelectionTimeoutMS: 10_000 });
  try {
    return await work(client);
  } finally {
    await client.close();
  }
}
