/** What a client must have for the store to ask it anything. */
const METHODS = ['db', 'connect'] as const;

const WANTED =
  'a connected or new MongoClient of the mongodb driver 6 or 7 (of mongoose: connection.getClient())';

/** Versions of the driver whose clients work, by their first number. Each is in the suites. */
const SUPPORTED: readonly string[] = ['6', '7'];

/** What each value of BSON carries, in every copy, so that copies of other versions can refuse it. */
const BSON_VERSION = Symbol.for('@@mdb.bson.version');

/** What keeps the store from using a host's client, as a sentence; `undefined` if nothing does. */
export async function clientFault(client: unknown): Promise<string | undefined> {
  if (!isObject(client) || METHODS.some((method) => typeof client[method] !== 'function')) {
    return `must be ${WANTED}, not ${described(client)}`;
  }
  const version = await versionOf(client);
  if (version === undefined) return `must be ${WANTED}; this one does not say of which version it is`;
  const [major = ''] = version.split('.');
  if (!SUPPORTED.includes(major)) {
    return `is a client of version ${version} of the mongodb driver; versions 6 and 7 can be used`;
  }
  // The index of unfinished records is sparse, which the stable API does not have.
  if (isStrict(client)) return 'must not have serverApi.strict: the indexes of the store are not part of it';
  return undefined;
}

/**
 * The version that the client tells its server in the handshake, which the protocol prescribes; a promise in
 * driver 7. Wrappers like mongoose put their own behind a `|`. Else the major version of its BSON, which is the
 * driver's.
 */
async function versionOf({ options }: Fields): Promise<string | undefined> {
  if (!isObject(options)) return undefined;
  const metadata = await options['metadata'];
  const told = isObject(metadata) && isObject(metadata['driver']) ? metadata['driver']['version'] : undefined;
  const version = typeof told === 'string' ? /^\d+(?:\.\d+)*/.exec(told)?.[0] : undefined;
  return version ?? bsonVersionOf(options);
}

function bsonVersionOf({ pkFactory }: Fields): string | undefined {
  if (!isObject(pkFactory) || typeof pkFactory['createPk'] !== 'function') return undefined;
  const id: unknown = Reflect.apply(pkFactory['createPk'], pkFactory, []);
  const version: unknown = typeof id === 'object' && id !== null ? Reflect.get(id, BSON_VERSION) : undefined;
  return typeof version === 'number' ? String(version) : undefined;
}

function isStrict({ options }: Fields): boolean {
  return isObject(options) && isObject(options['serverApi']) && options['serverApi']['strict'] === true;
}

function described(value: unknown): string {
  if (!isObject(value)) return typeof value === 'object' ? 'null' : `a ${typeof value}`;
  const { constructor } = value;
  const name = typeof constructor === 'function' ? constructor.name : '';
  return name === '' || name === 'Object' ? 'this object' : `a ${name}`;
}

type Fields = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null;
}
