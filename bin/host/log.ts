import { pino } from 'pino';
import type { DestinationStream, Logger } from 'pino';
import type { ServerConfig } from '../../server/config.js';

/** What a person wants to see of a line: when, how grave, what; of a request its own line. */
const READABLE = {
  singleLine: true,
  translateTime: 'SYS:HH:MM:ss',
  ignore: 'pid,hostname,name,req,res,responseTime',
  messageFormat: '{if req.method}{req.method} {req.url} {res.statusCode} in {responseTime} ms: {end}{msg}',
};

/** The log on stderr: JSON lines, or readable ones when that is a terminal. */
export async function createLog(level: ServerConfig['logLevel']): Promise<Logger> {
  return pino(
    { name: 'case-activity', level },
    process.stderr.isTTY ? await readable() : pino.destination(2),
  );
}

/** Written before the call returns: what a thread or a stream still holds would be lost when the process ends. */
async function readable(): Promise<DestinationStream> {
  const { prettyFactory } = await import('pino-pretty');
  const pretty = prettyFactory(READABLE);
  return { write: (line) => void process.stderr.write(pretty(line)) };
}
