import { expect } from 'chai';
import type { Subject } from '../../server/domain/activity.js';
import { aChange, aCreation, anAttachment, append, aSubject, aWindow, pageOf } from '../support/records.js';
import { codeOf, onFresh, soundHead } from './store_fixture.js';
import type { FreshFixture } from './store_fixture.js';

const ODD_IDS = [
  ...[
    '/',
    ':',
    ',',
    '|',
    '\u0001',
    '\u007f',
    '\uffff',
    '__proto__',
    'constructor',
    '..',
    '.',
    '$where',
    'a.b',
    '$',
    ' ',
  ],
  ...[
    'null',
    '0',
    '-1',
    '[]',
    '{}',
    '%2e%2e',
    'ünïcödé',
    '案件',
    '🔥🕵️‍♀️',
    'e\u0301',
    '\u00e9',
    'A',
    'a',
    'ab',
    'a\u0001',
  ],
  ...['a\u0001b', 'a/b', 'a:b', 'a,b', 'x'.repeat(500), '🔥'.repeat(125), 'é'.repeat(256)],
];

const NO_IDS = ['', 'a\0', '\0', '\ud800', 'a\udc00b', 'x'.repeat(513), '🔥'.repeat(129), 'é'.repeat(257)];

/** Names: odd ones, prefixes of each other, other spaces and kinds. */
export function describeIds(fresh: FreshFixture): void {
  describe('ids', () => {
    it(
      'keeps records with odd ids apart',
      onFresh(fresh, async (bench) => {
        const store = await bench.open();
        const subjects = ODD_IDS.map((id) => aSubject({ id }));
        for (const [i, subject] of subjects.entries()) {
          const attachments = [{ type: 'put', attachment: anAttachment({ id: subject.id }) } as const];
          const changes = Array.from({ length: (i % 3) + 1 }, () => aChange(subject.id));
          await store.commit([aCreation(subject, { changes, attachments, state: { id: subject.id } })]);
        }
        for (const [i, subject] of subjects.entries()) {
          const head = await soundHead(store, subject);
          expect(head.subject).to.deep.equal(subject);
          expect(head.state).to.deep.equal({ id: subject.id });
          expect(head.seq).to.equal((i % 3) + 1);
          const record = await store.record(subject);
          expect(record?.attachments.map(({ id }) => id)).to.deep.equal([subject.id]);
          const page = await pageOf(store, subject, aWindow({ facets: ['field:title'] }));
          const titles = page?.activities.map(({ change }) => change.type === 'field' && change.after);
          expect(new Set(titles)).to.deep.equal(new Set([subject.id]));
        }
      }),
    );

    it(
      'erases a record without touching those whose ids begin with its id',
      onFresh(fresh, async (bench) => {
        const store = await bench.open();
        const ids = ['a', 'ab', 'a\u0001', 'a/', 'a ', 'A', 'b'];
        for (const id of ids) await store.commit([aCreation(aSubject({ id }))]);
        await store.commit([{ type: 'erase', expected: 1, subject: aSubject({ id: 'a' }) }]);
        expect(await store.head(aSubject({ id: 'a' }))).to.equal(undefined);
        for (const id of ids.slice(1)) expect((await soundHead(store, aSubject({ id }))).seq).to.equal(1);
      }),
    );

    it(
      'never crosses spaces and kinds',
      onFresh(fresh, async (bench) => {
        const store = await bench.open();
        const subjects: Subject[] = [
          { space: 'default', kind: 'case', id: 'x' },
          { space: 'other', kind: 'case', id: 'x' },
          { space: 'default', kind: 'alert', id: 'x' },
          { space: 'defaultcase', kind: 'case', id: 'x' },
          { space: 'default', kind: 'casex', id: 'x' },
          { space: 'case', kind: 'default', id: 'x' },
          { space: 'x', kind: 'case', id: 'default' },
          { space: 'default/case', kind: 'x', id: 'x' },
          { space: 'ü'.repeat(127), kind: 'host.object', id: 'x'.repeat(512) },
        ];
        for (const [i, subject] of subjects.entries()) {
          for (let k = 0; k <= i; k += 1) await append(store, subject, () => ({ state: { i } }));
        }
        for (const [i, subject] of subjects.entries()) {
          const head = await soundHead(store, subject);
          expect([head.seq, head.state]).to.deep.equal([i + 1, { i }]);
        }
        expect(await store.head({ space: 'other', kind: 'alert', id: 'x' })).to.equal(undefined);
      }),
    );

    it(
      'finds nothing under a string that is no id, and does not write there',
      onFresh(fresh, async (bench) => {
        const store = await bench.open();
        for (const bad of NO_IDS) {
          for (const subject of [aSubject({ id: bad }), aSubject({ space: bad }), aSubject({ kind: bad })]) {
            expect(await store.head(subject)).to.equal(undefined);
            expect(await store.record(subject)).to.equal(undefined);
            expect(await pageOf(store, subject, aWindow())).to.equal(undefined);
            const fine = aCreation(aSubject());
            const writes = [fine, aCreation(subject)];
            expect(await codeOf(store.commit(writes))).to.equal('INVALID_REQUEST');
            expect(await store.head(fine.head.subject)).to.equal(undefined);
          }
        }
      }),
    );
  });
}
