/**
 * In the order of their keys. To an engine a bulk may be one transaction, and two of them that write to the same
 * documents in different orders wait for each other: PostgreSQL ends that after a second, for one document at a time
 * (docs/decisions/004).
 */
export function inOrder<T>(items: readonly T[], key: (item: T) => string): readonly T[] {
  return items
    .map((item) => [key(item), item] as const)
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([, item]) => item);
}
