import { expect } from 'chai';
import type { TestHost } from '../support/host.js';
import { startHost } from '../support/host.js';
import { aNewCase } from '../support/kibana.js';
import { dropBody, EXPRESSES, HARMLESS_PARSERS } from '../support/body_parsers.js';
import type { RawAnswer } from '../support/raw_request.js';
import { JSON_TYPE, sendBytes } from '../support/raw_request.js';

const MAX_BYTES = 4096;

/** A record of each dialect with one free field, and how the dialect says that it was written. */
const DIALECTS = [
  {
    name: 'Kibana',
    path: '/api/cases',
    headers: { 'kbn-xsrf': '1' },
    created: 200,
    record: (text: string) => aNewCase({ description: text }),
    written: (body: unknown) => (body as { description: string }).description,
    sentence: (body: unknown) => (body as { message: string }).message,
  },
  {
    name: 'CaseBender',
    path: '/v1/alerts?lang=en',
    headers: {},
    created: 201,
    record: (text: string) => ({ title: 'T', severity: 'high', description: text }),
    written: (body: unknown) => (body as { data: { description: string } }).data.description,
    sentence: (body: unknown) => (body as { message: string }).message,
  },
] as const;

/** Replaces the text of the free field by JSON of any kind. */
function withField(record: (text: string) => object, json: string): string {
  return JSON.stringify(record('@')).replace('"@"', json);
}

describe('a body', () => {
  for (const { name: express, app, parsers } of EXPRESSES) {
    for (const { name: parser, handler } of HARMLESS_PARSERS) {
      describe(`after ${parser} of ${express}`, () => {
        let host: TestHost;
        before(async () => {
          host = await startHost({
            mount: { express: app },
            maxBodyBytes: MAX_BYTES,
            before: (target) => target.use(handler(parsers)),
          });
        });
        after(() => host.stop());

        for (const { name, path, headers, created, record, written, sentence } of DIALECTS) {
          const send = (body: string | string[], more: object = JSON_TYPE): Promise<RawAnswer> =>
            sendBytes(`${host.url}${path}`, { ...headers, ...more }, [body].flat());
          const refused = async (json: string, status: number, said: RegExp): Promise<void> => {
            const answer = await send(withField(record, json));
            expect(answer.status, JSON.stringify(answer.body)).to.equal(status);
            expect(sentence(answer.body)).to.match(said);
          };

          it(`is read as it was sent to ${name}, whole or in pieces`, async () => {
            const text = 'Ünï©ode 🎉 \\ "quoted"';
            const body = JSON.stringify(record(text));
            for (const pieces of [[body], [body.slice(0, 20), body.slice(20)]]) {
              const answer = await send(pieces);
              expect(answer.status, JSON.stringify(answer.body)).to.equal(created);
              expect(written(answer.body)).to.equal(text);
            }
          });

          it(`keeps to the limits of ${name}`, async () => {
            await refused(JSON.stringify('x'.repeat(MAX_BYTES)), 413, /./);
            const long = withField(record, JSON.stringify('x'.repeat(MAX_BYTES)));
            expect((await send([long.slice(0, 9), long.slice(9)])).status).to.equal(413);
            await refused('['.repeat(50) + ']'.repeat(50), 400, /deeper than 50 levels|body is not valid/);
          });

          it(`has whole characters and exact integers for ${name}`, async () => {
            await refused('"cut \\ud83d"', 400, /not well-formed Unicode at "description"|'description'/);
            await refused('{"\\udc00":1}', 400, /not well-formed Unicode at "description\.|'description\./);
            await refused('9007199254740993', 400, /cannot be kept exactly at "description"|'description'/);
            await refused('1e400', 400, /cannot be kept exactly at "description"|'description'/);
          });

          it(`is JSON in UTF-8 for ${name}`, async () => {
            const body = JSON.stringify(record('x'));
            for (const type of [
              'text/plain',
              'multipart/form-data; boundary=x',
              'application/x-www-form-urlencoded',
              'application/json; charset=utf-7',
              'nonsense',
            ]) {
              expect((await send(body, { 'content-type': type })).status, type).to.equal(415);
            }
            for (const type of ['application/json;charset="UTF-8"', 'application/vnd.api+json']) {
              expect((await send(body, { 'content-type': type })).status, type).to.equal(created);
            }
          });
        }
      });
    }

    it(`that a host of ${express} has read and dropped is refused, never waited for`, async () => {
      const warnings: string[] = [];
      const silent = { error: () => undefined, info: () => undefined };
      const host = await startHost({
        mount: { express: app },
        before: (target) => target.use(dropBody, parsers.urlencoded({ extended: true })),
        logger: { ...silent, warn: (_details, message) => void warnings.push(message) },
      });
      try {
        for (const { path, headers, record } of DIALECTS) {
          const body = JSON.stringify(record('x'));
          const answer = await sendBytes(`${host.url}${path}`, { ...headers, ...JSON_TYPE }, [body]);
          expect(answer.status).to.equal(400);
        }
        expect(warnings).to.have.length(1);
        expect(warnings[0]).to.contain('mount the plugin before that');
      } finally {
        await host.stop();
      }
    });

    it(`that a parser of ${express} has made no JSON of is refused with the place`, async () => {
      const reviver = (key: string, value: unknown): unknown =>
        key === 'description' ? new Date(0) : key === 'tags' ? 10n : value;
      const host = await startHost({
        mount: { express: app },
        before: (target) => target.use(parsers.json({ reviver })),
      });
      try {
        const url = `${host.url}/api/cases`;
        const sent = { 'kbn-xsrf': '1', ...JSON_TYPE };
        for (const [body, field] of [
          [aNewCase(), 'description'],
          [{ tags: [] }, 'tags'],
        ] as const) {
          const answer = await sendBytes(url, sent, [JSON.stringify(body)]);
          expect(answer).to.have.property('status', 400);
          expect(answer.body).to.have.property('message').that.contains(`not JSON at "${field}"`);
        }
      } finally {
        await host.stop();
      }
    });
  }
});
