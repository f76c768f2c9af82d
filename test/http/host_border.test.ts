import { expect } from 'chai';
import express from 'express';
import { mountPlugin } from '../../server/index.js';
import { startHost } from '../support/host.js';
import { KeptLog } from '../support/kept_log.js';
import { actor, aThing, errorOf } from '../support/host_records.js';

const HASH = '$scrypt$ln=14,r=8,p=1$c2FsdHNhbHRzYWx0$aGFzaGhhc2hoYXNoaGFzaGhhc2g';

describe('what a host hands to mountPlugin', () => {
  let clock: () => unknown = () => new Date();

  const refused: readonly (readonly [string, object, string])[] = [
    ['an unknown member', { authentication: () => undefined }, 'authentication'],
    ['a function that is none', { authenticate: 'basic' }, 'authenticate'],
    ['a clock that is a date', { clock: new Date() }, 'clock'],
    ['a logger without a method', { logger: { error: () => undefined, warn: () => undefined } }, 'logger'],
    ['a list as spaces', { spaces: [{ id: 'a' }] }, 'spaces'],
    ['a limit as text', { maxBodyBytes: '1mb' }, 'maxBodyBytes'],
    ['a client of a database that is not used', { mongoClient: { db: () => ({}) } }, 'mongoClient'],
  ];
  for (const [what, over, path] of refused) {
    it(`refuses ${what}, by name`, async () => {
      const config = { caseActivity: { storage: { kind: 'embedded', path: '/nowhere' } } };
      const error = await errorOf(mountPlugin(express(), { config, ...over }));
      expect(error.code).to.equal('CONFIGURATION_INVALID');
      expect((error.details['faults'] as { path: string }[]).map((fault) => fault.path)).to.deep.equal([
        path,
      ]);
    });
  }

  it('refuses everything that is wrong at once, and what is no object at all', async () => {
    const error = await errorOf(mountPlugin(express(), { clok: 1, loger: 2, baseDir: 3 } as never));
    expect(error.message.split('\n')).to.have.length(3);
    expect((await errorOf(mountPlugin(express(), null as never))).code).to.equal('CONFIGURATION_INVALID');
  });

  it('refuses what is wrong with it and with its configuration at once, each with its path', async () => {
    const config = { caseActivity: { storage: { kind: 'embedded' }, kibana: { version: 'x' }, nonsense: 1 } };
    const error = await errorOf(
      mountPlugin(express(), {
        config,
        baseDir: 7,
        authentification: 1,
        mongoClient: { db: () => ({}) },
      } as never),
    );
    expect((error.details['faults'] as { path: string }[]).map(({ path }) => path)).to.deep.equal([
      'baseDir',
      'authentification',
      'mongoClient',
      'kibana.version',
      'nonsense',
    ]);
  });

  it('warns of names in the configuration that do not exist', async () => {
    const logger = new KeptLog();
    const security = {
      users: [{ username: 'u', roles: ['reader', 'raeder'], passwordHash: HASH }],
      apiKeys: [{ id: 'k', name: 'K', keyHash: '0'.repeat(64), roles: ['superuser', 'ghost'] }],
      jwt: [{ issuer: 'i', audience: 'a', secret: 's'.repeat(32), roles: ['reader', 'wraith'] }],
      roles: [
        {
          name: 'reader',
          kibana: [
            { spaces: ['nowhere'], base: [], feature: { generalCases: ['raed'], generalCase: ['read'] } },
            { spaces: ['default'], base: ['raed'] },
            { spaces: ['*'], base: [], feature: { securitySolutionCasesV3: ['minimal_read'] } },
          ],
        },
      ],
    };
    const host = await startHost({ config: { security }, logger });
    await host.stop();
    const paths = logger.lines.map(({ text }) => /configuration: ([^ ]+):/.exec(text)?.[1]);
    expect(paths).to.deep.equal([
      'security.users[0].roles[1]',
      'security.apiKeys[0].roles[1]',
      'security.jwt[0].roles[1]',
      'security.roles[0].kibana[0].spaces[0]',
      'security.roles[0].kibana[0].feature.generalCases',
      'security.roles[0].kibana[0].feature.generalCase',
      'security.roles[0].kibana[1].base[0]',
    ]);
  });

  it('does not warn of spaces that the host may have', async () => {
    const logger = new KeptLog();
    const roles = [{ name: 'reader', kibana: [{ spaces: ['nowhere'], base: ['read'] }] }];
    const spaces = { get: () => Promise.resolve(undefined) };
    await (await startHost({ config: { security: { roles } }, logger, spaces })).stop();
    expect(logger.lines).to.deep.equal([]);
  });

  it('goes on without the lines of a logger that throws or rejects', async () => {
    const broken = (): never => {
      throw new Error('disk full');
    };
    const rejecting = (): unknown => Promise.reject(new Error('disk full'));
    const host = await startHost({
      logger: { error: broken, warn: broken, info: rejecting },
      clock: () => clock() as Date,
      config: { security: { enabled: false }, audit: { enabled: true } },
    });
    expect((await fetch(`${host.url}/api/cases/x/user_actions`)).status).to.equal(200);
    const record = (): Promise<unknown> =>
      host.activity.record({ subject: aThing(), owner: 'cases', actor, after: {} });
    for (const [answer, sentence] of [
      [() => '2026-01-01', 'clock answers no date: "2026-01-01"'],
      [() => new Date(Number.NaN), 'clock answers no date'],
      [() => new Date('+010000-01-01'), 'clock answers no date'],
      [() => broken(), 'clock has failed'],
    ] as const) {
      clock = answer;
      const error = await errorOf(record());
      expect([error.code, error.message.includes(sentence)]).to.deep.equal(['INTERNAL_ERROR', true]);
    }
    clock = () => new Date();
    await record();
    await host.stop();
  });
});
