import { expect } from 'chai';
import type { KibanaCase } from '../../common/kibana.js';
import { AlertClient, BOSS, startAlertHost } from '../support/casebender.js';
import type { TestHost } from '../support/host.js';
import { startHost } from '../support/host.js';
import { accepted, KibanaClient } from '../support/kibana.js';

const CREATED = '2026-03-04T10:00:00.000Z';
const AN_HOUR_BEFORE = '2026-03-04T09:00:00.000Z';

describe('when the clock is set back', () => {
  let now: Date;
  let host: TestHost;
  beforeEach(() => {
    now = new Date(CREATED);
  });
  afterEach(() => host.stop());

  it('no time of a case is before that of its newest activity', async () => {
    host = await startHost({ clock: () => now });
    const kibana = new KibanaClient(host);
    const created = await kibana.create();
    now = new Date(AN_HOUR_BEFORE);
    const commented = await kibana.comment(created.id);
    expect(commented.comments[0]?.created_at).to.equal(CREATED);
    expect(commented.updated_at).to.equal(CREATED);
    const [closed] = accepted(await kibana.patch(commented, { status: 'closed' })) as KibanaCase[];
    expect(closed).to.include({ updated_at: CREATED, closed_at: CREATED, duration: 0 });
    const times = (await kibana.actions(created.id)).map((action) => action.created_at);
    expect(times).to.deep.equal([CREATED, CREATED, CREATED]);
  });

  it('no time of an alert is before that of its newest activity', async () => {
    host = await startAlertHost({ clock: () => now });
    const boss = new AlertClient(host, BOSS);
    const { id } = await boss.create();
    now = new Date(AN_HOUR_BEFORE);
    expect(await boss.patch(id, { title: 'New' })).to.include({ created_at: CREATED, updated_at: CREATED });
    const { body } = await boss.send('post', `/alerts/${id}/comments`, { body: { body: 'seen' } });
    expect(body.data).to.include({ created_at: CREATED, updated_at: CREATED });
    const subject = { space: 'default', kind: 'alert', id };
    const { activities } = await host.activity.find({ subject });
    expect(activities.map(({ at }) => at.toISOString())).to.deep.equal([CREATED, CREATED, CREATED]);
  });
});
