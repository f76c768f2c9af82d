/** How it is noticed what other processes have written: runs while somebody watches, once for all of them. */
export interface AdvanceSource {
  /** Begins to look; what is answered ends that. */
  start(watching: Watching): () => Promise<void>;
}

/** What a source looks for, and whom it tells. */
export interface Watching {
  /** The spaces that somebody watches now. */
  readonly spaces: () => readonly string[];
  /** There may be something new. To tell once too often costs a look. */
  readonly tell: (space: string) => void;
}

/** Tells whoever watches a space that there may be something new in it, whichever process has written it. */
export class SpaceWatch {
  readonly #source: AdvanceSource;
  readonly #looks = new Map<string, Set<() => void>>();
  #stop: (() => Promise<void>) | undefined;
  #stopping: Promise<void> = Promise.resolve();
  #closed = false;

  constructor(source: AdvanceSource) {
    this.#source = source;
  }

  /** As the port's `watch`. On a store that is closed nothing is told any more. */
  watch(space: string, look: () => void): () => void {
    if (this.#closed) return () => undefined;
    // A function of its own for each call: the same one may be handed in twice.
    const own = (): void => {
      look();
    };
    const looks = this.#looks.get(space) ?? new Set();
    this.#looks.set(space, looks.add(own));
    this.#stop ??= this.#source.start({
      spaces: () => [...this.#looks.keys()],
      tell: (told) => {
        this.tell(told);
      },
    });
    return () => {
      if (!looks.delete(own) || looks.size > 0) return;
      if (this.#looks.get(space) === looks) this.#looks.delete(space);
      if (this.#looks.size === 0) this.#end();
    };
  }

  /** Tells that this process has written, or that another one may have. */
  tell(space: string): void {
    for (const look of this.#looks.get(space) ?? []) look();
  }

  /** Resolves when nothing looks any more. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#looks.clear();
    this.#end();
    await this.#stopping;
  }

  #end(): void {
    const stop = this.#stop;
    this.#stop = undefined;
    if (stop !== undefined) this.#stopping = Promise.all([this.#stopping, stop()]).then(() => undefined);
  }
}

/** Asks again and again, and tells what `look` answers. One look at a time; one that fails is as good as none. */
export function polling(
  everyMs: number,
  look: (spaces: readonly string[]) => Promise<readonly string[]>,
): AdvanceSource {
  return {
    start: ({ spaces, tell }) => {
      let looking: Promise<void> | undefined;
      const once = async (): Promise<void> => {
        try {
          for (const space of await look(spaces())) tell(space);
        } catch {
          // Whoever reads hears why.
        } finally {
          looking = undefined;
        }
      };
      const timer = setInterval(() => {
        looking ??= once();
      }, everyMs).unref();
      return async () => {
        clearInterval(timer);
        await looking;
      };
    },
  };
}

/** Which of the watched things are not as they were at the last look; those seen first are told too. */
export class Changes<T> {
  #before: ReadonlyMap<string, T> = new Map();

  of(now: ReadonlyMap<string, T>): readonly string[] {
    const before = this.#before;
    this.#before = now;
    return [...now].flatMap(([name, value]) => (before.get(name) === value ? [] : [name]));
  }
}
