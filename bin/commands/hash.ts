import { Argument, Command } from 'commander';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { makeScryptHash } from '../../server/config.js';

/** Makes what the configuration keeps instead of a secret. */
export const hashCommand = new Command('hash')
  .description('make what the configuration keeps instead of a secret')
  .addArgument(
    new Argument('<what>', 'password: asked for without echo, or the first line of the input').choices([
      'password',
      'key',
    ]),
  )
  .option('--stdin', 'of a key: take it from the input instead of making one')
  .action(hash);

/** Begins every API key of CaseBender's clients (C11.1). */
const KEY_PREFIX = 'cbr_live_';

/**
 * Prints `passwordHash` of a password, or a key and its `keyHash`, as lines of a configuration. Secrets are never
 * taken from the command line, where other users of the machine can read them.
 */
async function hash(
  what: 'password' | 'key',
  { stdin = false }: { readonly stdin?: boolean },
): Promise<void> {
  if (what === 'password') {
    process.stdout.write(`passwordHash: ${JSON.stringify(await makeScryptHash(await password()))}\n`);
    return;
  }
  const key = stdin ? await lineOf('key') : `${KEY_PREFIX}${randomBytes(32).toString('base64url')}`;
  if (!stdin) process.stdout.write(`# the key, shown only now: ${key}\n`);
  process.stdout.write(`keyHash: ${createHash('sha256').update(key).digest('hex')}\n`);
}

async function password(): Promise<string> {
  if (!process.stdin.isTTY) return lineOf('password');
  const first = await askSilently('Password: ');
  if (first === '') throw new Error('A password has at least one character.');
  if ((await askSilently('Once more: ')) !== first) throw new Error('The two are not the same.');
  return first;
}

/** The first line of the input, without its line break. */
async function lineOf(what: string): Promise<string> {
  for await (const line of createInterface({ input: process.stdin })) if (line !== '') return line;
  throw new Error(`The input has no ${what} in its first line.`);
}

/** Asks on the terminal and shows nothing of what is typed. */
async function askSilently(question: string): Promise<string> {
  const nowhere = new Writable({
    write: (_chunk, _encoding, done) => {
      done();
    },
  });
  // From here on the terminal does not echo: not a moment later than it is asked.
  const lines = createInterface({ input: process.stdin, output: nowhere, terminal: true });
  process.stderr.write(question);
  lines.once('SIGINT', () => process.exit(130));
  try {
    const [answer] = (await once(lines, 'line')) as [string];
    return answer;
  } finally {
    lines.close();
    process.stderr.write('\n');
  }
}
