import { existsSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect } from 'chai';
import request from 'supertest';
import type { NativeProblem } from '../../common/native.js';
import { bundleTimeline } from '../../scripts/bundle_timeline.js';
import { isActivityError } from '../../server/domain/errors.js';
import { TimelineModule } from '../../server/http/native/timeline/timeline_module.js';
import { timelineRoutes } from '../../server/http/native/timeline/timeline_routes.js';
import type { RouteInput } from '../../server/http/route.js';
import type { TestHost } from '../support/host.js';
import { startHost } from '../support/host.js';
import { atMounts } from '../support/mounts.js';

const BUILT = path.resolve('dist/timeline/timeline.js');
const HOSTILE = `"'><script>alert(1)</script>&amp;\`{{x}}</template>\u202e`;

before(async () => {
  if (!existsSync(BUILT)) await bundleTimeline(BUILT);
});

atMounts('the timeline (N13)', () => {
  let host: TestHost;
  let api: string;
  before(async () => {
    // With nobody who could sign in: neither route asks who it is.
    host = await startHost({ config: { security: { enabled: true } } });
    api = `${host.url}/api/activity/v1`;
  });
  after(() => host.stop());

  const pageOf = (query: Readonly<Record<string, string>>, below = '') =>
    request(host.url).get(`${below}/api/activity/v1/timeline?${new URLSearchParams(query).toString()}`);

  async function refusedOf(query: string): Promise<string[]> {
    const { status, body, headers } = await request(api).get(`/timeline?${query}`);
    expect([status, headers['content-type']], query).to.deep.equal([400, 'application/problem+json']);
    return ((body as NativeProblem).errors ?? []).map(
      ({ parameter, detail }) => `${String(parameter)} ${detail}`,
    );
  }

  it('is a module that anybody may load and keep for an hour', async () => {
    const { status, headers, text } = await request(api).get('/timeline.js');
    expect(status).to.equal(200);
    expect(headers['content-type']).to.equal('text/javascript; charset=utf-8');
    expect(headers['x-content-type-options']).to.equal('nosniff');
    expect(headers['cache-control']).to.equal('max-age=3600');
    expect(headers['etag']).to.match(/^"[\w-]{43}"$/);
    expect(headers['set-cookie']).to.equal(undefined);
    expect(text).to.contain('case-activity-timeline');
  });

  it('is not sent again to whoever has it', async () => {
    const { headers } = await request(api).get('/timeline.js').expect(200);
    const etag = String(headers['etag']);
    for (const kept of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
      const answer = await request(api).get('/timeline.js').set('If-None-Match', kept);
      expect([answer.status, answer.text, answer.headers['etag']], kept).to.deep.equal([304, '', etag]);
      expect(answer.headers['cache-control']).to.equal('max-age=3600');
    }
    await request(api).get('/timeline.js').set('If-None-Match', '"other"').expect(200);
  });

  it('answers HEAD as GET, and no other method', async () => {
    for (const route of ['/timeline.js', '/timeline?kind=case&record=1']) {
      const [get, head] = [await request(api).get(route), await request(api).head(route)];
      expect([head.status, head.text]).to.deep.equal([200, undefined]);
      for (const name of ['content-type', 'etag', 'cache-control', 'content-security-policy']) {
        expect(head.headers[name], name).to.equal(get.headers[name]);
      }
      const { status, headers } = await request(api).post(route);
      expect([status, headers['allow']]).to.deep.equal([405, 'GET, HEAD']);
    }
  });

  it('has a page with a policy that leaves nothing to whoever writes histories', async () => {
    const { status, headers, text } = await pageOf({ kind: 'alert', record: 'a-1' });
    expect(status).to.equal(200);
    expect(headers['content-type']).to.equal('text/html; charset=utf-8');
    expect(headers['content-security-policy']).to.equal(
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' https:; " +
        "require-trusted-types-for 'script'; trusted-types lit-html; " +
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    );
    expect(headers['x-content-type-options']).to.equal('nosniff');
    expect(headers['cache-control']).to.equal('no-store');
    expect(text).to.not.match(/<style|\sstyle=|\son[a-z]+=|javascript:|http-equiv/i);
    expect([...text.matchAll(/<script([^>]*)>([^<]*)/g)].map(([, tag, code]) => [tag, code])).to.deep.equal([
      [' type="module" src="timeline.js"', ''],
    ]);
    expect(text).to.contain('<case-activity-timeline kind="alert" record="a-1" live>');
  });

  it('finds its module from wherever it stands, below a space as well, which nobody looks up', async () => {
    for (const below of ['', '/s/default', '/s/nowhere']) {
      const page = `${host.url}${below}/api/activity/v1/timeline`;
      const { text } = await request(page).get('').expect(200);
      const [, address = ''] = /src="([^"]+)"/.exec(text) ?? [];
      const { headers } = await request(new URL(address, page).href).get('').expect(200);
      expect(headers['content-type']).to.equal('text/javascript; charset=utf-8');
    }
    const { headers } = await request(api).get('/timeline/?kind=case&record=1%2F2').expect(308);
    const to = new URL(String(headers['location']), `${api}/timeline/`);
    expect(to.href).to.equal(`${api}/timeline?kind=case&record=1%2F2`);
  });

  it('brings the form of sign-in, in the language of the page, that asks for nothing by itself', async () => {
    const { text } = await pageOf({ locale: 'fr' }).expect(200);
    const form = /<form[^>]*>[^]*<\/form>/.exec(text)?.[0] ?? '';
    expect(form).to.contain('>Connectez-vous pour voir l’historique<');
    expect(form).to.contain(' data-missing="Remplissez tous les champs."');
    expect(form.match(/<input [^>]*name="(?:name|password|token)"/g)).to.have.length(3);
    expect(form).to.not.match(/action|method|value="(?!password|token)/);
  });

  it('names an icon that the policy allows, so that nobody asks the host for one', async () => {
    const { text } = await pageOf({}).expect(200);
    expect(/<link rel="icon" href="([^"]+)">/.exec(text)?.[1]).to.equal('timeline.js');
  });

  it('writes what it was asked for as text, whatever it is', async () => {
    const { text } = await pageOf({ kind: HOSTILE, record: HOSTILE, seq: '12', space: 'space1' }).expect(200);
    const shown = HOSTILE.replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
      .replaceAll("'", '&#39;');
    const attributes = `kind="${shown}" record="${shown}" space="space1" seq="12"`;
    expect(text).to.contain(`<case-activity-timeline ${attributes} live>`);
    expect(text).to.contain(`<title>${shown} ${shown}</title>`);
    expect(text.match(/<script/g)).to.have.length(1);
    expect(text.match(/<\/template>/g)).to.have.length(1);
  });

  it('shows the feed of the space when it names no record', async () => {
    expect((await pageOf({}).expect(200)).text).to.contain('<case-activity-timeline live>');
  });

  it('is in the language that is asked for', async () => {
    const ask = async (query: object, accept: string): Promise<unknown[]> => {
      const { text, headers } = await request(api)
        .get('/timeline')
        .query(query)
        .set('Accept-Language', accept);
      return [
        /<html lang="([^"]*)"/.exec(text)?.[1],
        headers['content-language'],
        / locale="([^"]*)"/.exec(text)?.[1],
      ];
    };
    expect(await ask({ locale: 'es-MX' }, 'de')).to.deep.equal(['es', 'es', 'es-MX']);
    expect(await ask({}, 'de-AT,en;q=0.5')).to.deep.equal(['de', 'de', undefined]);
    expect(await ask({}, 'xx')).to.deep.equal(['en', 'en', undefined]);
  });

  it('refuses what it does not know, all at once', async () => {
    expect(await refusedOf('kind=case')).to.deep.equal(['record must be there with kind']);
    expect(await refusedOf('record=1')).to.deep.equal(['record must not be there without kind']);
    expect(await refusedOf('seq=1')).to.deep.equal(['seq must not be there without record']);
    expect(await refusedOf('kind=a&record=1&seq=0&space=A&locale=!&theme=dark')).to.deep.equal([
      'space must be 1 to 255 of a-z, 0-9, _ and -',
      'seq must be an integer from 1 to 1048575',
      'locale must be a language tag such as es or pt-BR',
      'theme is not a parameter here',
    ]);
    expect(await refusedOf('kind=a&kind=b&record=1')).to.deep.equal(['kind must be given once']);
    expect(await refusedOf(`kind=a&record=${'x'.repeat(1_001)}`)).to.deep.equal([
      'record must be a name of 1 to 1,000 characters',
    ]);
    expect(await refusedOf('__proto__=1')).to.deep.equal(['__proto__ is not a parameter here']);
  });

  it('leaves everything else to those who sign in', async () => {
    await request(api).get('/entries').expect(401);
    await request(api).get('/records/case/1').expect(401);
  });
});

describe('a timeline that was not built (N13)', () => {
  it('is missing, and says how it is made', async () => {
    const nowhere = new TimelineModule([pathToFileURL('/nowhere/timeline.js')]);
    const route = timelineRoutes(nowhere).find(({ path: of }) => of === '/timeline.js');
    const input = { headers: {} } as RouteInput<unknown, unknown, unknown>;
    const thrown = await route?.handle(input).catch((error: unknown) => error);
    expect(isActivityError(thrown, 'ENTRY_NOT_FOUND')).to.equal(true);
    expect(String(thrown)).to.contain('npm run build');
  });
});
