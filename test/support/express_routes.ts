import type { NextFunction, Request, Response } from 'express';
import { Router } from 'express';
import type { RouterMount } from '../../server/http/routing/route_table.js';

/** What became of a request, in short: `GET /alerts/:id {"id":"7"}`, `unreadable casebender`, `host`. */
export type Outcome = string;

/** Finds routes as Express does it, router by router and route by route. */
export function expressRoutes(
  mounts: readonly RouterMount[],
): (method: string, path: string) => Promise<Outcome> {
  const mounted = Router({ caseSensitive: true, mergeParams: true });
  for (const mount of mounts) {
    const router = expressRouter(mount);
    mounted.use(mount.path, router);
    const below = mount.path === '/' ? '' : mount.path;
    if (mount.perSpace)
      mounted.use(new RegExp(`^/s/(?<caseActivitySpace>[a-z0-9_-]+)${below}(?=/|$)`), router);
  }
  return (method, path) =>
    new Promise((found) => {
      const allow: unknown[] = [];
      const answer = {
        found,
        setHeader: (name: string, value: unknown) => allow.push(...(name === 'Allow' ? [value] : [])),
        end: () => {
          found(`options ${String(allow[0])}`);
        },
      };
      const [request, response] = [{ method, url: path }, answer] as unknown as [Request, Response];
      mounted(request, response, () => {
        found('host');
      });
    });
}

function tell(response: Response, outcome: Outcome): void {
  (response as unknown as { readonly found: (outcome: Outcome) => void }).found(outcome);
}

function expressRouter(mount: RouterMount): Router {
  const { dialect, routes } = mount;
  const router = Router({ caseSensitive: true, mergeParams: true });
  for (const route of routes) {
    router[route.method](route.path, (request, response: Response) => {
      tell(response, `${route.method} ${route.operationId} ${paramsText(request.params)}`);
    });
  }
  const paths = [...new Set(routes.map(({ path }) => path))];
  for (const path of dialect.refusesOtherMethods ? paths : []) {
    router.all(path, (request, response: Response, next) => {
      if (request.method === 'OPTIONS') next();
      else tell(response, `other method ${path} ${paramsText(request.params)}`);
    });
  }
  router.use((_error: unknown, _request: Request, response: Response, _next: NextFunction) => {
    tell(response, `unreadable ${dialect.id}`);
  });
  return router;
}

/** Parameters by name; what a wildcard matches comes in parts. */
export function paramsText(params: Readonly<Record<string, string | readonly string[]>>): string {
  const texts = Object.entries(params).map(([name, value]) => [
    name,
    typeof value === 'string' ? value : value.join('/'),
  ]);
  return JSON.stringify(Object.fromEntries(texts.sort(([a = ''], [b = '']) => (a < b ? -1 : 1))));
}
