import type { RootDatabase } from 'lmdb';

/** The database as the store opens it. */
export type Database = RootDatabase<string, Buffer>;
