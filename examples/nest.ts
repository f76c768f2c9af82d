import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import type { OnApplicationShutdown } from '@nestjs/common';
import { Controller, Get, Inject, Post } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ExpressAdapter } from '@nestjs/platform-express';
import type { ActivityPlugin } from 'case-activity';
import { mountPlugin } from 'case-activity';

/**
 * A NestJS host: a controller records what it does, and Kibana's clients read it back.
 * Run it with `npx tsx examples/nest.ts`, then: curl -X POST http://127.0.0.1:5604/tickets
 * and: curl -H 'authorization: Bearer change-me' http://127.0.0.1:5604/api/cases/<id>/user_actions
 */
const ACTIVITY = Symbol('activity');

@Controller()
class Tickets {
  readonly #activity: ActivityPlugin;

  constructor(@Inject(ACTIVITY) activity: ActivityPlugin) {
    this.#activity = activity;
  }

  @Get()
  about(): string {
    return 'The host has routes of its own.';
  }

  @Post('tickets')
  async open(): Promise<{ id: string }> {
    const subject = { space: 'default', kind: 'ticket', id: randomUUID() };
    const actor = { kind: 'system' } as const;
    await this.#activity.record({ subject, owner: 'cases', actor, after: { state: 'open' } });
    return { id: subject.id };
  }
}

const tokens = new Map([['Bearer change-me', { username: 'mira', roles: ['reader'] }]]);
const adapter = new ExpressAdapter();
const activity = await mountPlugin(adapter, {
  config: {
    caseActivity: {
      storage: { kind: 'embedded', path: './data/nest' },
      security: {
        roles: [
          { name: 'reader', kibana: [{ base: [], feature: { generalCases: ['read'] }, spaces: ['*'] }] },
        ],
      },
      kibana: { kinds: ['case', 'ticket'] },
    },
  },
  authenticate: (request) => tokens.get(request.headers.authorization ?? ''),
});

class App implements OnApplicationShutdown {
  /** After the server was closed. */
  onApplicationShutdown(): Promise<void> {
    return activity.stop();
  }
}

const providers = [{ provide: ACTIVITY, useValue: activity }];
const app = await NestFactory.create({ module: App, controllers: [Tickets], providers }, adapter, {
  logger: ['error', 'warn'],
});
await app.listen(Number(process.env['PORT'] ?? 5604), '127.0.0.1');
console.log(`listening on ${await app.getUrl()}`);
process.once('SIGTERM', () => void app.close());
