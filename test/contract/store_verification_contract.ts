import { expect } from 'chai';
import type { ActivityStore } from '../../server/domain/store.js';
import { formatStart, parseStart } from '../../server/services/integrity/whole/store_start.js';
import type { StoreReport } from '../../server/services/integrity/whole/store_report.js';
import type { StoreScope } from '../../server/services/integrity/whole/store_verification.js';
import { StoreVerification } from '../../server/services/integrity/whole/store_verification.js';
import type { SignedStory } from '../support/signed_story.js';
import { aWholeStory } from '../support/signed_story.js';
import { onTampered } from '../support/tampered.js';
import type { FreshFixture } from './store_fixture.js';

const ALL: StoreScope = { log: true };

/** Verifies; stopped where `stopAt` times something was told of. */
async function verified(
  story: SignedStory,
  scope: StoreScope = ALL,
  stopAt = Infinity,
): Promise<StoreReport> {
  const controller = new AbortController();
  let told = 0;
  const onProgress = (): void => {
    told += 1;
    if (told >= stopAt) controller.abort();
  };
  return new StoreVerification(story, { signal: controller.signal, onProgress }).run(scope);
}

async function* linesWith(...notes: readonly (string | undefined)[]) {
  for (const [i, note] of notes.entries()) yield await Promise.resolve({ file: 'f', line: i + 1, note });
}

/** The note that is kept of the log. */
async function keptNote(store: ActivityStore): Promise<string> {
  return (await store.log.head('default')).checkpoint?.note ?? '';
}

/** What verifying a store as a whole finds (N10.4). */
export function describeStoreVerification(fresh: FreshFixture): void {
  describe('verification of a whole store', () => {
    it(
      'adds up every record and log, in one go or in as many as it is stopped',
      onTampered(fresh, aWholeStory, async ({ story }) => {
        const whole = await verified(story);
        expect(whole).to.deep.include({ valid: true, complete: true, records: 4, problems: [] });
        expect(whole.logs[0]).to.deep.include({
          space: 'default',
          size: whole.entries,
          checked: whole.entries,
        });
        expect(whole).to.deep.include({ inLog: whole.entries, adopted: 2, unsigned: 2, erasedParts: 0 });
        let [records, entries, parts]: [number, number, number] = [0, 0, 0];
        for (
          let next: string | undefined = formatStart({ log: { space: 'default', from: { start: 0 } } });
          next;
        ) {
          const part = await verified(story, { ...ALL, start: parseStart(next) }, 1);
          expect(part.valid, next).to.equal(true);
          expect(part.complete).to.equal(part.next === undefined);
          [records, entries, parts] = [records + part.records, entries + part.entries, parts + 1];
          next = part.next;
        }
        expect([records, entries]).to.deep.equal([whole.records, whole.entries]);
        expect(parts).to.be.within(4, 6);
      }),
    );

    it(
      'tells in which record something is wrong, and goes on with the others',
      onTampered(fresh, aWholeStory, async ({ story, tampering }) => {
        const [entry] = (await tampering.all('entry')).filter(({ value }) =>
          JSON.stringify(value).includes('Título'),
        );
        if (entry === undefined) throw new Error('There is no such entry.');
        await tampering.put(entry, JSON.parse(JSON.stringify(entry.value).replace('Título', 'Titulo')));
        const { problems, records, valid } = await verified(story);
        expect({ valid, records }).to.deep.equal({ valid: false, records: 4 });
        const record = { kind: 'case', id: 'a' };
        expect(problems).to.deep.include({ space: 'default', record, seq: 1, problem: 'hash-differs' });
        const one = await verified(story, { ...ALL, space: 'default', record });
        expect(one).to.deep.include({ valid: false, records: 1, logs: [] });
        const other = await verified(story, { ...ALL, space: 'default', record: { kind: 'case', id: 'b' } });
        expect(other).to.deep.include({ valid: true, records: 1, entries: 2 });
      }),
    );

    it(
      'compares checkpoints that were kept elsewhere with the tree of their size',
      onTampered(fresh, aWholeStory, async ({ story, tampering }) => {
        const earlier = await keptNote(story.store);
        const snapshot = await tampering.snapshot();
        await story.write({ space: 'default', kind: 'case', id: 'c' });
        await story.publish();
        await story.settled();
        const later = await keptNote(story.store);
        const forged = earlier.replace(
          /\n(.)(.*)=\n\n/,
          (_, first: string, rest: string) => `\n${first === 'A' ? 'B' : 'A'}${rest}=\n\n`,
        );
        const anchored = (...notes: readonly (string | undefined)[]) =>
          verified(story, { ...ALL, anchors: linesWith(...notes) });
        const right = await anchored(earlier, later, undefined, 'x');
        expect(right).to.deep.include({ valid: true, anchors: { agreeing: 2, unreadable: 2 } });
        const wrong = await anchored(forged, later.replace('here.example/default\n', 'here.example/none\n'));
        expect(wrong.problems.map(({ problem, anchor }) => [anchor?.line, problem])).to.deep.equal([
          ...[
            [1, 'signature-wrong'],
            [2, 'signature-wrong'],
          ],
        ]);
        await snapshot.restore();
        const back = await anchored(earlier, later);
        expect(back.problems.map(({ problem, anchor }) => [anchor?.line, problem])).to.deep.equal([
          [2, 'checkpoint-inconsistent'],
        ]);
        const [tile] = await tampering.all('tile');
        if (tile === undefined) throw new Error('There is no tile.');
        await tampering.remove(tile);
        const gone = await anchored(earlier);
        expect(gone.problems.map(({ problem }) => problem)).to.include('checkpoint-inconsistent');
      }),
    );

    it(
      'says that there is no such record or space',
      onTampered(fresh, aWholeStory, async ({ story }) => {
        for (const [scope, code] of [
          [{ ...ALL, space: 'default', record: { kind: 'case', id: 'none' } }, 'RECORD_NOT_FOUND'],
          [{ ...ALL, space: 'none' }, 'SPACE_NOT_FOUND'],
        ] as const) {
          const found = await verified(story, scope).catch((error: unknown) => error);
          expect(found).to.have.property('code', code);
        }
      }),
    );
  });
}
