const { appendFileSync } = require('node:fs');
const { reporters } = require('mocha');

/** Mocha's spec reporter, which also appends a line `passed failed skipped` to the file that TEST_COUNTS names. */
module.exports = class CountingReporter extends reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    runner.once('end', () => {
      const { passes, failures, pending } = this.stats;
      appendFileSync(process.env.TEST_COUNTS, `${passes} ${failures} ${pending}\n`);
    });
  }
};
