import { expect } from 'chai';
import { AlertClient, BOSS, failureOf, startAlertHost } from '../support/casebender.js';
import type { TestHost } from '../support/host.js';
import { atMounts } from '../support/mounts.js';

atMounts('the CaseBender protocol (C1, C7, C13)', () => {
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
      ['/alerts', 'GET, HEAD, POST'],
      ['/alerts/_bulk', 'POST'],
      ['/alerts/create-case', 'POST'],
      ['/alerts/a', 'DELETE, GET, HEAD, PATCH'],
      ['/alerts/a/comments', 'GET, HEAD, POST'],
      ['/alerts/a/comments/c', 'DELETE, PATCH'],
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

  it('takes no body without its type, which any page can have sent', async () => {
    const message = 'El cuerpo de la solicitud debe ser JSON';
    const expected = { status: 415, code: 'UNSUPPORTED_MEDIA_TYPE', message };
    for (const [method, path] of [
      ['POST', '/alerts'],
      ['POST', '/alerts/a/comments'],
      ['POST', '/alerts/_bulk'],
      ['POST', '/alerts/create-case'],
      ['PATCH', '/alerts/a'],
    ] as const) {
      for (const body of [new Blob(['{"title":"forged","severity":1,"body":"forged"}']), undefined]) {
        const headers = { 'x-test-principal': JSON.stringify(BOSS) };
        const answer = await fetch(`${host.url}/v1${path}`, { method, headers, body: body ?? null });
        expect({ status: answer.status, ...((await answer.json()) as object) }, path).to.deep.equal({
          ...expected,
          status: 'error',
        });
        expect(answer.status).to.equal(expected.status);
      }
    }
    expect((await boss.get('/alerts')).text).to.not.contain('forged');
  });

  it('is found at /v1 and nowhere else', async () => {
    await boss.create({ id: 'exact' });
    for (const path of ['/V1/alerts/exact', '/v1/Alerts/exact', '/S/default/v1/alerts/exact']) {
      const answer = await fetch(`${host.url}${path}`, {
        headers: { 'x-test-principal': JSON.stringify(BOSS) },
      });
      expect(answer.headers.get('content-language'), path).to.equal(null);
      expect(answer.status, path).to.equal(404);
    }
  });

  it('names the field that has half a character or a number that cannot be kept', async () => {
    for (const [body, field] of [
      ['{"title":"cut \\ud83d","severity":1}', 'title'],
      ['{"title":"T","severity":1,"tags":["a","\\udc00"]}', 'tags[1]'],
      ['{"title":"T","severity":1,"custom_fields":{"n":9007199254740993}}', 'custom_fields.n'],
      ['{"title":"T","severity":1,"custom_fields":{"n":[{"m":-1e999}]}}', 'custom_fields.n[0].m'],
    ] as const) {
      expect(failureOf(await post(body))).to.include({
        status: 400,
        message: `El valor del campo '${field}' no es válido`,
      });
    }
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
