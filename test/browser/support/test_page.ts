import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Express, Response } from 'express';
import { bundleTimeline } from '../../../scripts/bundle_timeline.js';

/** What a strict host allows its page (N13). */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' https:",
  "require-trusted-types-for 'script'",
  'trusted-types lit-html',
].join('; ');

/** Of the host's own page; the element itself needs nothing of it. */
const STYLE =
  'html,body{margin:0;height:100%}h1{margin:0;font:600 1rem/2rem sans-serif}case-activity-timeline{height:calc(100dvh - 2rem)}';

/**
 * What the page's own script does, before the element is one: else it may ask for something without credentials, which
 * are in the page's address, for tests alone.
 */
const SCRIPT = `
const element = document.querySelector('case-activity-timeline');
window.shifts = 0;
new PerformanceObserver((list) => { for (const { value } of list.getEntries()) window.shifts += value; })
  .observe({ type: 'layout-shift', buffered: true });
window.heard = [];
for (const name of ['load', 'select', 'live', 'error', 'filter']) {
  document.addEventListener('case-activity-' + name, ({ detail }) => window.heard.push({ name, detail }));
}
const token = new URL(location.href).hash.slice(1);
if (token !== '') {
  window.tokens = decodeURIComponent(token).split(',');
  window.asked = 0;
  element.getToken = () => { window.asked += 1; return window.tokens[Math.min(window.asked, window.tokens.length) - 1]; };
}
`;

let bundled: Promise<string> | undefined;

/** The module as browsers get it; made once for all suites. */
export function timelineModule(): Promise<string> {
  return (bundled ??= bundle());
}

async function bundle(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'timeline-'));
  try {
    const file = path.join(folder, 'timeline.js');
    await bundleTimeline(file);
    return await readFile(file, 'utf8');
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Adds a host's page `/page` with the element on it: its query are the attributes of the element. */
export function addTestPage(app: Express, module: string): void {
  const send = (response: Response, type: string, text: string): void => {
    response.type(type).set('content-security-policy', POLICY).send(text);
  };
  app.get('/page/timeline.js', (_request, response) => send(response, 'text/javascript', module));
  app.get('/page/style.css', (_request, response) => send(response, 'text/css', STYLE));
  app.get('/page/page.js', (_request, response) => send(response, 'text/javascript', SCRIPT));
  app.get('/page/icon.png', (_request, response) => void response.status(204).end());
  app.get('/page', ({ query, baseUrl }, response) => {
    const { dir = 'ltr', lang = 'en', ...attributes } = query as Record<string, string>;
    const all = Object.entries(attributes).map(([name, value]) => ` ${name}="${escaped(value)}"`);
    const at = `${baseUrl}/page`;
    send(
      response,
      'html',
      `<!doctype html><html lang="${escaped(lang)}" dir="${escaped(dir)}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>Case</title><link rel="icon" href="${at}/icon.png">
<link rel="stylesheet" href="${at}/style.css"><script type="module" src="${at}/page.js"></script>
<script type="module" src="${at}/timeline.js"></script></head><body><main><h1>Case</h1>
<case-activity-timeline${all.join('')}></case-activity-timeline></main></body></html>`,
    );
  });
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}
