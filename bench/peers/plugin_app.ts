import type { Express } from 'express';
import express from 'express';
import type { ActivityPlugin, Logger } from '../../server/index.js';
import { mountPlugin } from '../../server/index.js';
import { SECURITY } from '../support/credentials.js';
import type { StorageConfig } from '../../server/config/storage.js';

/** A host with nothing but the plugin, as somebody who adopts it would write it. */
export async function pluginApp(
  storage: StorageConfig,
  over: object = {},
): Promise<{ app: Express; activity: ActivityPlugin }> {
  const app = express();
  const config = {
    caseActivity: { storage, security: SECURITY, kibana: { kinds: ['case', 'alert'] }, ...over },
  };
  return { app, activity: await mountPlugin(app, { config, logger: SILENT }) };
}

/** Deprecated routes are measured too; each would be told on every start. */
const SILENT: Logger = { error: console.error, warn: () => undefined, info: () => undefined };
