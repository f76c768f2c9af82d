/** A value with one thing changed in it. */
export interface Variant {
  /** Where, such as `change.after` or `6.alpha`; of something that was taken away with a minus in front. */
  readonly path: string;
  readonly value: unknown;
}

/**
 * The value with each of its parts changed, and each member taken away, one at a time. JSON that stands in a text is
 * gone into, bytes and texts change in one bit or character.
 */
export function* variants(value: unknown, path = ''): Generator<Variant> {
  const below = (name: string): string => (path === '' ? name : `${path}.${name}`);
  if (value instanceof Date) {
    yield { path: `${path}~less`, value: new Date(value.getTime() - 1) };
    yield { path: `${path}~more`, value: new Date(value.getTime() + 1) };
  } else if (value instanceof Uint8Array) {
    const bytes = Buffer.from(value);
    bytes[Math.floor(bytes.length / 2)] = (bytes[Math.floor(bytes.length / 2)] ?? 0) ^ 1;
    yield { path, value: bytes };
    yield { path: `${path}~short`, value: Buffer.from(value).subarray(0, -1) };
  } else if (Array.isArray(value)) {
    for (const [i, item] of value.entries()) {
      for (const one of variants(item, below(String(i)))) yield { ...one, value: value.with(i, one.value) };
      yield { path: `-${below(String(i))}`, value: value.toSpliced(i, 1) };
    }
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, member] of Object.entries(value)) {
      const { [name]: _, ...rest } = value as Record<string, unknown>;
      for (const one of variants(member, below(name)))
        yield { ...one, value: { ...value, [name]: one.value } };
      yield { path: `-${below(name)}`, value: rest };
    }
  } else {
    yield* ofOne(value, path);
  }
}

function* ofOne(value: unknown, path: string): Generator<Variant> {
  const inner = typeof value === 'string' ? jsonIn(value) : undefined;
  if (inner !== undefined) {
    for (const one of variants(inner, path)) yield { ...one, value: JSON.stringify(one.value) };
    yield { path: `${path}~cut`, value: String(value).slice(0, -1) };
  } else if (typeof value === 'string') {
    yield { path, value: value.startsWith('Q') ? `R${value.slice(1)}` : `Q${value.slice(1)}` };
    yield { path: `${path}~other`, value: 1 };
  } else if (typeof value === 'number') {
    yield { path: `${path}~less`, value: value - 1 };
    yield { path: `${path}~more`, value: value + 1 };
    yield { path: `${path}~other`, value: 'x' };
  } else if (typeof value === 'boolean') {
    yield { path, value: !value };
  } else {
    yield { path, value: 0 };
  }
}

function jsonIn(text: string): object | undefined {
  if (!/^[[{]/.test(text)) return undefined;
  try {
    return JSON.parse(text) as object;
  } catch {
    return undefined;
  }
}
