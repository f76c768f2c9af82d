const { appendFileSync } = require('node:fs');
const { setTimeout } = require('node:timers');
const { reporters } = require('mocha');

/** A process that lives on for so long after its last test waits for something that a test has left open. */
const GRACE_MS = 10_000;

/** What hosts have logged since the test began (test/support/host_errors.ts); in parallel runs nothing. */
const hostErrors = () => globalThis[Symbol.for('case-activity.host-errors')] ?? [];

/**
 * Mocha's spec reporter, which also appends a line `passed failed skipped` to the file that TEST_COUNTS names, and
 * a line per failure, and what the host has logged, to the one that TEST_FAILURES names. Tests that leave sockets or timers behind are a failure:
 * the next suite would wait for them.
 */
module.exports = class CountingReporter extends reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    runner.on('test', () => hostErrors().splice(0));
    runner.on('fail', (test, error) => {
      const [reason] = String(error?.message ?? error).split('\n');
      const logged = hostErrors().map((one) => `  the host logged ${one}\n`);
      appendFileSync(
        process.env.TEST_FAILURES,
        `${test.titlePath().join(' > ')}: ${reason}\n${logged.join('')}`,
      );
    });
    runner.once('end', () => {
      const { passes, failures, pending } = this.stats;
      appendFileSync(process.env.TEST_COUNTS, `${passes} ${failures} ${pending}\n`);
      setTimeout(() => {
        const left = process.getActiveResourcesInfo().join(', ');
        console.error(`The tests have ended and left open: ${left}`);
        appendFileSync(process.env.TEST_COUNTS, '0 1 0\n');
        appendFileSync(process.env.TEST_FAILURES, `left open by the suite: ${left}\n`);
        process.exit(1);
      }, GRACE_MS).unref();
    });
  }
};
