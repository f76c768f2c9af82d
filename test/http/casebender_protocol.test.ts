import { expect } from 'chai';
import { AlertClient, BOSS, failureOf, startAlertHost } from '../support/casebender.js';
import type { TestHost } from '../support/host.js';

describe('the CaseBender protocol (C1, C7, C13)', () => {
  let host: TestHost;
  let boss: AlertClient;
  before(async () => {
    host = await startAlertHost({
      after: (app) => app.get('/v1/other', (_req, res) => void res.send('host')),
    });
    boss = new AlertClient(host, BOSS);
    await boss.create({ id: 'a' });
  });
  after(() => host.stop());

  const json = { 'content-type': 'application/json' };
  const post = (body: string, headers: Record<string, string> = json) =>
    boss.send('post', '/alerts', { body, headers });

  it('names the methods of a path it knows and leaves other paths to the host', async () => {
    for (const [path, allow] of [
      ['/alerts/a/activities', 'GET, HEAD'],
      ['/alerts/a', 'GET, HEAD, PATCH'],
      ['/alerts/a/comments', 'POST'],
    ] as const) {
      const refused = await boss.send('put', path);
      expect(failureOf(refused)).to.include({ status: 405, message: 'Método no permitido' });
      expect(refused.headers['allow']).to.equal(allow);
    }
    expect((await boss.get('/other')).text).to.equal('host');
  });

  it('takes JSON objects up to a size and depth', async () => {
    const text = await post('title=x', { 'content-type': 'application/x-www-form-urlencoded' });
    expect(failureOf(text)).to.include({ status: 415, message: 'El cuerpo de la solicitud debe ser JSON' });
    const large = await post(JSON.stringify({ title: 'x'.repeat(1_048_576) }));
    expect(failureOf(large)).to.include({ status: 413, code: 'PAYLOAD_TOO_LARGE' });
    const deep = `{"custom_fields":${'['.repeat(50)}${']'.repeat(50)}}`;
    for (const body of ['{', '[]', '"x"', 'null', deep]) {
      const message = 'El cuerpo de la solicitud no es válido';
      const expected = { status: 400, code: 'INVALID_REQUEST', message };
      expect(failureOf(await post(body)), body).to.deep.equal(expected);
    }
    expect(failureOf(await boss.send('patch', '/alerts/a', { body: {} })).message).to.equal(
      'El cuerpo de la solicitud no es válido',
    );
  });

  it('names the first bad field', async () => {
    const sentences: [object, string][] = [
      [{ severity: 1 }, "El campo 'title' es obligatorio"],
      [{ title: 'T', severity: 9 }, "El valor del campo 'severity' no es válido"],
      [{ title: 'T', severity: 1, tags: ['a', 1] }, "El valor del campo 'tags[1]' no es válido"],
      [{ title: 'T', severity: 1, nope: 1 }, "El campo 'nope' no se admite"],
    ];
    for (const [body, message] of sentences) {
      expect(failureOf(await boss.send('post', '/alerts', { body })).message).to.equal(message);
    }
  });

  const sentences = {
    es: 'Alerta no encontrada',
    en: 'Alert not found',
    fr: 'Alerte introuvable',
    pt: 'Alerta não encontrado',
    de: 'Alarm nicht gefunden',
  };
  for (const [locale, message] of Object.entries(sentences)) {
    it(`answers errors in ${locale}`, async () => {
      const refused = await boss.get('/alerts/none', { 'accept-language': `${locale}-XX, ja;q=0.9` });
      expect(failureOf(refused).message).to.equal(message);
      expect(refused.headers).to.include({ 'content-language': locale, vary: 'Accept-Language' });
    });
  }

  it('asks lang, then the caller, then the header', async () => {
    const french = new AlertClient(host, { ...BOSS, locale: 'fr' });
    const header = { 'accept-language': 'de' };
    const language = async (client: AlertClient, query = ''): Promise<string | undefined> =>
      (await client.get(`/alerts/a${query}`, header)).headers['content-language'];
    expect(await language(french, '?lang=pt-BR')).to.equal('pt');
    expect(await language(french)).to.equal('fr');
    expect(await language(french, '?lang=ja')).to.equal('fr');
    expect(await language(boss)).to.equal('de');
    const malformed = await french.get('/alerts/a?lang=e', header);
    expect(failureOf(malformed)).to.include({ status: 400, message: "Le paramètre 'lang' n’est pas valide" });
    const unknown = await new AlertClient(host).get('/alerts/a', header);
    expect(failureOf(unknown).message).to.equal('Authentifizierungstoken fehlt oder ist ungültig');
  });

  it('echoes a proper request id and replaces any other', async () => {
    const idOf = async (id: string): Promise<string | undefined> =>
      (await boss.get('/alerts/none', { 'x-request-id': id })).headers['x-request-id'];
    expect(await idOf('A-1._z')).to.equal('A-1._z');
    for (const id of ['a b', 'x'.repeat(129), 'a/b']) expect(await idOf(id)).to.match(/^[0-9a-f-]{36}$/);
  });
});
