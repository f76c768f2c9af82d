/** A value whose path matches, and what stands in the places of the path's parameters: as it was sent. */
export interface PathMatch<T> {
  readonly value: T;
  readonly params: Readonly<Record<string, string>>;
}

interface Leaf<T> {
  /** How many were added before it. */
  readonly order: number;
  readonly names: readonly string[];
  readonly value: T;
}

interface Node<T> {
  readonly literals: Map<string, Node<T>>;
  parameter?: Node<T>;
  /** What has the rest of a path, slashes and all. */
  readonly rests: Leaf<T>[];
  readonly leaves: Leaf<T>[];
}

type Hit<T> = readonly [leaf: Leaf<T>, values: readonly string[]];

/**
 * Values by paths as Express writes them: literal segments, `:name` for one segment, and `*name` at the end for all
 * that follows. A look-up costs the segments of the path, however many values there are.
 */
export class PathTree<T> {
  readonly #root = emptyNode<T>();
  #size = 0;

  /** Adds a value. @param path with a slash at its beginning; one at its end means nothing */
  add(path: string, value: T): void {
    const names: string[] = [];
    let node = this.#root;
    let leaves = node.leaves;
    for (const segment of path.replace(/\/$/, '').split('/').slice(1)) {
      const isParameter = /^[:*]/.test(segment);
      if (isParameter) names.push(segment.slice(1));
      if (segment.startsWith('*')) {
        leaves = node.rests;
        break;
      }
      node = isParameter ? (node.parameter ??= emptyNode()) : literalOf(node, segment);
      leaves = node.leaves;
    }
    leaves.push({ order: this.#size, names, value });
    this.#size += 1;
  }

  /**
   * The values whose paths match, in the order in which they were added. As Express matches them: letter by letter,
   * with or without one slash more at the end, and without decoding, so that `%61` is no `a`.
   */
  find(path: string): readonly PathMatch<T>[] {
    const segments = path.split('/');
    if (segments[0] !== '') return [];
    const hits: Hit<T>[] = [];
    const end = segments.at(-1) === '' ? segments.length - 1 : segments.length;
    search(this.#root, { segments, end, hits }, 1, []);
    if (hits.length > 1) hits.sort(([a], [b]) => a.order - b.order);
    return hits.map(matchOf);
  }
}

function matchOf<T>([{ names, value }, values]: Hit<T>): PathMatch<T> {
  const params: Record<string, string> = {};
  for (const [i, name] of names.entries()) params[name] = values[i] ?? '';
  return { value, params };
}

interface Search<T> {
  readonly segments: readonly string[];
  /** Where the path ends; behind it is nothing, or an empty segment. */
  readonly end: number;
  readonly hits: Hit<T>[];
}

function search<T>(node: Node<T>, sought: Search<T>, at: number, values: readonly string[]): void {
  const { segments, end, hits } = sought;
  if (at >= end) {
    for (const leaf of node.leaves) hits.push([leaf, values]);
    return;
  }
  const segment = segments[at] ?? '';
  const literal = node.literals.get(segment);
  if (literal !== undefined) search(literal, sought, at + 1, values);
  if (node.parameter !== undefined && segment !== '') {
    search(node.parameter, sought, at + 1, [...values, segment]);
  }
  for (const leaf of node.rests) hits.push([leaf, [...values, segments.slice(at).join('/')]]);
}

function emptyNode<T>(): Node<T> {
  return { literals: new Map(), rests: [], leaves: [] };
}

function literalOf<T>(node: Node<T>, segment: string): Node<T> {
  const known = node.literals.get(segment);
  if (known !== undefined) return known;
  const made = emptyNode<T>();
  node.literals.set(segment, made);
  return made;
}
