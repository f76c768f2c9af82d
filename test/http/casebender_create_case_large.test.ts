import { expect } from 'chai';
import { AlertClient, failureOf } from '../support/casebender.js';
import { longestBusyDelay } from '../support/event_loop_delay.js';
import type { TestHost } from '../support/host.js';
import { startHost } from '../support/host.js';
import { KibanaClient } from '../support/kibana.js';
import { alertOf, createCase, deletionOf, sendCase, someAlerts, told } from '../support/linked_cases.js';

const ALERTS = 16;
/** Far more than the 50 ms that are allowed, as the machine may do other things. */
const MAX_DELAY = 500;

/** Some 0.9 MB. */
const LARGE = {
  observables: Array.from({ length: 450 }, (_, i) => ({
    data_type: 'text',
    data: String(i).padEnd(1990, 'x'),
  })),
};

describe('a case from alerts that are large', function () {
  this.timeout(120_000);
  let host: TestHost;
  let alerts: AlertClient;
  let kibana: KibanaClient;
  before(async () => {
    host = await startHost();
    alerts = new AlertClient(host);
    kibana = new KibanaClient(host);
  });
  after(() => host.stop());

  it('is refused when they cannot be written at once', async () => {
    const ids = await someAlerts(alerts, 5, LARGE);
    expect(failureOf(await sendCase(alerts, ids))).to.deep.equal({
      ...{ status: 413, code: 'PAYLOAD_TOO_LARGE' },
      message: 'El cuerpo de la solicitud es demasiado grande',
    });
    for (const id of ids) expect((await alertOf(alerts, id)).case_id).to.equal(null);
    await createCase(alerts, ids.slice(0, 4));
  });

  it('can be deleted whatever they have become, and holds nobody up', async () => {
    const ids = await someAlerts(alerts, ALERTS);
    const id = await createCase(alerts, ids);
    for (const alert of ids) await alerts.patch(alert, LARGE);
    const delay = await longestBusyDelay(async () => {
      expect((await kibana.send('delete', deletionOf(id))).status).to.equal(204);
    });
    expect(delay).to.be.below(MAX_DELAY);
    for (const alert of ids) {
      expect((await alertOf(alerts, alert)).case_id).to.equal(null);
      expect((await told(alerts, alert))[0]).to.equal(`Unlinked the alert from case '${id}'`);
    }
  });

  it('is linked with 100 alerts and holds nobody up', async () => {
    const ids = await someAlerts(alerts, 100);
    let id = '';
    expect(await longestBusyDelay(async () => void (id = await createCase(alerts, ids)))).to.be.below(
      MAX_DELAY,
    );
    const removed = async (): Promise<void> => {
      await kibana.send('delete', deletionOf(id));
    };
    expect(await longestBusyDelay(removed)).to.be.below(MAX_DELAY);
    expect((await alertOf(alerts, ids[99] ?? '')).case_id).to.equal(null);
  });
});
