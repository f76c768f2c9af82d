import { expect } from 'chai';
import type { Response } from 'supertest';
import type { AlertComment } from '../../common/casebender.js';
import type { AlertClient } from './casebender.js';

/** What a caller does with the comments on alerts. */
export class CommentClient {
  readonly #client: AlertClient;

  constructor(client: AlertClient) {
    this.#client = client;
  }

  edit(id: string, { id: comment }: { id: string }, body: object, headers = {}): Promise<Response> {
    return this.#client.send('patch', `/alerts/${id}/comments/${comment}`, { body, headers });
  }

  remove(id: string, { id: comment }: { id: string }, headers = {}): Promise<Response> {
    return this.#client.send('delete', `/alerts/${id}/comments/${comment}`, { headers });
  }

  async list(id: string, query = '?limit=100'): Promise<AlertComment[]> {
    const { status, body } = await this.#client.get(`/alerts/${id}/comments${query}`);
    expect(status, JSON.stringify(body)).to.equal(200);
    return (body as { data: AlertComment[] }).data;
  }

  /** The alert's activities, newest first. */
  async told(id: string): Promise<string[]> {
    return (await this.#client.activities(id)).map(({ action, body }) => `${action}: ${body}`);
  }
}
