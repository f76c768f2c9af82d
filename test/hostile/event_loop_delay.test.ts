import { setImmediate as turn } from 'node:timers/promises';
import { expect } from 'chai';
import { longestBusyDelay, longestDelay } from '../support/event_loop_delay.js';

const busy = (milliseconds: number): void => {
  const end = performance.now() + milliseconds;
  while (performance.now() < end);
};

describe('The measurement of event-loop delay', () => {
  it('sees work that holds the loop, before its first await, behind its last, and in promises alone', async () => {
    const works = [
      async () => {
        busy(300);
        await turn();
      },
      async () => {
        await turn();
        busy(300);
      },
      async () => {
        for (let i = 0; i < 30; i += 1)
          await Promise.resolve().then(() => {
            busy(10);
          });
      },
    ];
    for (const work of works) {
      expect(await longestDelay(work)).to.be.within(290, 1_500);
      expect(await longestBusyDelay(work)).to.be.within(150, 1_500);
    }
  });

  it('can leave out the time in which the process did not have the processor', async () => {
    const idle = async (): Promise<void> => {
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 300);
      await turn();
    };
    expect(await longestDelay(idle)).to.be.above(290);
    expect(await longestBusyDelay(idle)).to.be.below(150);
  });

  it('counts a turn of the loop as the end of a delay', async () => {
    const delay = await longestDelay(async () => {
      for (let i = 0; i < 30; i += 1) {
        busy(10);
        await turn();
      }
    });
    expect(delay).to.be.below(200);
  });

  it('rejects with what the work rejects with', async () => {
    const failure = await longestDelay(() => Promise.reject(new Error('broken'))).catch(
      (error: unknown) => error,
    );
    expect(failure).to.have.property('message', 'broken');
  });
});
