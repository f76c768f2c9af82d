import { setImmediate as turn } from 'node:timers/promises';

/** Texts are joined up to about this many characters before they are written: fewer, larger writes. */
export const CHUNK_CHARACTERS = 65_536;

/**
 * A JSON array that is written piece by piece: memory is bounded by bytes, however many and large its elements
 * are. A portion is asked for, and a text is taken out of it, when it can be written.
 */
export interface Items {
  /** JSON texts of the elements. */
  readonly portions: AsyncIterable<Iterable<string>>;
  /** What stands around the array; default: nothing. */
  readonly before?: string;
  /** A function is called when all elements are written. */
  readonly after?: string | (() => Promise<string>);
}

/** Portions of values, read when they are asked for, or at hand. */
type Portions<T> = AsyncIterable<readonly T[]> | Iterable<readonly T[]>;

/** The items that portions of values are told as, one at a time. */
export function itemsOf<T>(
  portions: Portions<T>,
  textOf: (value: T) => string,
  around: Pick<Items, 'before' | 'after'> = {},
): Items {
  return { portions: textPortions(portions, textOf), ...around };
}

/**
 * The chunks of the array's text. One item is made at a time, and whatever happens the portions are told that nobody
 * wants more of them. Lets others have their turn between portions.
 */
export async function* chunksOf({
  portions,
  before = '',
  after = '',
}: Items): AsyncGenerator<string, string> {
  const source = portions[Symbol.asyncIterator]();
  let text = `${before}[`;
  let separator = '';
  let flows = false;
  try {
    for (let next = await source.next(); next.done !== true;) {
      // What comes behind this portion is read meanwhile, but only for a client that takes what it gets.
      const ahead = flows ? source.next() : undefined;
      // Whoever reads on hears of it; nobody may do so any more.
      ahead?.catch(() => undefined);
      for (const item of next.value) {
        text += separator + item;
        separator = ',';
        if (text.length < CHUNK_CHARACTERS) continue;
        yield text;
        text = '';
        flows = true;
      }
      next = await (ahead ?? source.next());
      if (next.done !== true) await turn();
    }
    return `${text}]${typeof after === 'string' ? after : await after()}`;
  } finally {
    await source.return?.();
  }
}

async function* textPortions<T>(
  portions: Portions<T>,
  textOf: (value: T) => string,
): AsyncGenerator<Iterable<string>> {
  for await (const portion of portions) yield textsOf(portion, textOf);
}

function* textsOf<T>(values: readonly T[], textOf: (value: T) => string): Generator<string, void, undefined> {
  for (const value of values) yield textOf(value);
}
