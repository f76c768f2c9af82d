import type { ActivityStore } from './domain/store.js';

/** Told after every call: the method of the port, how it ended, and after how many seconds. */
export type StoreCallObserver = (method: string, outcome: 'ok' | 'failed', seconds: number) => void;

/** Tells how an answer that was asked for at that time comes. */
type Watch = <T>(answer: Promise<T>, start: number) => Promise<T>;

/**
 * The same store; every call that answers a promise is timed, and so is each portion of what comes in portions.
 * Methods of its parts are told as `log.rows`.
 */
export function measuredStore(store: ActivityStore, observe: StoreCallObserver): ActivityStore {
  return measured(store, observe, '');
}

/** @param prefix put before the names of methods */
function measured<T extends object>(part: T, observe: StoreCallObserver, prefix: string): T {
  return new Proxy(part, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name, target);
      const method = prefix + String(name);
      if (typeof member === 'object' && member !== null) return measured(member, observe, `${method}.`);
      if (typeof member !== 'function') return member;
      const watch: Watch = (answer, start) => {
        const told = (outcome: 'ok' | 'failed') => (): void => {
          observe(method, outcome, (performance.now() - start) / 1000);
        };
        void answer.then(told('ok'), told('failed'));
        return answer;
      };
      return (...input: unknown[]): unknown => {
        const start = performance.now();
        const answer: unknown = Reflect.apply(member, target, input);
        if (answer instanceof Promise) return watch(answer, start);
        return isAsyncIterable(answer) ? watched(answer, watch) : answer;
      };
    },
  });
}

function watched<T>(portions: AsyncIterable<T>, watch: Watch): AsyncIterable<T> {
  return {
    [Symbol.asyncIterator]: () => {
      const iterator = portions[Symbol.asyncIterator]();
      return {
        next: () => {
          const start = performance.now();
          return watch(iterator.next(), start);
        },
        return: async () => (await iterator.return?.()) ?? { done: true, value: undefined },
      };
    },
  };
}

function isAsyncIterable(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}
