import { expect } from 'chai';
import { WorkBudget } from '../../server/services/history/work_budget.js';

describe('the budget of a request (N5.3)', () => {
  it('is spent with the last of its entries', async () => {
    const budget = new WorkBudget({ entries: 3, now: () => 0 });
    await budget.spend(2);
    expect(budget).to.include({ isSpent: false, left: 1 });
    await budget.spend(2);
    expect(budget).to.include({ isSpent: true, left: 0 });
  });

  it('is spent after 250 ms, but not before 500 entries', async () => {
    let time = 1_000;
    const budget = new WorkBudget({ entries: 10_000, now: () => time });
    await budget.spend(499);
    time += 250;
    expect(budget.isSpent).to.equal(false);
    await budget.spend(1);
    expect(budget.isSpent).to.equal(true);
    time -= 1;
    expect(budget.isSpent).to.equal(false);
  });

  it('lets others go on when it is spent in small parts', async () => {
    const budget = new WorkBudget({ entries: 10_000_000 });
    let turns = 0;
    setImmediate(() => {
      turns += 1;
    });
    for (let i = 0; i < 1_000_000 && turns === 0; i += 1) await budget.spend(1);
    expect(turns).to.equal(1);
  });
});
