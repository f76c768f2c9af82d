import type { Dialect } from '../dialect.js';
import { SPACE_PARAMETER } from '../request/incoming.js';
import type { Route } from '../route.js';
import type { PathMatch } from './path_tree.js';
import { PathTree } from './path_tree.js';

/** The routes of a dialect, at the place where they stand. */
export interface RouterMount {
  readonly dialect: Dialect;
  readonly routes: readonly Route[];
  /** With a slash at its beginning, and none at its end but for the root. */
  readonly path: string;
  /** Whether they stand below `/s/<space>` as well. */
  readonly perSpace: boolean;
}

/** What becomes of a request whose path is known. */
export type Destination = {
  readonly dialect: Dialect;
  readonly params: Readonly<Record<string, string>>;
} & (
  | {
      readonly type: 'route';
      readonly route: Route;
      /** As it is written in the table. */ readonly path: string;
    }
  /** A parameter of the path cannot be decoded. */
  | { readonly type: 'unreadable path' }
  /** No route of this path has the method, which the dialect refuses (C1.7). */
  | { readonly type: 'other method'; readonly path: string; readonly allow: string }
  /** What can be done there is asked for. */
  | { readonly type: 'options'; readonly allow: string }
);

/** One of the places where a dialect stands. */
interface Stand {
  readonly dialect: Dialect;
  /** What can be done with each path of its routes, as `Allow` lists it. */
  readonly allow: ReadonlyMap<string, string>;
}

/** A route where it stands. */
interface Place {
  readonly stand: Stand;
  readonly route: Route;
  readonly path: string;
  readonly methods: readonly string[];
}

type Match = PathMatch<Place>;
type Params = Match['params'];

/** Anything else after `/s/` is an unknown path (K13.1). */
const SPACE = /^[a-z0-9_-]+$/;

/**
 * Finds the route of a request among those of all dialects by one look-up. Where several match, dialects and their
 * routes are asked in the order in which they are given.
 */
export class RouteTable {
  readonly #places = new PathTree<Place>();

  constructor(mounts: readonly RouterMount[]) {
    for (const { dialect, routes, path, perSpace } of mounts) {
      for (const prefix of perSpace ? ['', `/s/:${SPACE_PARAMETER}`] : ['']) {
        const stand = { dialect, allow: allowByPath(routes) };
        for (const route of routes) {
          const whole = prefix + (path === '/' ? '' : path) + route.path;
          this.#places.add(whole, { stand, route, path: whole, methods: methodsOf(route) });
        }
      }
    }
  }

  /** What becomes of the request; `undefined`: it is the host's. @param path as it was sent, without the query */
  find(method: string, path: string): Destination | undefined {
    let matches = this.#places.find(path).filter(isInSpace);
    for (let [first] = matches; first !== undefined; [first] = matches) {
      const { stand } = first.value;
      const own = matches.filter(({ value }) => value.stand === stand);
      const destination = destinationOf(method, first, own);
      if (destination !== undefined) return destination;
      matches = matches.filter(({ value }) => value.stand !== stand);
    }
    return undefined;
  }
}

/** @param matches of one stand; `first` is the first of them */
function destinationOf(method: string, first: Match, matches: readonly Match[]): Destination | undefined {
  const { dialect, allow } = first.value.stand;
  // What cannot be decoded is no literal segment: if one of them has it as a parameter, all have.
  const params = decoded(first.params);
  if (params === undefined) return { type: 'unreadable path', dialect, params: onlySpace(first.params) };
  const match = matches.find(({ value }) => value.methods.includes(method));
  if (match !== undefined) {
    const { route, path } = match.value;
    return { type: 'route', dialect, route, path, params: decoded(match.params) ?? params };
  }
  if (method === 'OPTIONS') {
    const methods = matches.flatMap(({ value }) => value.methods);
    return { type: 'options', dialect, params, allow: listed(methods) };
  }
  if (!dialect.refusesOtherMethods) return undefined;
  const { path } = first.value.route;
  return { type: 'other method', dialect, params, path, allow: allow.get(path) ?? '' };
}

function isInSpace({ params }: Match): boolean {
  const space = params[SPACE_PARAMETER];
  return space === undefined || SPACE.test(space);
}

function onlySpace({ [SPACE_PARAMETER]: space }: Params): Params {
  return space === undefined ? {} : { [SPACE_PARAMETER]: space };
}

/** The parameters' texts; `undefined` when one of them is none. */
function decoded(params: Params): Params | undefined {
  const texts: Record<string, string> = {};
  try {
    for (const [name, value] of Object.entries(params)) texts[name] = decodeURIComponent(value);
  } catch {
    return undefined;
  }
  return texts;
}

function allowByPath(routes: readonly Route[]): ReadonlyMap<string, string> {
  const methods = new Map<string, readonly string[]>();
  for (const route of routes) {
    methods.set(route.path, [...(methods.get(route.path) ?? []), ...methodsOf(route)]);
  }
  return new Map([...methods].map(([path, names]) => [path, listed(names)]));
}

function methodsOf({ method }: Route): readonly string[] {
  return method === 'get' ? ['GET', 'HEAD'] : [method.toUpperCase()];
}

function listed(methods: readonly string[]): string {
  return [...new Set(methods)].sort().join(', ');
}
