import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import type { NativeEntry } from '../../common/native.js';
import { actorName } from './avatar.js';
import type { View } from './view.js';

/** More are for an export. */
export const MOST_PRINTED = 10_000;

/** What is printed: all entries of the filter with their times, and nothing to press. */
export function reportView(entries: readonly NativeEntry[], title: string, view: View): TemplateResult {
  const { labels, times, model } = view;
  return html`<div class="report">
    <h1>${title}</h1>
    <p>${labels.printed(times.absolute(new Date(view.now).toISOString()))}</p>
    ${
      entries.length >= MOST_PRINTED || entries.length < (model.window.total ?? 0)
        ? html`<p>${labels.printedPart(times.number(entries.length))}</p>`
        : nothing
    }
    <table>
      <thead>
        <tr>
          <th scope="col">${labels.when}</th>
          <th scope="col">${labels.groups.actors}</th>
          <th scope="col">${labels.entries}</th>
        </tr>
      </thead>
      <tbody>
        ${entries.map(
          ({ at, actor, text = '' }) =>
            html`<tr>
              <td><time datetime=${at}>${times.absolute(at)}</time></td>
              <td>${actorName(actor, labels)}</td>
              <td>${text}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}
