import { expect } from 'chai';
import request from 'supertest';
import type { TestHost } from '../support/host.js';
import { startHost } from '../support/host.js';

const ADDRESS = /(?:src|href)="([^"]+)"/g;

describe('the page that shows the API', () => {
  for (const [path, prefix] of [
    ['/', ''],
    ['/api/activity', ''],
    ['/ops', '/security'],
  ] as const) {
    describe(`at ${path} under '${prefix}/'`, () => {
      let host: TestHost;
      let page: URL;
      before(async () => {
        host = await startHost({
          mount: { prefix },
          config: { security: { enabled: false }, operations: { path } },
        });
        page = new URL(`${host.url}${path === '/' ? '' : path}/docs`);
      });
      after(() => host.stop());

      it('has a strict policy and nothing that the policy would refuse', async () => {
        const { headers, text, status } = await request(page.href).get('');
        expect(status).to.equal(200);
        expect(headers['content-type']).to.equal('text/html; charset=utf-8');
        expect(headers['x-content-type-options']).to.equal('nosniff');
        const policy = String(headers['content-security-policy']);
        expect(policy).to.contain("default-src 'none'").and.to.contain("script-src 'self'");
        expect(policy)
          .to.contain("frame-ancestors 'none'")
          .and.to.not.match(/unsafe|\*|https?:/);
        expect(text).to.not.match(/<style|\sstyle=|\son[a-z]+=|javascript:/i);
        expect(
          [...text.matchAll(/<script([^>]*)>([^<]*)/g)].every(
            ([, tag, code]) => tag?.includes('src=') && code === '',
          ),
        ).to.be.true;
      });

      it('finds its files and the document by addresses relative to its own', async () => {
        const { text } = await request(page.href).get('').expect(200);
        const addresses = [...text.matchAll(ADDRESS)].map(([, address = '']) => address);
        expect(addresses).to.include.members(['docs/start.js', 'openapi.json']);
        for (const address of addresses.filter((other) => !other.startsWith('data:'))) {
          expect(address)
            .to.match(/^[a-z]/)
            .and.to.not.contain(':');
          const { status, headers } = await request(new URL(address, page).href).get('');
          expect(status, address).to.equal(200);
          if (address.endsWith('.css')) expect(headers['content-type']).to.equal('text/css; charset=utf-8');
          if (address.endsWith('.js')) expect(headers['content-type']).to.contain('text/javascript');
          if (address.startsWith('docs/')) expect(headers['x-content-type-options']).to.equal('nosniff');
        }
      });

      it('leads from the address with a slash at its end to the one without', async () => {
        const { status, headers } = await request(`${page.href}/`).get('').redirects(0);
        expect(status).to.equal(308);
        expect(new URL(String(headers['location']), `${page.href}/`).href).to.equal(page.href);
      });

      it('has no other files', async () => {
        for (const name of [
          'package.json',
          'swagger-ui.js',
          '..%2Fpackage.json',
          '__proto__',
          'index.html',
        ]) {
          const { status, body } = await request(page.href).get(`/${name}`);
          expect([status, body], name).to.deep.equal([404, { status: 'error', code: 'RECORD_NOT_FOUND' }]);
        }
      });
    });
  }

  it('is shown by a script that sends the document to nobody', async () => {
    const host = await startHost();
    try {
      const { text } = await request(host.url).get('/api/activity/docs/start.js').expect(200);
      expect(text)
        .to.contain('validatorUrl: null')
        .and.to.not.match(/https?:/);
    } finally {
      await host.stop();
    }
  });
});
