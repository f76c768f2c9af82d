const ELSE = '...';
/** Texts that are other ones in each run, by what they look like. */
const UNIQUE: readonly RegExp[] = [
  /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/,
  // Hashes, signatures, cursors.
  /^[A-Za-z0-9_-]{22,}$/,
];

/**
 * Where an answer is not what the sample of it says, as the path to a value; `undefined`: nowhere. In a sample `...`
 * stands for any value, for more members of an object (`"...": "..."`) and for more of a list, and at the end of a
 * text for the rest of an id or hash.
 */
export function differing(sample: unknown, answer: unknown, at = ''): string | undefined {
  if (sample === ELSE) return undefined;
  if (typeof sample === 'string' && sample.endsWith(ELSE)) return isUnique(answer) ? undefined : at;
  if (Array.isArray(sample)) return Array.isArray(answer) ? inList(sample, answer, at) : at;
  if (isObject(sample)) return isObject(answer) ? inObject(sample, answer, at) : at;
  return sample === answer ? undefined : `${at} ${JSON.stringify(answer)}`;
}

function inObject(
  { [ELSE]: more, ...sample }: Readonly<Record<string, unknown>>,
  answer: Readonly<Record<string, unknown>>,
  at: string,
): string | undefined {
  const added = more === undefined ? Object.keys(answer).filter((name) => !Object.hasOwn(sample, name)) : [];
  if (added.length > 0) return `${at} has ${added.join(', ')}`;
  return firstOf(Object.entries(sample), ([name, value]) => differing(value, answer[name], `${at}/${name}`));
}

function inList(sample: readonly unknown[], answer: readonly unknown[], at: string): string | undefined {
  const more = sample.indexOf(ELSE);
  if (more === -1 && sample.length !== answer.length) return `${at} has ${String(answer.length)}`;
  const [begin, end] = more === -1 ? [sample, []] : [sample.slice(0, more), sample.slice(more + 1)];
  if (begin.length + end.length > answer.length) return `${at} has ${String(answer.length)}`;
  const expected = [
    ...begin.entries(),
    ...end.map((one, i) => [answer.length - end.length + i, one] as const),
  ];
  return firstOf(expected, ([i, one]) => differing(one, answer[i], `${at}/${String(i)}`));
}

function firstOf<T>(items: readonly T[], find: (item: T) => string | undefined): string | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

function isUnique(value: unknown): boolean {
  return typeof value === 'string' && UNIQUE.some((form) => form.test(value));
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
