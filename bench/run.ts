import { commits } from './commits.js';
import { exports } from './export.js';
import { footprint } from './footprint.js';
import { histories } from './histories.js';
import { history } from './history.js';
import { lists } from './lists.js';
import { log } from './log.js';
import { pages } from './pages.js';
import { replay } from './replay.js';
import { requests } from './requests.js';
import { streams } from './streams.js';
import { verify } from './verify.js';

/** The measured comparisons: `npm run bench -- NAME [options]`. */
const PROGRAMS: Readonly<Record<string, (args: readonly string[]) => Promise<void>>> = {
  pages,
  requests,
  history,
  commits,
  replay,
  footprint,
  lists,
  log,
  histories,
  streams,
  export: exports,
  verify,
};

const [name = '', ...args] = process.argv.slice(2);
const program = PROGRAMS[name];
if (program === undefined) {
  console.error(`usage: npm run bench -- NAME [options]\n\nNAME: ${Object.keys(PROGRAMS).join(', ')}`);
  console.error('MONGODB_URI: a server on which databases are made and dropped');
  process.exitCode = 2;
} else {
  await program(args);
}
