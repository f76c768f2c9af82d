import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import express from 'express';
import request from 'supertest';
import { isActivityError } from '../../server/domain/errors.js';
import { mountPlugin } from '../../server/index.js';
import { AlertClient, BOSS, failureOf, startAlertHost } from '../support/casebender.js';
import type { TestHost } from '../support/host.js';
import { startHost } from '../support/host.js';
import { atMounts } from '../support/mounts.js';
import { MESSAGES } from '../support/message_folder.js';
import { keyHash } from '../support/passwords.js';

const ROBOT = { kind: 'system', username: 'robot', roles: ['superuser'] } as const;

atMounts('the CaseBender dialect with messages of its configuration', () => {
  let host: TestHost;
  let boss: AlertClient;
  let now = new Date('2026-01-15T09:30:00.000Z');
  before(async () => {
    host = await startAlertHost({
      baseDir: join(MESSAGES, '..'),
      config: { casebender: { messages: './messages' } },
      clock: () => now,
    });
    boss = new AlertClient(host, BOSS);
    await new AlertClient(host, ROBOT).create({ id: 'a', title: 'old' });
    await boss.patch('a', { title: 'new', tags: ['x', 'y'] });
    now = new Date('2026-01-15T09:35:00.000Z');
  });
  after(() => host.stop());

  const wordsOf = async (query: string) =>
    (await boss.activities('a', query)).map(({ username, body, timeAgo }) => ({ username, body, timeAgo }));

  it('tells a history in an added language, with its times and its word for the system', async () => {
    expect(await wordsOf('?lang=ja')).to.deep.equal([
      { username: 'boss', body: "タグ'x', 'y'を追加しました", timeAgo: '5 分前' },
      {
        username: 'boss',
        body: 'タイトルを「old」から「new」に変更しました',
        timeAgo: '5 分前',
      },
      { username: 'システム', body: 'アラートを作成しました', timeAgo: '5 分前' },
    ]);
  });

  it('says one sentence otherwise and leaves the others', async () => {
    const [tags, title, created] = (await wordsOf('')).map(({ body }) => body);
    expect([tags, created]).to.deep.equal(["Añadió las etiquetas 'x', 'y'", 'Alerta creada']);
    expect(title).to.equal('Pasó el título de «old» a «new»');
  });

  it('names the author of an alert in the language', async () => {
    const { body } = await boss.get('/alerts/a?lang=ja-JP');
    expect(body.data.created_by).to.deep.equal({ username: 'システム', image: null });
  });

  it('is found wherever a language may stand', async () => {
    const japanese = new AlertClient(host, { ...BOSS, locale: 'ja-JP' });
    const language = async (client: AlertClient, path: string, header = 'de'): Promise<string | undefined> =>
      (await client.get(path, { 'accept-language': header })).headers['content-language'];
    expect(await language(boss, '/alerts/a?lang=JA-jp')).to.equal('ja');
    expect(await language(japanese, '/alerts/a')).to.equal('ja');
    expect(await language(japanese, '/alerts/a?lang=en')).to.equal('en');
    expect(await language(boss, '/alerts/a', 'en;q=0.5, ja-JP')).to.equal('ja');
    expect(await language(boss, '/alerts/a', 'ja;q=0, en;q=0.1')).to.equal('en');
    expect(await language(boss, '/alerts/a?lang=ko')).to.equal('de');
  });

  it('refuses in the language, also before it knows who asks', async () => {
    const header = { 'accept-language': 'ja' };
    const refusal = async (client: AlertClient, path: string) => {
      const answer = await client.get(path, header);
      expect(answer.headers['content-language'], path).to.equal('ja');
      const { status, message } = failureOf(answer);
      return [status, message];
    };
    const nobody = new AlertClient(host);
    const visitor = new AlertClient(host, { username: 'v', roles: ['visitor'] });
    expect(await refusal(boss, '/alerts/a/activities?limit=0')).to.deep.equal([
      400,
      'パラメーター「limit」は1から100までの整数でなければなりません',
    ]);
    expect(await refusal(boss, '/alerts/%E0')).to.deep.equal([400, 'パラメーター「id」は無効です']);
    expect(await refusal(boss, '/alerts/a?lang=e')).to.deep.equal([400, 'パラメーター「lang」は無効です']);
    expect(await refusal(nobody, '/alerts/a')).to.deep.equal([401, '認証トークンがないか無効です']);
    expect(await refusal(visitor, '/alerts/a')).to.deep.equal([
      403,
      'この情報にアクセスする権限がありません',
    ]);
    expect(await refusal(boss, '/alerts/none')).to.deep.equal([404, 'アラートが見つかりません']);
    const method = failureOf(await boss.send('put', '/alerts/a', { headers: header }));
    expect(method.message).to.equal('許可されていないメソッドです');
  });
});

describe('messages of several plugins', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'case-activity-messages-'));
  });
  afterEach(() => rm(folder, { recursive: true }));
  const languageOf = async (host: TestHost, query: string): Promise<string | undefined> =>
    (await new AlertClient(host, BOSS).get(`/alerts/none${query}`)).headers['content-language'];

  it('belong to one each', async () => {
    const words = await readFile(join(MESSAGES, 'ja.json'), 'utf8');
    await writeFile(join(folder, 'sr-Latn.json'), words);
    const configs = [{ messages: MESSAGES, locale: 'ja' }, { messages: folder }, {}];
    const hosts = await Promise.all(configs.map((casebender) => startAlertHost({ config: { casebender } })));
    const languages = await Promise.all(
      hosts.flatMap((host) => ['?lang=ja', '?lang=sr-Latn', ''].map((query) => languageOf(host, query))),
    );
    await Promise.all(hosts.map((host) => host.stop()));
    expect(languages).to.deep.equal(['ja', 'ja', 'ja', 'es', 'sr-Latn', 'es', 'es', 'es', 'es']);
  });

  it('are those of the configuration for users and keys as well', async () => {
    const secret = 'cbr_live_0123456789abcdef';
    const host = await startHost({
      config: {
        casebender: { messages: MESSAGES },
        security: {
          apiKeys: [{ id: 'k', name: 'K', keyHash: keyHash(secret), roles: ['superuser'], locale: 'ja' }],
        },
      },
    });
    const headers = { authorization: `Bearer ${secret}` };
    const { status, message } = failureOf(await new AlertClient(host).get('/alerts/none', headers));
    await host.stop();
    expect([status, message]).to.deep.equal([404, 'アラートが見つかりません']);
  });

  it('are of the time at which a history is read, not of the time at which it was written', async () => {
    const storage = { kind: 'embedded', path: join(folder, 'store') };
    const mounted = async <T>(casebender: object, use: (app: express.Express) => Promise<T>): Promise<T> => {
      const app = express();
      const config = { caseActivity: { storage, security: { enabled: false }, casebender } };
      const plugin = await mountPlugin(app, { config });
      return use(app).finally(() => plugin.stop());
    };
    const read = (query: string) => async (app: express.Express) => {
      const { body } = await request(app).get(`/v1/alerts/a/activities${query}`);
      return (body.data as { username: string; body: string }[]).map(({ username, body: said }) => [
        username,
        said,
      ]);
    };
    const written = await mounted({}, async (app) => {
      await request(app).post('/v1/alerts').send({ id: 'a', title: 'old', severity: 'high' }).expect(201);
      await request(app).patch('/v1/alerts/a').send({ title: 'new' }).expect(200);
      return read('?lang=ja')(app);
    });
    const spanish = ['anónimo', "Cambió el título de 'old' a 'new'"];
    expect(written).to.deep.equal([spanish, ['anónimo', 'Alerta creada']]);
    expect(await mounted({ messages: MESSAGES }, read('?lang=ja'))).to.deep.equal([
      ['匿名', 'タイトルを「old」から「new」に変更しました'],
      ['匿名', 'アラートを作成しました'],
    ]);
    expect(await mounted({ messages: MESSAGES }, read(''))).to.deep.equal([
      ['anónimo', 'Pasó el título de «old» a «new»'],
      ['anónimo', 'Alerta creada'],
    ]);
    expect(await mounted({}, read(''))).to.deep.equal(written);
  });

  it('keep a plugin from being mounted when something is wrong with them', async () => {
    await writeFile(join(folder, 'fr.json'), '{ "status.changed": "{old}" }');
    const error: unknown = await startAlertHost({ config: { casebender: { messages: folder } } }).catch(
      (reason: unknown) => reason,
    );
    expect(isActivityError(error, 'CONFIGURATION_INVALID') && error.message).to.equal(
      'casebender.messages: fr.json: "status.changed" lacks {new}',
    );
  });
});
