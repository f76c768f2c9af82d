import { expect } from 'chai';
import type { TestHost } from '../support/host.js';
import { startHost } from '../support/host.js';
import { aComment, expectError, KibanaClient } from '../support/kibana.js';
import { aFile, anAlertComment, aReference, aState, attach } from '../support/kibana_attachments.js';

const REFERENCES =
  'Case has reached the maximum allowed number (100) of attached persistable state and external reference attachments.';
const many = <T>(count: number, make: (i: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => make(i));

describe('a case with as many attachments as it can have (K14)', function () {
  this.timeout(180_000);
  let host: TestHost;
  let kibana: KibanaClient;
  before(async () => {
    host = await startHost({
      config: { security: { enabled: false }, kibana: { attachmentTypes: ['.test'] } },
    });
    kibana = new KibanaClient(host);
  });
  after(() => host.stop());

  const add = (id: string, body: object) => kibana.send('post', `/api/cases/${id}/comments`, body);

  it('has 1,000 alerts, and then only those that it has', async () => {
    const { id } = await kibana.create();
    const bodies = many(10, (i) => anAlertComment(many(99, (j) => `a-${String(i)}-${String(j)}`)));
    await attach(kibana, id, bodies);
    const text = 'Case has reached the maximum allowed number (1000) of attached alerts.';
    expectError(await add(id, anAlertComment(many(11, (i) => `b-${String(i)}`))), 400, text);
    expect((await add(id, anAlertComment(many(10, (i) => `b-${String(i)}`)))).status).to.equal(200);
    expectError(await add(id, anAlertComment(['a-0-0', 'c'])), 400, text);
    expect((await add(id, anAlertComment(['a-0-0', 'b-9']))).status).to.equal(200);
    expect((await add(id, aComment())).status).to.equal(200);
    const { totalAlerts, comments } = await kibana.get(id);
    expect([totalAlerts, comments.length]).to.deep.equal([1_000, 12]);
    const [first] = comments;
    const own = { id: first?.id, version: first?.version };
    const more = { ...anAlertComment(many(100, (j) => `a-0-${String(j)}`)), ...own };
    expectError(await kibana.send('patch', `/api/cases/${id}/comments`, more), 400, text);
  });

  it('has 100 references and states, and besides 100 files', async () => {
    const { id } = await kibana.create();
    await attach(
      kibana,
      id,
      many(99, (i) => (i % 2 === 0 ? aReference() : aState())),
    );
    const bulk = `/internal/cases/${id}/attachments/_bulk_create`;
    expectError(await kibana.send('post', bulk, [aState(), aReference()]), 400, REFERENCES);
    expect((await add(id, aState())).status).to.equal(200);
    expectError(await add(id, aReference()), 400, REFERENCES);
    await attach(
      kibana,
      id,
      many(100, () => aFile()),
    );
    const files = 'Case has reached the maximum allowed number (100) of attached files.';
    expectError(await add(id, aFile()), 400, files);
    const { comments } = await kibana.get(id);
    expect(comments).to.have.length(200);
    expect(
      (await kibana.send('delete', `/api/cases/${id}/comments/${comments[0]?.id ?? ''}`)).status,
    ).to.equal(204);
    expect((await add(id, aReference())).status).to.equal(200);
  });

  it('loses all of them by one request, oldest first, each with its entry', async () => {
    const { id } = await kibana.create();
    for (let i = 0; i < 3; i += 1) {
      await attach(
        kibana,
        id,
        many(90, (j) => aComment({ comment: `${String(i)} ${String(j)}` })),
      );
    }
    const { comments } = await kibana.get(id);
    expect((await kibana.send('delete', `/api/cases/${id}/comments`)).status).to.equal(204);
    const told = (await kibana.actions(id)).slice(1 + comments.length);
    expect(told.map(({ action, comment_id: comment }) => [action, comment])).to.deep.equal(
      comments.map((one) => ['delete', one.id]),
    );
    expect(new Set(told.map(({ created_at: at }) => at)).size).to.equal(1);
    const left = await kibana.get(id);
    expect([left.comments, left.totalComment]).to.deep.equal([[], 0]);
  });
});
