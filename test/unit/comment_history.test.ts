import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Actor } from '../../server/domain/activity.js';
import type { Attachment, Mutation, RecordHead } from '../../server/domain/record.js';
import { continuation } from '../../server/domain/record.js';
import type { ActivityStore } from '../../server/domain/store.js';
import { commentCount, commentsOf, findComment } from '../../server/services/alerts/comment_history.js';
import {
  commentCreation,
  commentEdit,
  commentRemoval,
} from '../../server/services/alerts/comment_mutations.js';
import { openEmbeddedStore } from '../../server/stores/embedded/embedded_store.js';
import { aCreation, aSubject } from '../support/records.js';

const mira: Actor = {
  ...{ kind: 'user', username: 'mira', fullName: 'Mira', profileUid: 'u_mira_0' },
  picture: 'https://a.example/mira.png',
};

describe('comments as the history tells them', () => {
  let folder: string;
  let store: ActivityStore;
  let head: RecordHead;
  let time = Date.UTC(2026, 0, 15);
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'case-activity-'));
    store = await openEmbeddedStore({ path: folder });
    const write = aCreation(aSubject({ kind: 'alert' }), { at: new Date(time) });
    await store.commit([write]);
    head = write.head;
  });
  after(async () => {
    await store.close();
    await rm(folder, { recursive: true, force: true });
  });

  const byline = (actor: Actor = mira) => ({ actor, at: new Date((time += 1000)) });
  async function written(mutation: Mutation): Promise<void> {
    const write = continuation(head, mutation);
    await store.commit([write]);
    head = write.head;
  }
  async function added(text: string): Promise<Attachment> {
    const { attachment, mutation } = commentCreation(head, text, byline());
    await written(mutation);
    return attachment;
  }
  async function edited(attachment: Attachment, text: string, actor?: Actor): Promise<Attachment> {
    const edit = commentEdit(head, attachment, text, byline(actor));
    if (edit === undefined) throw new Error('nothing was edited');
    await written(edit.mutation);
    return edit.attachment;
  }

  it('are those that are stored, whoever has edited them and however often', async () => {
    await added('plain');
    const twice = await edited(await added('once'), 'twice');
    await edited(twice, 'thrice', { kind: 'system' });
    const gone = await edited(await added('gone'), 'gone soon');
    await written(commentRemoval(head, gone, byline()));
    await added('last');
    const { attachments = [] } = (await store.record(head.subject)) ?? {};
    const told: Attachment[] = [];
    for await (const views of commentsOf(store, head, { skip: 0, limit: 100 })) {
      for (const { attachment, author } of views) {
        told.push(attachment);
        expect(author).to.deep.include(mira);
        expect((await findComment(store, head, attachment.id))?.attachment).to.deep.equal(attachment);
      }
    }
    expect(told).to.deep.equal([...attachments].reverse());
    expect(told.map(({ revision }) => revision)).to.deep.equal([1, 3, 1]);
    expect(commentCount(head)).to.equal(3);
    expect(await findComment(store, head, gone.id)).to.equal(undefined);
  });

  it('are those of the moment of the head', async () => {
    const then = head;
    const newest = await added('later');
    expect(await findComment(store, then, newest.id)).to.equal(undefined);
    await edited(newest, 'later still');
    const before = then.seq;
    for await (const [view] of commentsOf(store, then, { skip: 0, limit: 1 })) {
      expect(view?.attachment.createdSeq).to.be.at.most(before);
    }
  });
});
