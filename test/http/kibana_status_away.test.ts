import { expect } from 'chai';
import type {
  KibanaLegacyStatusReport,
  KibanaServerStatus,
  KibanaStats,
} from '../../common/kibana_platform.js';
import { aUser, KibanaClient } from '../support/kibana.js';
import { startPlugin } from '../support/second_plugin.js';

/** Nothing that anybody may do anywhere. */
const SECURITY = { users: [aUser('ana', 'none')] };

describe('the status of a server whose store does not answer (P3)', () => {
  it('is 503 with the same body', async () => {
    const storage = { kind: 'mongodb', uri: 'mongodb://127.0.0.1:9/', database: 'x', timeoutMs: 100 };
    const alone = await startPlugin({ security: SECURITY, storage });
    const [ana, nobody] = [new KibanaClient(alone, { username: 'ana' }), new KibanaClient(alone)];
    const answer = await ana.send('get', '/api/status');
    const [gone, away] = [
      { level: 'unavailable', summary: 'The store does not answer' },
      { level: 'unavailable', summary: 'Store does not answer' },
    ];
    expect(answer.status).to.equal(503);
    const { status, uuid, metrics } = answer.body as KibanaServerStatus;
    expect(status).to.deep.equal({
      overall: gone,
      core: { elasticsearch: away, savedObjects: away },
      plugins: { caseActivity: gone },
    });
    expect(uuid).to.equal('00000000-0000-0000-0000-000000000000');
    expect(metrics.requests.total).to.equal(0);
    const legacy = await ana.send('get', '/api/status?v7format=true');
    expect(legacy.status).to.equal(503);
    const { overall } = (legacy.body as KibanaServerStatus<KibanaLegacyStatusReport>).status;
    expect([overall.state, overall.title, overall.uiColor]).to.deep.equal(['red', 'Red', 'danger']);
    const told = await nobody.send('get', '/api/status');
    expect([told.status, told.body]).to.deep.equal([503, { status: { overall: { level: 'unavailable' } } }]);
    const stats = await ana.send('get', '/api/stats');
    expect(stats.status).to.equal(503);
    expect((stats.body as KibanaStats).kibana.status).to.equal('red');
    await alone.stop();
  });
});
