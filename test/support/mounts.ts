import type { Express, RequestHandler } from 'express';
import express from 'express';
import express4 from 'express4';

/** A way in which a host has the plugin. */
export interface Mount {
  readonly name: string;
  readonly express: () => Express;
  readonly prefix: string;
  /** Whether the host sends what names no space to `/s/default`. */
  readonly belowSpace: boolean;
}

const ROOT: Mount = { name: 'at the root', express, prefix: '', belowSpace: false };

/** An app of Express 4: what a host does with it is the same. */
export function anExpress4App(): Express {
  return express4() as unknown as Express;
}

const MOUNTS: readonly Mount[] = [
  ROOT,
  { ...ROOT, name: 'under a prefix', prefix: '/security/history' },
  { ...ROOT, name: 'below /s/:space', belowSpace: true },
  { ...ROOT, name: 'under a prefix of Express 4', express: anExpress4App, prefix: '/old' },
];

let current = ROOT;

/** How `startHost` mounts now. */
export function currentMount(): Mount {
  return current;
}

/** Against a database only at the root: paths are the same to every store. So they are to every version of Node. */
const ONLY_ROOT = process.env['MONGODB_URI'] !== undefined || process.env['ONE_MOUNT'] !== undefined;
const ALL = process.env['ALL_MOUNTS'] !== undefined;

/**
 * Describes a suite once at the root and once in another way, always the same one for a title: each way has a third of
 * the suites. With `ALL_MOUNTS` each suite has every way.
 */
export function atMounts(title: string, suite: () => void): void {
  for (const mount of mountsOf(title)) {
    describe(mount === ROOT ? title : `${title}, ${mount.name}`, () => {
      before(() => {
        current = mount;
      });
      suite();
      after(() => {
        current = ROOT;
      });
    });
  }
}

function mountsOf(title: string): readonly Mount[] {
  if (ALL) return MOUNTS;
  const others = MOUNTS.filter((mount) => mount !== ROOT);
  return ONLY_ROOT ? [ROOT] : [ROOT, ...others.slice(title.length % others.length).slice(0, 1)];
}

/** What names no space; the operations routes belong to none. */
const SPACELESS = /^(?=\/(api|internal|v1)\/)(?!\/api\/activity\/(healthz|readyz|metrics)$)/;

/** Before the plugin: the host's own choice of a space. */
export const intoSpace: RequestHandler = (request, _response, next) => {
  request.url = request.url.replace(SPACELESS, '/s/default');
  next();
};

/** After the plugin: what fell through is as it came. */
export const outOfSpace: RequestHandler = (request, _response, next) => {
  request.url = request.url.replace(/^\/s\/default/, '');
  next();
};
