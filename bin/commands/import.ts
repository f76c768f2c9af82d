import { Command } from 'commander';
import { encodingLabel } from '../encoding_label.js';
import { importCsv } from '../import/import_csv.js';
import { SHIPPED } from '../import/load_map.js';
import { positiveInteger } from '../positive_integer.js';

const csvCommand = new Command('csv')
  .description('record the rows of CSV files (also gzipped) through the in-process API')
  .argument('<file...>', 'files whose columns the map tells of')
  .requiredOption('--map <map>', `what the columns mean: a YAML file, or ${SHIPPED.join(' or ')}`)
  .option('--config <file>', 'configuration, YAML or JSON; default: that of the demo')
  .option('--space <id>', 'space of the records', 'default')
  .option('--owner <owner>', 'owner of the records; default: that of the map, or cases')
  .option('--dry-run', 'read and check everything, record nothing')
  .option('--report <file>', 'where a report is written as JSON')
  .option(
    '--encoding <label>',
    'encoding of the files, such as windows-1252 or utf-16le; default: their byte order marks, or utf-8',
    encodingLabel,
  )
  .option('--parallel <n>', 'records that are recorded at the same time', positiveInteger, 16)
  .action(importCsv);

/** Records what other systems have written down. */
export const importCommand = new Command('import')
  .description('record the history that another system has written to files')
  .addCommand(csvCommand);
