import { readConfig } from '../server/config.js';
import type { DocumentedRouter } from '../server/http/openapi/openapi.js';
import type { RouterParts } from '../server/http/router_module.js';
import { ROUTER_MODULES } from '../server/http/router_modules.js';
import type { Manifest } from '../server/manifest.js';
import { checkManifest, readManifestFile } from '../server/manifest.js';

const operations = { path: '/', health: true, metrics: true, openapi: true, docs: true };

/** The manifest of the package. */
export function packageManifest(): Manifest {
  return checkManifest(readManifestFile(), { routers: ROUTER_MODULES.map(({ id }) => id), plugins: [] });
}

/** Every router that the manifest names with its whole table of routes. Data alone: no handler can be called. */
export function routeTables(): readonly DocumentedRouter[] {
  // No handler is called, so none needs what it works with.
  const nothing = new Proxy({}, {}) as never;
  const settings = readConfig(
    { operations, storage: { kind: 'embedded', path: '.' } },
    { baseDir: '.', env: {} },
  );
  const parts: RouterParts = {
    ...{ settings, authenticator: nothing, gate: nothing, limiter: nothing, languages: nothing },
    ...{ clock: nothing, logger: nothing, identity: nothing, running: nothing, version: nothing },
    ...{ spaceCatalogue: nothing },
    ...{ metrics: nothing, readiness: nothing, cases: nothing, alerts: nothing, configurations: nothing },
    ...{ histories: nothing, spaceHistories: nothing, entrySeals: nothing, statistics: nothing },
    ...{ live: nothing, ingest: nothing, exports: nothing, proofs: nothing, verifications: nothing },
  };
  return packageManifest().routers.flatMap(({ id, path }) =>
    ROUTER_MODULES.filter((module) => module.id === id).map(({ build, documentation }) => {
      const { routes } = build(parts);
      return { id, path, routes, documentation };
    }),
  );
}
