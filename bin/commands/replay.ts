import { Command } from 'commander';
import { encodingLabel } from '../encoding_label.js';
import { replay } from '../incident_log/replay.js';
import { positiveInteger } from '../positive_integer.js';

/** Records an incident log. */
export const replayCommand = new Command('replay')
  .description('record an incident log (CSV, also gzipped) through the in-process API')
  .argument('<file>', 'event log with the columns of the UCI "incident management process" data set')
  .option('--config <file>', 'configuration, YAML or JSON; default: that of the demo')
  .option('--space <id>', 'space of the records', 'default')
  .option('--owner <owner>', 'owner of the records', 'cases')
  .option(
    '--encoding <label>',
    'encoding of the file, such as windows-1252 or utf-16le; default: its byte order mark, or utf-8',
    encodingLabel,
  )
  .option('--parallel <n>', 'incidents that are recorded at the same time', positiveInteger, 32)
  .action(replay);
