/** A host that mounts the plugin, prints what it answers, also on the operations routes it is given, and stops. */
export const HOST = `
import express from 'express';
import { mountPlugin } from 'case-activity';

const app = express();
const storage = { kind: 'embedded', path: './store' };
const activity = await mountPlugin(app, { config: { caseActivity: { storage, security: { enabled: false } } } });
const server = app.listen(0, '127.0.0.1', async () => {
  const url = 'http://127.0.0.1:' + server.address().port;
  const response = await fetch(url + '/api/cases/nothing/user_actions');
  const found = { status: response.status, body: await response.json() };
  const operations = {};
  for (const route of process.argv.slice(2)) {
    const { status, headers } = await fetch(url + '/api/activity' + route);
    operations[route] = status + ' ' + headers.get('content-type');
  }
  console.log(JSON.stringify({ ...found, operations }));
  await activity.stop();
  server.close();
  server.closeAllConnections();
});
`;

/** Every operations route and what it answers. */
export const OPERATIONS = {
  '/healthz': '200 application/json; charset=utf-8',
  '/readyz': '200 application/json; charset=utf-8',
  '/metrics': '200 text/plain; version=0.0.4; charset=utf-8',
  '/openapi.json': '200 application/json; charset=utf-8',
  '/docs': '200 text/html; charset=utf-8',
  '/docs/start.js': '200 text/javascript; charset=utf-8',
  '/docs/swagger-ui-bundle.js': '200 text/javascript; charset=utf-8',
  '/docs/swagger-ui.css': '200 text/css; charset=utf-8',
};

/** The timeline's routes and what they answer: the module comes along. */
export const TIMELINE = {
  '/v1/timeline.js': '200 text/javascript; charset=utf-8',
  '/v1/timeline': '200 text/html; charset=utf-8',
};

/** A page of which the types have to be right. */
export const TYPED_PAGE = `
import type { CaseActivityTimeline, TimelineEntry } from 'case-activity/timeline';

const element: CaseActivityTimeline = document.createElement('case-activity-timeline');
element.getToken = async () => 'token';
element.addEventListener('case-activity-select', ({ detail }) => console.log(detail.entry.seq));
export const seqOf = ({ seq }: TimelineEntry): number => seq;
// @ts-expect-error a number, so the types are there and not any
element.showSeq('one');
`;

/** A host of which the types have to be right. */
export const TYPED_HOST = `
import express from 'express';
import { mountPlugin } from 'case-activity';
import type { ActivityPlugin, FindResult } from 'case-activity';
import type { Alert, AlertActivity, AlertComment, CasebenderFailure, CasebenderSuccess } from 'case-activity/common';
import type { ErrorCode, KibanaCase, KibanaError, KibanaUserAction } from 'case-activity/common';

const activity: ActivityPlugin = await mountPlugin(express(), { config: {} });
const subject = { space: 'default', kind: 'ticket', id: '1' };
export const found: FindResult = await activity.find({ subject, limit: 20 });
export type Wire = Alert | AlertActivity | AlertComment | CasebenderFailure | CasebenderSuccess<Alert>;
export const owner = (of: KibanaCase | KibanaUserAction): string => of.owner;
export const status = (of: KibanaError): number => of.statusCode;
export const code: ErrorCode = 'INVALID_REQUEST';
// @ts-expect-error a limit is a number, so the types are there and not any
await activity.find({ subject, limit: 'twenty' });
`;

/** How the typed host is compiled. */
export const TSCONFIG = {
  compilerOptions: {
    module: 'NodeNext',
    target: 'ES2023',
    strict: true,
    noEmit: true,
    lib: ['ES2023', 'DOM', 'DOM.Iterable'],
    types: ['node'],
    skipLibCheck: true,
  },
  files: ['host.ts', 'page.ts'],
};
