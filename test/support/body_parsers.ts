import { setImmediate } from 'node:timers/promises';
import type { Express, RequestHandler } from 'express';
import express from 'express';
import express4 from 'express4';
import { anExpress4App } from './mounts.js';

/** An Express of a host: its app and its parsers. */
export interface HostExpress {
  readonly name: string;
  readonly app: () => Express;
  readonly parsers: Pick<typeof express, 'json' | 'text' | 'raw' | 'urlencoded'>;
}

/** What a host does with bodies before they come to the plugin. */
export interface HostParser {
  readonly name: string;
  readonly handler: (parsers: HostExpress['parsers']) => RequestHandler;
}

export const EXPRESSES: readonly HostExpress[] = [
  { name: 'Express 5', app: express, parsers: express },
  { name: 'Express 4', app: anExpress4App, parsers: express4 },
];

const everything = { type: () => true };

const PARSERS: readonly HostParser[] = [
  { name: 'nothing', handler: () => pass },
  { name: 'json()', handler: ({ json }) => json() },
  { name: 'json, not strict', handler: ({ json }) => json({ strict: false }) },
  { name: 'json of any type', handler: ({ json }) => json(everything) },
  { name: 'json up to 10 MiB', handler: ({ json }) => json({ limit: '10mb' }) },
  { name: 'json with a reviver', handler: ({ json }) => json({ reviver: (_key, value: unknown) => value }) },
  { name: 'text of any type', handler: ({ text }) => text(everything) },
  { name: 'raw of any type', handler: ({ raw }) => raw(everything) },
  { name: 'urlencoded', handler: ({ urlencoded }) => urlencoded({ extended: false }) },
  { name: 'urlencoded, extended', handler: ({ urlencoded }) => urlencoded({ extended: true }) },
  {
    name: 'json of another type, which leaves {} in Express 4',
    handler: ({ json }) => json({ type: 'x/y' }),
  },
  { name: 'bytes kept as rawBody', handler: () => keepRawBody },
  { name: 'the value alone, as cloud functions have it', handler: () => keepValue },
  { name: 'other work first', handler: () => workFirst },
  { name: 'a pause', handler: () => pauseFirst },
];

/** Every body gets through these as it was sent. Against a database two will do: no store knows of parsers. */
export const HARMLESS_PARSERS = process.env['MONGODB_URI'] === undefined ? PARSERS : PARSERS.slice(0, 2);

/** Reads the body and keeps nothing of it. */
export const dropBody: RequestHandler = (request, _response, next) => {
  request.resume().on('end', next);
};

const pass: RequestHandler = (_request, _response, next) => {
  next();
};

async function bytesOf(request: AsyncIterable<unknown>): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

const keepRawBody: RequestHandler = (request, _response, next) => {
  void bytesOf(request).then((rawBody) => {
    Object.assign(request, { rawBody });
    next();
  });
};

const keepValue: RequestHandler = (request, _response, next) => {
  void bytesOf(request).then((bytes) => {
    try {
      request.body = JSON.parse(bytes.toString()) as unknown;
    } catch {
      request.body = bytes;
    }
    next();
  });
};

const workFirst: RequestHandler = (_request, _response, next) => {
  void (async () => {
    for (let turn = 0; turn < 20; turn += 1) await setImmediate();
    next();
  })();
};

const pauseFirst: RequestHandler = (request, response, next) => {
  request.pause();
  void workFirst(request, response, next);
};
