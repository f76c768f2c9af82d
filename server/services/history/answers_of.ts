/**
 * What the work answers for each item, in the order of the items; at most so many are under way at once.
 * Rejects with the first failure; nothing is begun after it.
 */
export async function answersOf<T, A>(
  items: readonly T[],
  atOnce: number,
  work: (item: T) => Promise<A>,
): Promise<readonly A[]> {
  const answers: A[] = [];
  const waiting = [...items.entries()].reverse();
  const worker = async (): Promise<void> => {
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const [i, item] = next;
      try {
        answers[i] = await work(item);
      } catch (error) {
        waiting.length = 0;
        throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, worker));
  return answers;
}
