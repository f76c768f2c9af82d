import { setTimeout as wait } from 'node:timers/promises';
import { expect } from 'chai';
import { Sequencer } from '../../server/domain/log/sequencer.js';

/** Appends to a list in memory, each space in portions. */
class Appending {
  readonly steps: string[] = [];
  readonly portions: number;
  spaces: readonly string[] = [];

  constructor(portions = 1) {
    this.portions = portions;
  }

  async append(space: string, after: string | undefined): Promise<string | undefined> {
    await wait(10);
    const portion = Number(after ?? 0) + 1;
    this.steps.push(`${space} ${String(portion)}`);
    return portion < this.portions ? String(portion) : undefined;
  }

  async due(): Promise<readonly string[]> {
    await wait(10);
    return this.spaces;
  }
}

describe('the sequencer', () => {
  it('goes through all portions, and has whoever comes meanwhile share the pass behind the running one', async () => {
    const appending = new Appending(2);
    const sequencer = new Sequencer(appending, undefined);
    await Promise.all([1, 2, 3, 4].map(() => sequencer.catchUp('a')));
    expect(appending.steps).to.deep.equal(['a 1', 'a 2', 'a 1', 'a 2']);
    await sequencer.catchUp('a');
    expect(appending.steps).to.have.length(6);
    await sequencer.close();
  });

  it('looks when it starts, and soon after commits once for all of them', async () => {
    const appending = new Appending();
    appending.spaces = ['left'];
    const sequencer = new Sequencer(appending, undefined);
    sequencer.start();
    for (let i = 0; i < 5; i += 1) sequencer.committed('mine');
    await wait(300);
    expect(appending.steps).to.deep.equal(['left 1', 'mine 1']);
    await sequencer.close();
  });

  it('ends with what this process has committed, and begins nothing afterwards', async () => {
    const appending = new Appending(3);
    appending.spaces = ['left'];
    const sequencer = new Sequencer(appending, undefined);
    sequencer.start();
    sequencer.committed('mine');
    await sequencer.close();
    sequencer.committed('late');
    await wait(200);
    expect(appending.steps).to.deep.equal(['mine 1', 'mine 2', 'mine 3']);
  });
});
