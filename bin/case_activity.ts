#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { Command, InvalidArgumentError } from 'commander';
import { copy } from './copy.js';
import { failWith } from './exit.js';
import { replay } from './replay.js';
import { serve } from './serve.js';

// The manifest stands beside this folder in the sources and in the built package alike.
const manifest = JSON.parse(readFileSync(new URL('../plugin.json', import.meta.url), 'utf8')) as {
  readonly version: string;
};
const program = new Command('case-activity')
  .description('The activity history of cases and alerts, served over HTTP')
  .version(manifest.version);

program
  .command('serve', { isDefault: true })
  .description('serve the history; without a configuration, a demo on an embedded store in ./data/demo')
  .option('--config <file>', 'configuration, YAML or JSON')
  .option('--host <host>', 'address to listen on')
  .option('--port <port>', 'port to listen on; 0 takes a free one', portNumber)
  .action(serve);

program
  .command('replay')
  .description('record an incident log (CSV, also gzipped) through the in-process API')
  .argument('<file>', 'event log with the columns of the UCI "incident management process" data set')
  .option('--config <file>', 'configuration, YAML or JSON; default: that of the demo')
  .option('--space <id>', 'space of the records', 'default')
  .option('--owner <owner>', 'owner of the records', 'cases')
  .option('--parallel <n>', 'incidents that are recorded at the same time', positiveInteger, 32)
  .action(replay);

program
  .command('copy')
  .description('copy a whole store into another and compare both; interrupted, it goes on when run again')
  .requiredOption('--from <store>', 'embedded:PATH or mongodb://HOST:PORT/DATABASE[?collectionPrefix=P]')
  .requiredOption('--to <store>', 'likewise; holds nothing that the source does not have')
  .option('--parallel <n>', 'records that are copied at the same time', positiveInteger, 32)
  .action(copy);

program.parseAsync().catch(failWith);

function portNumber(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535)
    throw new InvalidArgumentError('A port is a number from 0 to 65535.');
  return port;
}

function positiveInteger(text: string): number {
  if (!/^[1-9]\d{0,3}$/.test(text)) throw new InvalidArgumentError('Give a number from 1 to 9999.');
  return Number(text);
}
