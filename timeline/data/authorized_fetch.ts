/** What a host gives to ask with. */
export interface Asking {
  readonly getToken: (() => string | undefined | Promise<string | undefined>) | undefined;
  readonly fetch: typeof fetch | undefined;
}

/** What is seen of a stream on its way. */
export interface StreamWatch {
  readonly asked: () => void;
  readonly received: () => void;
  readonly ended: () => void;
}

/**
 * Asks with the host's credentials: what `getToken` answers is kept and sent until it is refused with 401; it is then
 * asked once more, and so is the server. Without `getToken` the page's own cookies go along.
 */
export class AuthorizedFetch {
  readonly #asking: () => Asking;
  readonly #watch: StreamWatch;
  #token: Promise<string | undefined> | undefined;

  constructor(asking: () => Asking, watch: StreamWatch) {
    this.#asking = asking;
    this.#watch = watch;
  }

  readonly fetch: typeof fetch = async (input, init) => {
    const isStream = new Headers(init?.headers).get('accept')?.startsWith('text/event-stream') === true;
    if (!isStream) return this.#ask(input, init);
    this.#watch.asked();
    try {
      const response = await this.#ask(input, init);
      return response.status === 200 ? watched(response, this.#watch) : response;
    } catch (error) {
      this.#watch.ended();
      throw error;
    }
  };

  async #ask(input: RequestInfo | URL, init: RequestInit | undefined): Promise<Response> {
    const used = this.#newest();
    const response = await this.#send(input, init, await used);
    if (response.status !== 401 || this.#asking().getToken === undefined) return response;
    // Another request may have renewed it by now.
    if (this.#token === used) this.#token = undefined;
    await response.body?.cancel();
    return this.#send(input, init, await this.#newest());
  }

  #newest(): Promise<string | undefined> {
    // One that is given later is asked.
    if (this.#asking().getToken === undefined) return Promise.resolve(undefined);
    return (this.#token ??= this.#asked());
  }

  async #asked(): Promise<string | undefined> {
    try {
      return await this.#asking().getToken?.();
    } catch (error) {
      this.#token = undefined;
      throw error;
    }
  }

  #send(input: RequestInfo | URL, init: RequestInit = {}, token: string | undefined): Promise<Response> {
    const { fetch: own = globalThis.fetch.bind(globalThis) } = this.#asking();
    const headers = new Headers(init.headers);
    if (token !== undefined && token !== '') headers.set('authorization', credentials(token));
    return own(input, { ...init, headers });
  }
}

/** `Basic …` as it is; a bare token is a bearer's. */
function credentials(token: string): string {
  return token.includes(' ') ? token : `Bearer ${token}`;
}

function watched(response: Response, { received, ended }: StreamWatch): Response {
  const reader = response.body?.getReader();
  if (reader === undefined) return response;
  const body = new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      try {
        const { done, value } = await reader.read();
        if (!done) {
          received();
          controller.enqueue(value);
          return;
        }
        ended();
        controller.close();
      } catch (error) {
        ended();
        controller.error(error);
      }
    },
    cancel: (reason) => reader.cancel(reason),
  });
  return new Response(body, { status: response.status, headers: response.headers });
}
