import type { TemplateResult } from 'lit';
import { html, nothing, render } from 'lit';
import type { Outcome, Way } from './credentials.js';
import { basic, bearer, tried } from './credentials.js';
import type { PageLabels } from './page_labels.js';

/** What a form asks with. */
interface FormOptions {
  /** Base of the API. */
  readonly api: string;
  readonly labels: PageLabels;
}

/** A form that asks for credentials until they are right. It keeps nothing: what was typed goes with it. */
export class SignInForm {
  readonly #place: HTMLElement;
  readonly #options: FormOptions;
  #done: (authorization: string) => void = () => undefined;
  #way: Way = 'password';
  #fault = '';
  #busy = false;

  constructor(place: HTMLElement, options: FormOptions) {
    this.#place = place;
    this.#options = options;
  }

  /** Shows the form. @returns what is to be sent as `Authorization`, when the server has let it in */
  async ask(): Promise<string> {
    const authorization = await new Promise<string>((resolve) => {
      this.#done = resolve;
      this.#show();
      this.#focus('input:not([type=radio])');
    });
    render(nothing, this.#place);
    return authorization;
  }

  #show(): void {
    const { labels } = this.#options;
    const submit = (event: SubmitEvent): void => {
      event.preventDefault();
      if (!this.#busy) void this.#submit(new FormData(event.target as HTMLFormElement));
    };
    render(
      html`<form class="sign-in" novalidate @submit=${submit} aria-labelledby="sign-in-title">
        <h1 id="sign-in-title">${labels.title}</h1>
        <fieldset aria-labelledby="sign-in-title">
          ${this.#choice('password', labels.withPassword)}${this.#choice('token', labels.withToken)}
        </fieldset>
        ${
          this.#way === 'password'
            ? [
                this.#field('name', 'username', labels.name),
                this.#field('password', 'current-password', labels.password),
              ]
            : this.#field('token', 'off', labels.token)
        }
        <p class="fault" id="sign-in-fault" role="alert">${this.#fault}</p>
        <button type="submit" aria-disabled=${this.#busy ? 'true' : 'false'}>
          ${this.#busy ? labels.signingIn : labels.signIn}
        </button>
        <p class="kept">${labels.kept}</p>
      </form>`,
      this.#place,
    );
  }

  #choice(way: Way, label: string): TemplateResult {
    const choose = (): void => {
      this.#way = way;
      this.#fault = '';
      this.#show();
    };
    return html`<label
      ><input
        type="radio"
        name="way"
        value=${way}
        .checked=${this.#way === way}
        @change=${choose}
      />${label}</label
    >`;
  }

  #field(name: 'name' | 'password' | 'token', autocomplete: AutoFill, label: string): TemplateResult {
    return html`<label
      >${label}<input
        name=${name}
        type=${name === 'name' ? 'text' : 'password'}
        autocomplete=${autocomplete}
        autocapitalize="none"
        spellcheck="false"
        required
        aria-invalid=${this.#fault === '' ? 'false' : 'true'}
        aria-describedby="sign-in-fault"
    /></label>`;
  }

  async #submit(form: FormData): Promise<void> {
    const { api, labels } = this.#options;
    const authorization = authorizationOf(this.#way, form);
    if (authorization === undefined) {
      this.#refuse(labels.missing);
      return;
    }
    this.#busy = true;
    this.#fault = '';
    this.#show();
    const outcome = await tried(api, authorization);
    this.#busy = false;
    if (outcome === 'in') this.#done(authorization);
    else this.#refuse(faultOf(outcome, this.#way, labels));
  }

  #refuse(fault: string): void {
    this.#fault = fault;
    this.#show();
    this.#focus('input:not([type=radio])');
  }

  #focus(selector: string): void {
    this.#place.querySelector<HTMLElement>(selector)?.focus();
  }
}

type AutoFill = 'username' | 'current-password' | 'off';

/** `undefined` when something is missing. */
function authorizationOf(way: Way, form: FormData): string | undefined {
  const typed = (name: string): string => {
    const value = form.get(name);
    return typeof value === 'string' ? value : '';
  };
  if (way === 'token') {
    const token = typed('token')
      .trim()
      .replace(/^Bearer +/i, '');
    // What no header can carry is no token.
    return /^[\x21-\x7e]+$/.test(token) ? bearer(token) : undefined;
  }
  const [name, password] = [typed('name').trim(), typed('password')];
  return name === '' || password === '' ? undefined : basic(name, password);
}

function faultOf(outcome: Exclude<Outcome, 'in'>, way: Way, labels: PageLabels): string {
  switch (outcome) {
    case 'refused':
      return way === 'password' ? labels.wrongPassword : labels.wrongToken;
    case 'tooOften':
      return labels.tooOften;
    case 'unreachable':
      return labels.unreachable;
  }
}
