import type { IncomingMessage } from 'node:http';

/** For supertest: a body of JSON as ever, of a stream of events no more than what comes first. */
export function asFarAsItGoes(message: unknown, done: (error: Error | null, body: unknown) => void): void {
  // What superagent reads from is Node's message, to which it adds the text.
  // What superagent reads from is Node's message, to which it adds the text.
  const response = message as IncomingMessage & { text?: string };
  const isStream = response.headers['content-type'] === 'text/event-stream';
  let text = '';
  response.setEncoding('utf8').on('data', (part: string) => {
    text += part;
    if (isStream) response.destroy();
  });
  response.once('close', () => {
    response.text = text;
    try {
      done(null, isStream || text === '' ? {} : JSON.parse(text));
    } catch {
      done(null, {});
    }
  });
}
