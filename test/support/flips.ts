/** Where in a value one bit is changed: both from 0 up to but without 1, and which bit of a byte or character. */
export interface Flip {
  readonly leaf: number;
  readonly at: number;
  readonly bit: number;
}

/** The value with one bit changed in one of its texts, bytes, numbers, times or flags; as text where it is JSON. */
export function flipped(value: unknown, flip: Flip, isText: boolean): unknown {
  if (isText) return ofText(typeof value === 'string' ? value : JSON.stringify(value), flip);
  const leaves = count(value);
  return ofLeaf(value, Math.floor(flip.leaf * leaves), flip);
}

function ofLeaf(value: unknown, leaf: number, flip: Flip): unknown {
  if (Array.isArray(value) || isPlain(value)) {
    let before = 0;
    for (const [name, member] of Object.entries(value)) {
      const own = count(member);
      if (leaf < before + own) {
        const changed = ofLeaf(member, leaf - before, flip);
        return Array.isArray(value) ? value.with(Number(name), changed) : { ...value, [name]: changed };
      }
      before += own;
    }
    return value;
  }
  return ofOne(value, flip);
}

function ofOne(value: unknown, flip: Flip): unknown {
  if (typeof value === 'string') return ofText(value, flip);
  if (typeof value === 'boolean') return !value;
  if (value instanceof Date) return new Date(value.getTime() ^ (1 << flip.bit));
  if (value instanceof Uint8Array) {
    const bytes = Buffer.from(value);
    const i = Math.floor(flip.at * bytes.length);
    bytes[i] = (bytes[i] ?? 0) ^ (1 << flip.bit);
    return bytes;
  }
  return typeof value === 'number' ? value + 2 ** flip.bit : 0;
}

function ofText(text: string, { at, bit }: Flip): string {
  const i = Math.floor(at * text.length);
  const changed = String.fromCharCode(text.charCodeAt(i) ^ (1 << (bit % 7)));
  return text.slice(0, i) + changed + text.slice(i + 1);
}

function count(value: unknown): number {
  if (!Array.isArray(value) && !isPlain(value)) return 1;
  return Object.values(value).reduce<number>((sum, member) => sum + count(member), 0);
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
