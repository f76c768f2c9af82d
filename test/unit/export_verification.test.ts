import { expect } from 'chai';
import fc from 'fast-check';
import type { Change } from '../../server/domain/activity.js';
import { formatVkey, parseVkey } from '../../server/domain/log/signed_note.js';
import type { SealedActivity } from '../../server/domain/store.js';
import { changed, respelled, textAt, without } from '../support/changed_lines.js';
import { erasedIn } from '../support/erasing.js';
import type { Differences } from '../support/proven_export.js';
import { aProvenExport, problemsOf, SIGNER, STORY, verifiedText } from '../support/proven_export.js';
import { aHistoryChange } from '../support/random_history.js';
import { withActor } from '../support/redacting.js';
import { aSigningKey } from '../support/signing.js';

describe('verifying an export by its lines and a key (N10.4)', () => {
  let text = '';
  before(async () => {
    text = await aProvenExport(STORY);
  });

  const problems = async (of: string, ...over: [Parameters<typeof verifiedText>[1]?]) =>
    problemsOf(await verifiedText(of, ...over));
  const exported = async (changes: readonly Change[], over: Differences) =>
    verifiedText(await aProvenExport(changes, over));

  it('finds nothing wrong with entries of every type, and counts them', async () => {
    const report = await verifiedText(text);
    expect(report.problems).to.deep.equal([]);
    expect(report).to.deep.include({ valid: true, complete: true, entries: 9, inLog: 9, chained: 9 });
    expect(report).to.include({ signed: 9, unsigned: 0, erasedParts: 0 });
    expect(report.checkpoint).to.include({ origin: 'here.example/default', size: 9 });
  });

  it('finds nothing wrong with any history', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(aHistoryChange, { minLength: 1, maxLength: 12 }), async (changes) => {
        const report = await exported(changes, {});
        expect(report.problems).to.deep.equal([]);
        expect(report.signed).to.equal(changes.length);
      }),
    );
  });

  it('trusts the keys that are pinned, of the origin or of the space, alone', async () => {
    const { publicKey } = parseVkey(SIGNER.vkey) ?? { publicKey: Buffer.alloc(32) };
    const named = (name: string): string => formatVkey({ name, publicKey });
    const pinned = [aSigningKey().vkey, named('here.example/default')];
    expect((await verifiedText(text, { keys: pinned })).valid).to.equal(true);
    const strangers = ['here.example/other', 'here.exampl', 'here.example/default/default'].map(named);
    for (const key of [...strangers, aSigningKey().vkey]) {
      expect(await problems(text, { keys: [key] }), key).to.deep.equal(['1 signature-wrong']);
    }
    expect(await problems(text, { keys: [] })).to.deep.equal(['1 signature-wrong']);
  });

  it('takes a checkpoint that was kept elsewhere in the place of its own, of the same tree alone', async () => {
    const { checkpoint } = (JSON.parse(text.split('\n')[0] ?? '') as { export: { checkpoint: string } })
      .export;
    expect(await problems(text, { checkpoint })).to.deep.equal([]);
    const other = await aProvenExport(STORY.slice(0, 8));
    const shorter = (JSON.parse(other.split('\n')[0] ?? '') as { export: { checkpoint: string } }).export;
    const found = await problems(text, { checkpoint: shorter.checkpoint });
    expect(found.slice(0, 2)).to.deep.equal(['1 checkpoint-inconsistent', '2 #1 not-in-log']);
    const none = changed(text, 1, 'export.checkpoint');
    expect(await problems(none)).to.deep.equal(['1 checkpoint-inconsistent']);
    const elsewhere = changed(text, 1, 'export.space', 'fault');
    const { publicKey } = parseVkey(SIGNER.vkey) ?? { publicKey: Buffer.alloc(32) };
    const keys = [formatVkey({ name: 'here.example/default', publicKey })];
    const strange = await problems(elsewhere, { keys });
    expect(strange.slice(0, 2)).to.deep.equal(['1 checkpoint-inconsistent', '1 signature-wrong']);
  });

  it('tells which entry is not what was recorded', async () => {
    const tell = (number: number, path: string, value?: unknown) =>
      problems(changed(text, number, path, value));
    expect(await tell(3, 'change.after', 'low')).to.deep.equal(['3 #2 leaf-differs']);
    expect(await tell(3, 'actor.username', 'eva')).to.deep.equal(['3 #2 leaf-differs']);
    expect(await tell(2, 'change.snapshot.more', 1)).to.deep.equal(['2 #1 leaf-differs']);
    expect(await tell(4, 'at', '2026-03-04T10:15:00.001Z')).to.deep.equal(['4 #3 leaf-differs']);
    expect(await tell(4, 'record.owner', 'cases2')).to.deep.equal(['4 #3 leaf-differs']);
    expect(await tell(4, 'record.id', 'a-2')).to.deep.equal(['4 #3 leaf-differs', '4 #3 gap']);
    expect(await tell(4, 'context.source', 'user')).to.deep.equal(['4 #3 leaf-differs']);
    expect(await tell(4, 'hash', textAt(text, 4, 'proof.salt'))).to.deep.equal([
      ...['4 #3 hash-differs', '4 #3 not-in-log', '4 #3 signature-wrong', '5 #4 chain-broken'],
      '5 #3 unsigned',
    ]);
    expect(await tell(4, 'position', 3)).to.deep.equal(['4 #3 not-in-log']);
    expect(await tell(4, 'path.0', textAt(text, 4, 'path.1'))).to.deep.equal(['4 #3 not-in-log']);
    expect(await tell(4, 'path')).to.deep.equal(['4 #3 not-in-log']);
    const signature = await tell(4, 'proof.signature', `-${textAt(text, 4, 'proof.signature').slice(1)}`);
    expect(signature).to.deep.equal(['4 #3 signature-wrong', '5 #3 unsigned']);
    const salted = await tell(4, 'proof.salt', `B${textAt(text, 4, 'proof.salt').slice(1)}`);
    expect(salted).to.deep.equal(['4 #3 leaf-differs']);
    for (const member of ['hash', 'proof', 'record', 'actor', 'change', 'type', 'seq', 'id', 'at']) {
      const [found = ''] = await tell(4, member);
      expect(found, member).to.match(/^4 (malformed|#3 not-in-log)$/);
    }
  });

  it('takes a line in the one way in which it is written', async () => {
    const lines = text.split('\n');
    const instead = (line: string) => problems(lines.with(3, line).join('\n'));
    const [line = ''] = lines.slice(3);
    const member = (path: string): string => textAt(text, 4, path);
    for (const other of [
      line.replace('{', '{"type":"items",'),
      line.replace('{', '{ '),
      line.replace('"alert"', '"\\u0061lert"'),
      line.replace('"at":"2026-03-04T10:15:00.000Z"', '"at":"2026-03-04T10:15:00Z"'),
      ...['proof.salt', 'path.0'].map((path) => line.replace(member(path), respelled(member(path)))),
    ]) {
      expect(other).to.not.equal(line);
      expect(await instead(other), other).to.include('4 malformed');
    }
    const signature = member('proof.signature');
    expect(await instead(line.replace(signature, respelled(signature)))).to.include('4 #3 signature-wrong');
  });

  it('tells of entries that do not come in order, also of some alone', async () => {
    const some = changed(text, 1, 'export.filters', { types: ['x'] });
    const lines = some.split('\n');
    const swapped = [...lines.slice(0, 3), lines[4], lines[3], ...lines.slice(5)].join('\n');
    expect(await problems(swapped)).to.deep.equal(['5 #3 gap']);
    expect(await problems(changed(some, 1, 'export.to', 9))).to.deep.equal(['10 #9 gap']);
    const ofSpace = changed(changed(swapped, 1, 'export.record'), 1, 'export.from', 0);
    expect(await problems(ofSpace)).to.deep.equal(['5 #3 gap']);
  });

  it('tells of a line that is missing, twice there, elsewhere or none', async () => {
    const lines = text.split('\n');
    const arranged = (...order: readonly number[]) =>
      problems(order.map((number) => lines[number - 1] ?? '').join('\n'));
    const end = lines.length - 1;
    expect(await arranged(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, end)).to.deep.equal([]);
    expect(await arranged(1, 2, 3, 4, 6, 7, 8, 9, 10, end)).to.deep.equal(['5 #5 gap', '10 not-whole']);
    expect(await arranged(1, 2, 3, 4, 5, 6, 7, 8, 9, 10)).to.deep.equal(['10 not-whole']);
    expect(await arranged(1, 2, 3, 4, 5, 6, 7, 8, 9, end)).to.deep.equal(['10 not-whole', '10 gap']);
    expect(await arranged(1, 2, 3, 4, 4, 5, 6, 7, 8, 9, 10, end)).to.include('5 #3 gap');
    expect(await arranged(1, 2, 4, 3, 5, 6, 7, 8, 9, 10, end)).to.include.members(['3 #3 gap', '4 #2 gap']);
    expect(await arranged(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, end, 10)).to.deep.equal(['12 malformed']);
    expect((await arranged(2, 3, 4, 5, 6, 7, 8, 9, 10, end)).slice(0, 2)).to.deep.equal([
      ...['1 malformed', '2 malformed'],
    ]);
    const fewer = changed(without(text, 10), 10, 'end.entries', 8);
    expect(await problems(fewer)).to.deep.equal(['10 gap']);
    expect(await problems(changed(fewer, 1, 'export.to', 9))).to.deep.equal([]);
  });

  it('follows commits of several entries, and tells of those that lie in none between two', async () => {
    const commits = { signed: (seq: number) => seq % 3 === 0, from: (seq: number) => seq - 2 };
    expect(await exported(STORY, commits)).to.include({ valid: true, signed: 9, unsigned: 0 });
    const cut = await exported(STORY, { ...commits, from: (seq) => (seq === 6 ? 5 : seq - 2) });
    expect(problemsOf(cut)).to.deep.equal(['7 #4 unsigned']);
    expect(cut).to.include({ valid: false, signed: 8, unsigned: 1 });
    // Before the first that is signed there may have been no key, and behind the last a commit may go on.
    const some = await exported(STORY, { signed: (seq) => seq === 6, from: () => 5 });
    expect(some).to.include({ valid: true, signed: 2, unsigned: 7 });
    const wrong = await exported(STORY, { ...commits, from: (seq) => seq + 1 });
    expect(problemsOf(wrong)).to.deep.equal(
      [4, 7, 10].map((n) => `${String(n)} #${String(n - 1)} signature-wrong`),
    );
  });

  it('follows the chain where neighbours are there, also of some entries alone', async () => {
    const some = without(without(text, 6), 3);
    const filtered = changed(some, 1, 'export.filters', { types: ['x'] });
    const report = await verifiedText(changed(filtered, 9, 'end.entries', 7));
    expect(report).to.include({ valid: true, entries: 7, chained: 5, signed: 7 });
  });

  it('counts values that are erased, and takes none that is shown in their place', async () => {
    const parts: Readonly<Record<string, readonly string[]>> = {
      created: ['snapshot/title', 'snapshot/__proto__', 'context'],
      field: ['after'],
      items: ['items'],
      comment: ['comment', 'before'],
      pushed: ['externalService', 'context'],
      statement: ['details'],
    };
    const then = (entry: SealedActivity): SealedActivity => {
      const { change } = entry;
      return erasedIn(entry, parts[change.type] ?? [], change);
    };
    const erased = await aProvenExport(STORY, { then });
    const report = await verifiedText(erased);
    expect(report.problems).to.deep.equal([]);
    expect(report).to.include({ valid: true, erasedParts: 12, signed: 9 });
    const shown = (number: number, path: string, value?: unknown) =>
      problems(changed(erased, number, path, value));
    expect(await shown(2, 'change.snapshot.title', 'T')).to.include('2 malformed');
    expect(await shown(3, 'change.after', 'low')).to.include('3 malformed');
    expect(await shown(3, 'erased')).to.include('3 malformed');
    expect(await shown(3, 'proof.digests.before', 'x')).to.include('3 malformed');
    expect(await shown(3, 'proof.salts.before')).to.deep.equal(['3 #2 leaf-differs']);
    const noActor = await aProvenExport(STORY.slice(0, 1), {
      then: (entry) => withActor(entry, { kind: 'user', username: 'erased-4f1c09' }),
    });
    expect(await verifiedText(noActor)).to.include({ valid: true, erasedParts: 1 });
    expect(await problems(changed(noActor, 2, 'actor.erased'))).to.include('2 malformed');
  });
});
