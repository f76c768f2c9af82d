import { expect } from 'chai';
import { continuation } from '../../server/domain/record.js';
import { alertCreation } from '../../server/services/alerts/alert_mutations.js';
import { commentCreation } from '../../server/services/alerts/comment_mutations.js';
import { aCreation, aSubject } from '../support/records.js';

const at = new Date('2026-01-15T10:00:00.000Z');
const time = at.toISOString();
const actor = {
  kind: 'user',
  username: 'mira',
  fullName: 'Mira Rojas',
  email: 'mira@example.com',
  picture: 'https://a.example/mira.png',
} as const;
const author = { kind: 'user', username: 'mira', picture: 'https://a.example/mira.png' };

describe('what is kept of an alert', () => {
  it('names its author with the picture, without name and address', () => {
    const { state } = alertCreation({ title: 'T' }, { actor, at });
    expect(state['created_by']).to.deep.equal(author);
    const system = alertCreation({ title: 'T' }, { actor: { kind: 'system' }, at });
    expect(system.state['created_by']).to.deep.equal({ kind: 'system' });
  });

  it('is a comment beside its entry, in the place of the entry', () => {
    const { head } = aCreation(aSubject({ kind: 'alert' }), { at });
    const { attachment, mutation } = commentCreation(head, 'Seen', { actor, at });
    const write = continuation(head, mutation);
    const comment = { type: 'user', comment: 'Seen', owner: 'cases' };
    expect(write.attachments).to.deep.equal([{ type: 'put', attachment }]);
    expect(write.activities.map(({ seq, change }) => [seq, change])).to.deep.equal([
      [attachment.createdSeq, { type: 'comment', verb: 'created', commentId: attachment.id, comment }],
    ]);
    expect(attachment).to.deep.include({
      revision: 1,
      state: { ...comment, created_by: author, created_at: time, updated_at: time },
    });
  });
});
