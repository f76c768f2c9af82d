#!/usr/bin/env node
import { unsupportedRuntime } from './runtime.js';

// Nothing else may be imported before this is known: a module that an old runtime cannot read or link would end
// the process with a stack trace instead of a sentence.
const sentence = unsupportedRuntime(process.versions);
if (sentence === undefined) {
  void import('./program.js').then(({ runProgram }) => runProgram(process.argv));
} else {
  process.stderr.write(`case-activity: ${sentence}\n`);
  process.exitCode = 1;
}
