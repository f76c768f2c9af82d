import { open } from 'lmdb';
import type { RootDatabase } from 'lmdb';
import { recordKeys } from '../../server/stores/embedded/keys.js';
import type { Snapshot, StoredSort, StoredThing, Tampering } from './tampering.js';

const LOG = '\0L';
/** Names the lists, which are a database of their own. */
const LISTS = '\0';
/** What a key of each sort has behind the name of its record or space. */
const SORTS: Readonly<Record<StoredSort, (key: Buffer) => boolean>> = {
  entry: (key) => !isLog(key) && part(key)?.startsWith('a') === true && part(key)?.length === 5,
  head: (key) => !isLog(key) && part(key) === 'h',
  row: (key) => isLog(key) && logPart(key).startsWith('p') && logPart(key).length === 7,
  tile: (key) => isLog(key) && logPart(key).startsWith('m') && logPart(key).length === 7,
  log: (key) => isLog(key) && logPart(key) === 'h',
  checkpoint: (key) => isLog(key) && logPart(key) === 'c',
};

/** What is stored in a folder. */
export function embeddedTampering(path: string): Promise<Tampering> {
  const db: RootDatabase<string, Buffer> = open({
    ...{ path, noSubdir: false, overlappingSync: false, eventTurnBatching: false },
    ...{ useVersions: true, encoding: 'string', keyEncoding: 'binary', maxDbs: 1 },
  });
  return Promise.resolve(new EmbeddedTampering(db));
}

class EmbeddedTampering implements Tampering {
  readonly #db: RootDatabase<string, Buffer>;

  constructor(db: RootDatabase<string, Buffer>) {
    this.#db = db;
  }

  all(sort: StoredSort): Promise<readonly StoredThing[]> {
    const things = this.#everything()
      .filter(({ key }) => SORTS[sort](key))
      .map(({ key, value }): StoredThing => ({ sort, key, value: decoded(sort, value) }));
    return Promise.resolve(things);
  }

  async put({ sort, key, value: was }: StoredThing, value: unknown = was): Promise<boolean> {
    const at = key as Buffer;
    const text = sort === 'tile' || typeof value === 'string' ? String(value) : JSON.stringify(value);
    return this.#db.put(at, text, versionOf(sort, value) ?? this.#db.getEntry(at)?.version ?? 0);
  }

  async remove({ key }: StoredThing): Promise<void> {
    await this.#db.remove(key as Buffer);
  }

  async removeRecord(subject: Parameters<Tampering['removeRecord']>[0]): Promise<void> {
    const { everything } = recordKeys(subject);
    for (const key of [...this.#db.getKeys(everything)]) await this.#db.remove(Buffer.from(key));
  }

  snapshot(): Promise<Snapshot> {
    const kept = this.#everything();
    return Promise.resolve({
      restore: async () => {
        for (const { key } of this.#everything()) await this.#db.remove(key);
        for (const { key, value, version } of kept) await this.#db.put(key, value, version);
      },
    });
  }

  async close(): Promise<void> {
    await this.#db.close();
  }

  #everything(): readonly { readonly key: Buffer; readonly value: string; readonly version: number }[] {
    this.#db.resetReadTxn();
    return [...this.#db.getRange({ start: Buffer.from([0]), versions: true })]
      .map(({ key, value, version = 0 }) => ({ key: Buffer.from(key), value, version }))
      .filter(({ key }) => key.toString('latin1') !== LISTS);
  }
}

/** What writers compare: as the store would have it with this value. */
function versionOf(sort: StoredSort, value: unknown): number | undefined {
  if (!Array.isArray(value)) return undefined;
  const [first, , third] = value as readonly unknown[];
  const version =
    sort === 'head' ? Number(first) * 2 ** 20 + Number(third) : sort === 'log' ? Number(first) : NaN;
  return Number.isSafeInteger(version) && version >= 0 ? version : undefined;
}

function decoded(sort: StoredSort, text: string): unknown {
  return sort === 'tile' ? text : (JSON.parse(text) as unknown);
}

function isLog(key: Buffer): boolean {
  return key.toString('latin1').startsWith(LOG);
}

/** Behind space, kind and id. */
function part(key: Buffer): string | undefined {
  return key.toString('latin1').split('\0').slice(3).join('\0');
}

/** Behind the space. */
function logPart(key: Buffer): string {
  const name = key.toString('latin1').slice(LOG.length);
  return name.slice(name.indexOf('\0') + 1);
}
