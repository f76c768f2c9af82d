import { expect } from 'chai';
import { startAttachmentHost } from '../support/attachment_host.js';
import type { TestHost } from '../support/host.js';
import { KibanaClient } from '../support/kibana.js';
import { anAlertComment, attach } from '../support/kibana_attachments.js';

describe('attachments of every sub-type (K4, K5, K16)', () => {
  let host: TestHost;
  let kibana: KibanaClient;
  before(async () => {
    host = await startAttachmentHost(() => new Date('2025-03-04T09:00:00.000Z'));
    kibana = new KibanaClient(host);
  });
  after(() => host.stop());

  describe('of alerts', () => {
    it('leave out alerts that the case has, with their index; nothing left is nothing written', async () => {
      const { id } = await kibana.create();
      await kibana.comment(id, { comment: undefined, ...anAlertComment('a-1') });
      const second = { alertId: ['a-2', 'a-1', 'a-3'], index: ['i-2', 'i-1', 'i-3'] };
      const two = await kibana.comment(id, { comment: undefined, ...anAlertComment([]), ...second });
      expect(two.comments.map(({ alertId, index }) => [alertId, index])).to.deep.equal([
        [['a-1'], ['alerts-1']],
        [
          ['a-2', 'a-3'],
          ['i-2', 'i-3'],
        ],
      ]);
      const again = await kibana.comment(id, { comment: undefined, ...anAlertComment(['a-3', 'a-1']) });
      expect(again).to.deep.equal(two);
      expect(await kibana.actions(id)).to.have.length(3);
    });

    it('are stored as arrays when one is sent alone, and as they were sent by a bulk', async () => {
      const { id } = await kibana.create();
      await kibana.comment(id, { comment: undefined, ...anAlertComment('a-1') });
      await attach(kibana, id, [anAlertComment('a-2'), anAlertComment(['a-2', 'a-3'])]);
      const ids = (await kibana.actions(id)).slice(1).map(({ payload }) => {
        return (payload as unknown as { comment: { alertId: unknown } }).comment.alertId;
      });
      expect(ids).to.deep.equal([['a-1'], 'a-2', ['a-3']]);
      expect((await kibana.get(id)).totalAlerts).to.equal(3);
    });

    it('are added once by whoever attaches the same at the same moment', async () => {
      const { id } = await kibana.create();
      const alert = { comment: undefined, ...anAlertComment(['a-1']) };
      await Promise.all(Array.from({ length: 8 }, () => kibana.comment(id, alert)));
      expect((await kibana.get(id)).comments).to.have.length(1);
      expect(await kibana.actions(id)).to.have.length(2);
    });
  });
});
