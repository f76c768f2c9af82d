import { once } from 'node:events';
import type { IncomingHttpHeaders, RequestListener } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** A request that the ticket system got. */
export interface TicketCall {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: unknown;
}

/** An external system on this machine: it creates, updates and shows tickets, and takes comments on them. */
export interface TicketSystem {
  readonly port: number;
  readonly calls: readonly TicketCall[];
  /** Answers what comes next, when it is set, unless it answers `false`. */
  answer: ((...how: Parameters<RequestListener>) => unknown) | undefined;
  /** A connector of the configuration that leads to it. */
  connector(over?: { readonly host?: string; readonly config?: object; readonly secrets?: object }): object;
  stop(): Promise<void>;
}

export async function startTicketSystem(): Promise<TicketSystem> {
  const calls: TicketCall[] = [];
  let tickets = 0;
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const { method = '', url: path = '', headers } = request;
      calls.push({ method, path, headers, body: body === '' ? undefined : (JSON.parse(body) as unknown) });
      if (system.answer !== undefined && system.answer(request, response) !== false) return;
      if (method === 'POST' && path === '/i') tickets += 1;
      const id = method === 'POST' && path === '/i' ? tickets : Number(path.split('/')[2]);
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ ticket: { id }, key: `OPS-${String(id)}` }));
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const system: TicketSystem = {
    port,
    calls,
    answer: undefined,
    connector: ({ host = '127.0.0.1', config = {}, secrets = {} } = {}) => {
      const at = `http://${host}:${String(port)}`;
      const one = `${at}/i/{{{external.system.id}}}`;
      return {
        ...{ id: 'tickets', name: 'Ticket system', type: '.cases-webhook', secrets },
        config: {
          ...{ createIncidentUrl: `${at}/i`, createIncidentMethod: 'post' },
          createIncidentJson:
            '{"summary":{{{case.title}}},"text":{{{case.description}}},"tags":{{{case.tags}}}}',
          createIncidentResponseKey: 'ticket.id',
          ...{ getIncidentUrl: one, getIncidentResponseExternalTitleKey: 'key' },
          viewIncidentUrl: 'https://t.example/view/{{{external.system.id}}}?t={{{external.system.title}}}',
          ...{ updateIncidentUrl: one, updateIncidentMethod: 'put' },
          updateIncidentJson: '{"summary":{{{case.title}}},"state":{{{case.status}}}}',
          ...{ createCommentUrl: `${one}/comments`, createCommentMethod: 'post' },
          createCommentJson: '{"body":{{{case.comment}}}}',
          ...config,
        },
      };
    },
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return system;
}
