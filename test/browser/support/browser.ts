import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { expect } from 'chai';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { chromium } from 'playwright-core';
import type { TestHost, TestHostOptions } from '../../support/host.js';
import { startHost } from '../../support/host.js';
import { addTestPage, timelineModule } from './test_page.js';

let browser: Browser | undefined;

after(async () => {
  await browser?.close();
  browser = undefined;
});

/** Debian's Chromium: nothing is downloaded. */
async function theBrowser(): Promise<Browser> {
  return (browser ??= await chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--js-flags=--expose-gc'],
  }));
}

/** A host as adopters have one, with a page of its own that has the element on it. */
export async function startPageHost(options: TestHostOptions = {}): Promise<TestHost> {
  const module = await timelineModule();
  const { before: own, ...rest } = options;
  return startHost({
    ...rest,
    before: (app) => {
      own?.(app);
      addTestPage(app, module);
    },
  });
}

export interface OpenOptions extends BrowserContextOptions {
  /** Console errors that the test means to cause. */
  readonly expectedErrors?: RegExp;
  /** Before the page is loaded. */
  readonly prepare?: (page: Page) => Promise<void>;
}

/** A page that has been opened: what it reports is a failure when it is closed. */
export interface OpenedPage {
  readonly page: Page;
  readonly close: () => Promise<void>;
}

/**
 * Opens the host's page with these attributes on the element.
 * @param options `tokens`: what `getToken` answers, one after the other
 */
export function openPage(
  { url }: Pick<TestHost, 'url'>,
  attributes: Readonly<Record<string, string>>,
  { tokens, ...options }: OpenOptions & { readonly tokens?: string } = {},
): Promise<OpenedPage> {
  const hash = tokens === undefined ? '' : `#${encodeURIComponent(tokens)}`;
  return openAt(`${url}/page?${new URLSearchParams(attributes).toString()}${hash}`, options);
}

/** Opens what is at an address. */
export async function openAt(
  address: string,
  { expectedErrors, prepare, ...options }: OpenOptions = {},
): Promise<OpenedPage> {
  const context = await (
    await theBrowser()
  ).newContext({ viewport: { width: 1280, height: 800 }, ...options });
  const page = await context.newPage();
  const reports: string[] = [];
  page.on('console', (message) => {
    // What the policy refuses is told here as well.
    if (message.type() === 'error') reports.push(message.text());
  });
  page.on('pageerror', (error) => reports.push(error.message));
  await prepare?.(page);
  await page.goto(address);
  return {
    page,
    close: async () => {
      await context.close();
      const unexpected = reports.filter((text) => expectedErrors?.test(text) !== true);
      expect(unexpected, 'what the page reported').to.deep.equal([]);
    },
  };
}

/** Keeps a picture of the timeline where `SCREENSHOTS` names a folder. */
export async function keepPicture(page: Page, name: string): Promise<void> {
  const folder = process.env['SCREENSHOTS'];
  if (folder === undefined) return;
  await mkdir(folder, { recursive: true });
  await page.locator('case-activity-timeline').screenshot({ path: path.join(folder, `${name}.png`) });
}

/** Resolves when the expression holds. The page's own policy lets no text be evaluated in it again and again. */
export async function until(page: Page, expression: string): Promise<void> {
  while (!(await page.evaluate<boolean>(`Boolean(${expression})`))) await page.waitForTimeout(20);
}
