import { expect } from 'chai';
import { BOSS, startAlertHost } from '../support/casebender.js';
import type { TestHost } from '../support/host.js';
import { NativeClient, recordChange } from '../support/native.js';

const TOLD = {
  es: ['Creado', 'hace 5 minutos'],
  en: ['Created', '5 minutes ago'],
  fr: ['Créé', 'il y a 5 minutes'],
  pt: ['Criado', 'há 5 minutos'],
  de: ['Erstellt', 'vor 5 Minuten'],
} as const;

describe('the language of sentences (N1.1, N2)', () => {
  let host: TestHost;
  let minutes = 0;
  before(async () => {
    const clock = (): Date => new Date(Date.parse('2026-03-04T10:00:00Z') + minutes * 60_000);
    host = await startAlertHost({
      clock,
      config: { native: { locale: 'pt' }, casebender: { locale: 'de' } },
    });
    await recordChange(host, undefined, { title: 'T' });
    minutes = 5;
  });
  after(() => host.stop());

  async function told(
    query: string,
    { accept = '', claim }: { accept?: string; claim?: string } = {},
  ): Promise<(string | undefined)[]> {
    const client = new NativeClient(host, { ...BOSS, ...(claim !== undefined && { locale: claim }) });
    const headers = accept === '' ? {} : { 'accept-language': accept };
    const { body, headers: answered } = await client.send(
      'get',
      `/records/alert/a-1/entries/1${query}`,
      headers,
    );
    const { text, ago } = body as { text: string; ago: string };
    return [answered['content-language'], text, ago];
  }

  for (const [locale, [text, ago]] of Object.entries(TOLD)) {
    it(`is ${locale}, in every place that can ask for it`, async () => {
      const wanted = [locale, text, ago];
      expect(await told(`?locale=${locale}`, { accept: 'it' })).to.deep.equal(wanted);
      expect(await told('', { claim: locale, accept: 'de, en' })).to.deep.equal(wanted);
      expect(await told('', { accept: `it, ${locale};q=0.5` })).to.deep.equal(wanted);
    });
  }

  it('is that of the parameter before that of the caller before that of the header, then the configured one', async () => {
    const language = async (...input: Parameters<typeof told>): Promise<string | undefined> =>
      (await told(...input))[0];
    expect(await language('?locale=fr', { claim: 'es', accept: 'de' })).to.equal('fr');
    expect(await language('?locale=fr-CA', { claim: 'es' })).to.equal('fr');
    expect(await language('?locale=it', { claim: 'es', accept: 'de' })).to.equal('es');
    expect(await language('', { accept: 'it' })).to.equal('pt');
  });

  it('is English unless something else is configured', async () => {
    const plain = await startAlertHost();
    await recordChange(plain, undefined, { title: 'T' });
    const { headers } = await new NativeClient(plain).send('get', '/records/alert/a-1/entries');
    expect(headers['content-language']).to.equal('en');
    await plain.stop();
  });
});
