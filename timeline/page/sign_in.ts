import type { Outcome } from './credentials.js';
import { basic, bearer, tried } from './credentials.js';

/** The server's form of sign-in: it asks until the credentials are right, and keeps nothing. */
export class SignInForm {
  readonly #form: HTMLFormElement;
  /** Base of the API. */
  readonly #api: string;
  readonly #button: HTMLButtonElement | null;
  readonly #name: string | undefined;
  #done: (authorization: string) => void = () => undefined;
  #busy = false;

  constructor(form: HTMLFormElement, api: string) {
    this.#form = form;
    this.#api = api;
    this.#button = form.querySelector('button');
    this.#name = this.#button?.textContent;
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      if (!this.#busy) void this.#submit();
    });
    form.addEventListener('change', ({ target }) => {
      if (target instanceof HTMLInputElement && target.type === 'radio') this.#choose();
    });
  }

  /** Shows the form where this stands. @returns what is to be sent as `Authorization`, when the server has let it in */
  async ask(place: HTMLElement): Promise<string> {
    this.#form.reset();
    this.#choose();
    place.append(this.#form);
    const authorization = await new Promise<string>((resolve) => {
      this.#done = resolve;
      this.#focus();
    });
    this.#form.reset();
    this.#form.remove();
    return authorization;
  }

  /** Shows the fields of what was chosen; others are not sent. */
  #choose(): void {
    const way = this.#typed('way');
    for (const fields of this.#form.querySelectorAll('fieldset')) {
      fields.hidden = fields.disabled = fields.name !== way;
    }
    this.#say('');
  }

  async #submit(): Promise<void> {
    const authorization = this.#authorization();
    if (authorization === undefined) {
      this.#refuse('missing');
      return;
    }
    this.#wait(true);
    const outcome = await tried(this.#api, authorization);
    this.#wait(false);
    if (outcome === 'in') this.#done(authorization);
    else this.#refuse(outcome);
  }

  /** `undefined` when something is missing. */
  #authorization(): string | undefined {
    if (this.#typed('way') === 'token') {
      const token = this.#typed('token')
        .trim()
        .replace(/^Bearer +/i, '');
      // What no header can carry is no token.
      return /^[\x21-\x7e]+$/.test(token) ? bearer(token) : undefined;
    }
    const [name, password] = [this.#typed('name').trim(), this.#typed('password')];
    return name === '' || password === '' ? undefined : basic(name, password);
  }

  #typed(name: string): string {
    const value = new FormData(this.#form).get(name);
    return typeof value === 'string' ? value : '';
  }

  #wait(busy: boolean): void {
    this.#busy = busy;
    this.#say('');
    if (this.#button === null) return;
    this.#button.setAttribute('aria-disabled', String(busy));
    this.#button.textContent = (busy ? this.#form.dataset['signingIn'] : this.#name) ?? '';
  }

  #refuse(fault: Exclude<Outcome, 'in'> | 'missing'): void {
    const wrong = this.#typed('way') === 'token' ? 'wrongToken' : 'wrongPassword';
    this.#say(this.#form.dataset[fault === 'refused' ? wrong : fault] ?? '');
    this.#focus();
  }

  /** What is wrong; empty: nothing. */
  #say(fault: string): void {
    const said = this.#form.querySelector('.fault');
    if (said !== null) said.textContent = fault;
    for (const input of this.#form.querySelectorAll('fieldset input')) {
      input.setAttribute('aria-invalid', String(fault !== ''));
    }
  }

  #focus(): void {
    this.#form.querySelector<HTMLElement>('fieldset:enabled input')?.focus();
  }
}
