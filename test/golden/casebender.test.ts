import { expect } from 'chai';
import { SignJWT } from 'jose';
import request from 'supertest';
import type { BuiltInLocale } from '../../common/locales.js';
import type { TestHost } from '../support/host.js';
import { startHost } from '../support/host.js';
import { MESSAGES } from '../support/message_folder.js';
import { atMounts } from '../support/mounts.js';
import { keyHash } from '../support/passwords.js';

const KEY = 'cbr_live_0123456789abcdef';
const SECRET = 'a shared secret of more than 32 bytes';
const AVATAR = 'https://api.casebender.com/users/ana.garcia/avatar.jpg';

const ES = [
  {
    id: 1048580,
    action: 'updated',
    username: 'ana.garcia',
    userImage: AVATAR,
    body: "Cambió la severidad de 'high' a 'critical'",
    timeAgo: 'hace 5 minutos',
    fieldName: 'severity',
  },
  {
    id: 1048579,
    action: 'commentAdded',
    username: 'ana.garcia',
    userImage: AVATAR,
    body: 'Necesitamos investigar esta alerta inmediatamente',
    timeAgo: 'hace 7 minutos',
    fieldName: null,
  },
  {
    id: 1048578,
    action: 'updated',
    username: 'ana.garcia',
    userImage: AVATAR,
    body: "Cambió el estado de 'open' a 'in_progress'",
    timeAgo: 'hace 10 minutos',
    fieldName: 'status',
  },
  {
    id: 1048577,
    action: 'created',
    username: 'sistema',
    userImage: null,
    body: 'Alerta creada',
    timeAgo: 'hace 30 minutos',
    fieldName: null,
  },
];

/** What the answer differs in: system, created, severity, status, and how long ago it was; by language. */
const WORDS: Readonly<Record<Exclude<BuiltInLocale, 'es'> | 'ja', readonly string[]>> = {
  en: [
    ...['system', 'Alert created'],
    ...["Changed severity from 'high' to 'critical'", "Changed status from 'open' to 'in_progress'"],
    ...['5 minutes ago', '7 minutes ago', '10 minutes ago', '30 minutes ago'],
  ],
  fr: [
    ...['système', 'Alerte créée'],
    ...["A changé la gravité de 'high' à 'critical'", "A changé le statut de 'open' à 'in_progress'"],
    ...['il y a 5 minutes', 'il y a 7 minutes', 'il y a 10 minutes', 'il y a 30 minutes'],
  ],
  pt: [
    ...['sistema', 'Alerta criado'],
    ...["Alterou a severidade de 'high' para 'critical'", "Alterou o status de 'open' para 'in_progress'"],
    ...['há 5 minutos', 'há 7 minutos', 'há 10 minutos', 'há 30 minutos'],
  ],
  de: [
    ...['System', 'Alarm erstellt'],
    ...["Schweregrad von 'high' auf 'critical' geändert", "Status von 'open' auf 'in_progress' geändert"],
    ...['vor 5 Minuten', 'vor 7 Minuten', 'vor 10 Minuten', 'vor 30 Minuten'],
  ],
  ja: [
    ...['システム', 'アラートを作成しました'],
    '重大度を「high」から「critical」に変更しました',
    'ステータスを「open」から「in_progress」に変更しました',
    ...['5 分前', '7 分前', '10 分前', '30 分前'],
  ],
};

atMounts('the published example of an alert and its activities (C15)', () => {
  let host: TestHost;
  let now = new Date(0);
  let jwt = '';
  const at = (time: string): void => void (now = new Date(`2026-01-15T${time}:00.000Z`));
  const get = (query: string) =>
    request(host.url).get(`/v1/alerts/alert-123/activities${query}`).auth(jwt, { type: 'bearer' });

  before(async () => {
    host = await startHost({
      clock: () => now,
      config: {
        security: {
          apiKeys: [{ id: 'sys', name: 'SYS', keyHash: keyHash(KEY), roles: ['superuser'], actor: 'system' }],
          jwt: [{ issuer: 'https://idp.example', audience: 'case-activity', secret: SECRET }],
        },
        casebender: {
          avatarUrl: 'https://api.casebender.com/users/{username}/avatar.jpg',
          messages: MESSAGES,
        },
      },
    });
    jwt = await new SignJWT({ preferred_username: 'ana.garcia', roles: ['superuser'] })
      .setProtectedHeader({ alg: 'HS256' })
      .setSubject('u-1')
      .setIssuer('https://idp.example')
      .setAudience('case-activity')
      .setExpirationTime(new Date('2026-01-16T00:00:00Z'))
      .sign(new TextEncoder().encode(SECRET));

    at('09:30');
    const alert = { id: 'alert-123', title: 'Inicio de sesión sospechoso', severity: 'high' };
    await request(host.url).post('/v1/alerts').auth(KEY, { type: 'bearer' }).send(alert).expect(201);
    at('09:50');
    const path = '/v1/alerts/alert-123';
    const patch = () => request(host.url).patch(path).auth(jwt, { type: 'bearer' });
    await patch().send({ status: 'in_progress' }).expect(200);
    at('09:53');
    const comment = { body: 'Necesitamos investigar esta alerta inmediatamente' };
    await request(host.url).post(`${path}/comments`).auth(jwt, { type: 'bearer' }).send(comment).expect(201);
    at('09:55');
    await patch().send({ severity: 4 }).expect(200);
    at('10:00');
  });
  after(() => host.stop());

  it('is answered word for word in Spanish', async () => {
    const { text, headers } = await get('').expect(200);
    expect(text).to.equal(JSON.stringify({ status: 'success', data: ES }));
    expect(headers).to.include({
      'content-type': 'application/json; charset=utf-8',
      'x-total-count': '4',
      'content-language': 'es',
      vary: 'Accept-Language',
      'cache-control': 'no-store',
      link: '<?page=1&limit=20&as_of=1048580>; rel="first", <?page=1&limit=20&as_of=1048580>; rel="last"',
    });
    expect(headers['x-request-id']).to.match(/^[0-9a-f-]{36}$/);
    expect(headers).not.to.have.property('etag');
  });

  for (const [locale, words] of Object.entries(WORDS)) {
    it(`differs in ${locale} only in sentences, times and the name of the system`, async () => {
      const { body, headers } = await get(`?lang=${locale}`).expect(200);
      const [system, created, severity, status, ...times] = words;
      const own = [{ body: severity }, {}, { body: status }, { username: system, body: created }];
      expect(body.data).to.deep.equal(ES.map((item, i) => ({ ...item, ...own[i], timeAgo: times[i] })));
      expect(headers['content-language']).to.equal(locale);
      expect(headers['link']).to.contain(`<?page=1&limit=20&as_of=1048580&lang=${locale}>; rel="first"`);
    });
  }

  it('refuses a limit of 0 and answers an empty page past the end', async () => {
    const message = "El parámetro 'limit' debe ser un número entero entre 1 y 100";
    const refused = await get('?limit=0').expect(400);
    expect(refused.text).to.equal(JSON.stringify({ status: 'error', message, code: 'INVALID_REQUEST' }));
    const past = await get('?page=2').expect(200);
    expect(past.text).to.equal('{"status":"success","data":[]}');
    expect(past.headers['link']).to.equal(
      ['first', 'prev', 'last'].map((rel) => `<?page=1&limit=20&as_of=1048580>; rel="${rel}"`).join(', '),
    );
  });

  it('says the same to HEAD, without a body', async () => {
    const { text, headers } = await request(host.url)
      .head('/v1/alerts/alert-123/activities')
      .auth(jwt, { type: 'bearer' })
      .expect(200);
    expect([undefined, '']).to.include(text);
    expect(headers['x-total-count']).to.equal('4');
  });
});
