import { escaped } from './escaped.js';
import type { PageLabels } from './page_labels.js';
import { pageLabelsOf } from './page_labels.js';

/** What the script of the page says when it is so; each is an attribute `data-…` of the form. */
const SAID = {
  'signing-in': 'signingIn',
  missing: 'missing',
  'wrong-password': 'wrongPassword',
  'wrong-token': 'wrongToken',
  'too-often': 'tooOften',
  unreachable: 'unreachable',
} as const satisfies Readonly<Record<string, keyof PageLabels>>;

/** The form of sign-in as HTML, in the language of a BCP 47 tag; it does nothing without the script of the page. */
export function signInForm(lang: string): string {
  const labels = pageLabelsOf(lang);
  const said = Object.entries(SAID).map(([name, label]) => ` data-${name}="${escaped(labels[label])}"`);
  return `<form class="sign-in" novalidate aria-labelledby="sign-in-title"${said.join('')}>
<h1 id="sign-in-title">${escaped(labels.title)}</h1>
<div role="radiogroup" aria-labelledby="sign-in-title">
<label><input type="radio" name="way" value="password" checked>${escaped(labels.withPassword)}</label>
<label><input type="radio" name="way" value="token">${escaped(labels.withToken)}</label>
</div>
<fieldset name="password">
${field(labels.name, 'type="text" name="name" autocomplete="username"')}
${field(labels.password, 'type="password" name="password" autocomplete="current-password"')}
</fieldset>
<fieldset name="token" hidden disabled>
${field(labels.token, 'type="password" name="token" autocomplete="off"')}
</fieldset>
<p class="fault" id="sign-in-fault" role="alert"></p>
<button type="submit">${escaped(labels.signIn)}</button>
<p class="kept">${escaped(labels.kept)}</p>
</form>`;
}

function field(label: string, attributes: string): string {
  const same = 'autocapitalize="none" spellcheck="false" required aria-describedby="sign-in-fault"';
  return `<label>${escaped(label)}<input ${attributes} ${same}></label>`;
}
