import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import { stateOf } from '../data/verification.js';
import type { View } from './view.js';

const SIGNS = { verified: '✓', unverified: '○', broken: '!' } as const;
/** More are told to whoever verifies by the command. */
const MOST_TOLD = 20;

/** Whether the record is as it was recorded, in a word; pressed, it says more, and how one finds that out oneself. */
export function proofView({ labels, model, times, actions, command }: View): unknown {
  const { proof } = model.facts;
  if (proof === undefined || !model.isOfRecord) return nothing;
  const state = stateOf(proof);
  const [title, hint] = labels.proof[state];
  return html`<button class="link proof proof-${state}" popovertarget="proof">
      <span class="sign" aria-hidden="true">${SIGNS[state]}</span>${title}
    </button>
    <div popover id="proof" class="keys" role="dialog" aria-label=${title}>
      <p>
        ${hint}
        ${state === 'unverified' ? checkButton(proof.isBusy ? labels.loading : labels.verifyAll, actions) : nothing}
      </p>
      <ul>
        ${proof.problems
          .slice(0, MOST_TOLD)
          .map(({ seq, problem }) => html`<li>${labels.entry(times.number(seq))}: ${problem}</li>`)}
      </ul>
      <p>${labels.verifyYourself}</p>
      <pre tabindex="0">${command}</pre>
    </div>`;
}

function checkButton(label: string, { verify }: View['actions']): TemplateResult {
  return html`<button class="control" @click=${verify}>${label}</button>`;
}
