import { expect } from 'chai';
import type { KibanaConfiguration } from '../../common/kibana_configuration.js';
import type { TestHost } from '../support/host.js';
import { startHost } from '../support/host.js';
import { KibanaClient } from '../support/kibana.js';
import { aField, changeOf, configurationsOf, configured } from '../support/kibana_configurations.js';
import { atMounts } from '../support/mounts.js';

atMounts('races for configurations of the Kibana dialect (K17.1)', () => {
  let host: TestHost;
  let kibana: KibanaClient;
  before(async () => {
    host = await startHost({ config: { security: { enabled: false } } });
    kibana = new KibanaClient(host);
  });
  after(() => host.stop());

  const patch = (of: KibanaConfiguration, change: object = {}) => changeOf(kibana, of, change);

  it('are changed once by fifty at once who know the same version', async () => {
    const made = await configured(kibana);
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, i) => patch(made, { customFields: [aField(`f${String(i)}`)] })),
    );
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status === 200)).to.have.length(1);
    expect(statuses.filter((status) => status === 409)).to.have.length(49);
    const [stored] = await configurationsOf(kibana, '?owner=cases');
    expect(stored).to.deep.equal(answers.find(({ status }) => status === 200)?.body);
  });

  it('are made by many at once: each of them, and the last one stays', async () => {
    const made = await Promise.all(Array.from({ length: 20 }, () => configured(kibana)));
    expect(new Set(made.map(({ id }) => id)).size).to.equal(20);
    const [stored, ...others] = await configurationsOf(kibana, '?owner=cases');
    expect(others).to.deep.equal([]);
    expect(made).to.deep.include(stored);
  });

  it('are either changed or gone where one replaces what others change', async () => {
    let made = await configured(kibana);
    for (let round = 0; round < 10; round += 1) {
      const [next, answer] = await Promise.all([configured(kibana), patch(made)]);
      expect(answer.status).to.be.oneOf([200, 404]);
      expect(await configurationsOf(kibana, '?owner=cases')).to.deep.equal([next]);
      made = next;
    }
  });
});
