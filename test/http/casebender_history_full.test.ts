import { expect } from 'chai';
import { MAX_SEQ } from '../../common/constants.js';
import { CommentClient } from '../support/alert_comments.js';
import { AlertClient, BOSS, failureOf, startAlertHost } from '../support/casebender.js';
import type { TestHost } from '../support/host.js';
import { alertOf, sendCase, someAlerts } from '../support/linked_cases.js';
import { lengthen } from '../support/long_history.js';
import { atMounts } from '../support/mounts.js';

/** Of the last entry that is no deletion. */
const LAST = MAX_SEQ - 1;

const FULL = { status: 409, code: 'HISTORY_FULL', message: 'El historial de la alerta está lleno' };

atMounts('an alert whose history is full (C3, C13)', () => {
  let host: TestHost;
  let boss: AlertClient;
  let comments: CommentClient;
  before(async () => {
    host = await startAlertHost({ config: { log: false } });
    boss = new AlertClient(host, BOSS);
    comments = new CommentClient(boss);
  });
  after(() => host.stop());

  const subjectOf = (id: string) => ({ space: 'default', kind: 'alert', id });

  /** An alert with a comment whose newest entry has this `seq`. */
  async function anAlert(seq = LAST) {
    const { id, tiny_id: number } = await boss.create();
    const comment = await boss.comment(id, 'early');
    await lengthen(host.storage, subjectOf(id), seq);
    return { id, number, comment };
  }
  /** `seq` of its newest entry. */
  const newest = async (id: string): Promise<number> =>
    Number((await boss.get(`/alerts/${id}/activities?page=2147483647`)).headers['x-total-count']);

  it('takes the last entry, of which the id is the largest', async () => {
    const { id, number } = await anAlert(LAST - 2);
    await boss.patch(id, { title: 'Last but one' });
    const refused = await boss.send('patch', `/alerts/${id}`, { body: { title: 'T', status: 'closed' } });
    expect(failureOf(refused)).to.deep.equal(FULL);
    expect(await alertOf(boss, id)).to.include({ title: 'Last but one', status: 'open', version: 2 });
    await boss.patch(id, { title: 'Last' });
    const last = number * 2 ** 20 + LAST;
    expect((await boss.activities(id, '?limit=2')).map((item) => [item.id, item.body])).to.deep.equal([
      [last, "Cambió el título de 'Last but one' a 'Last'"],
      [last - 1, "Cambió el título de 'Suspicious login' a 'Last but one'"],
    ]);
    const page = await boss.get(`/alerts/${id}/activities?limit=1`);
    expect(page.headers['x-total-count']).to.equal(String(LAST));
    expect(page.headers['link']).to.contain(
      `<?page=${String(LAST)}&limit=1&as_of=${String(last)}>; rel="last"`,
    );
    const first = await boss.activities(id, `?limit=1&page=${String(LAST)}`);
    expect(first.map(({ body }) => body)).to.deep.equal(['Alerta creada']);
  });

  it('is not changed, and what would change nothing is no change', async () => {
    const { id } = await anAlert();
    for (const body of [{ title: 'T' }, { tags: ['a'] }, { status: 'closed', custom_fields: { k: 1 } }]) {
      expect(failureOf(await boss.send('patch', `/alerts/${id}`, { body }))).to.deep.equal(FULL);
    }
    expect(await boss.patch(id, { severity: 'high' })).to.include({ version: 1 });
    expect(await newest(id)).to.equal(LAST);
  });

  it('takes no comment, no other text of one and no deletion of one', async () => {
    const { id, comment } = await anAlert();
    const added = await boss.send('post', `/alerts/${id}/comments`, { body: { body: 'late' } });
    expect(failureOf(added)).to.deep.equal(FULL);
    expect(failureOf(await comments.edit(id, comment, { body: 'late' }))).to.deep.equal(FULL);
    expect(failureOf(await comments.remove(id, comment))).to.deep.equal(FULL);
    expect((await comments.edit(id, comment, { body: 'early' })).status).to.equal(200);
    expect(await comments.list(id)).to.deep.equal([comment]);
    expect(await newest(id)).to.equal(LAST);
  });

  it('has failed in a change of many, of which the others are done', async () => {
    const [{ id }, other] = [await anAlert(), await boss.create()];
    const body = { ids: [id, other.id], updates: { status: 'closed' } };
    const answer = await boss.send('post', '/alerts/_bulk', { body });
    const data = { updated_count: 1, failed_count: 1, failed_ids: [id] };
    expect([answer.status, answer.body]).to.deep.equal([200, { status: 'success', data }]);
    expect((await alertOf(boss, id)).status).to.equal('open');
    expect((await alertOf(boss, other.id)).status).to.equal('closed');
  });

  it('gets no case, nor do those named with it', async () => {
    const [{ id }, [other = '']] = [await anAlert(), await someAlerts(boss, 1)];
    expect(failureOf(await sendCase(boss, [other, id]))).to.deep.equal(FULL);
    for (const alert of [id, other]) expect((await alertOf(boss, alert)).case_id).to.equal(null);
    expect(await newest(other)).to.equal(1);
  });

  it('is deleted with the entry that was kept for that', async () => {
    const { id } = await anAlert();
    expect((await boss.send('delete', `/alerts/${id}`)).status).to.equal(200);
    const { activities, total } = await host.activity.find({ subject: subjectOf(id), limit: 1 });
    expect([total, activities.map(({ seq, change }) => [seq, change.type])]).to.deep.equal([
      MAX_SEQ,
      [[MAX_SEQ, 'deleted']],
    ]);
  });
});
