import { tried } from './credentials.js';
import { PAGE_STYLE } from './page_style.js';
import { SignInForm } from './sign_in.js';

/** Of the element in the page that the server sends (N13); on any other page there is none, and nothing happens. */
const TEMPLATE = 'template#case-activity-page';

/** Shows the element of our own page, with a form over it whenever the API asks who it is. */
export function startPage(): void {
  const template = document.querySelector<HTMLTemplateElement>(TEMPLATE);
  if (template === null) return;
  const content = document.importNode(template.content, true);
  const element = content.querySelector('case-activity-timeline');
  const form = content.querySelector('form');
  if (element === null || form === null) return;
  if (PAGE_STYLE.styleSheet) document.adoptedStyleSheets = [PAGE_STYLE.styleSheet];
  element.setAttribute('src', baseOf(location.pathname, element.hasAttribute('space')));
  const place = document.createElement('div');
  template.replaceWith(place);
  void letIn(element, new SignInForm(form, apiOf(element)), place);
}

/**
 * Shows the element as soon as the API lets the page in, and gives it what it signs in with. The element asks for that
 * at first, and after every 401: what was right until then may not be any more. It is kept in a variable of this call
 * and nowhere else.
 */
async function letIn(
  element: HTMLElement & { getToken?: unknown },
  form: SignInForm,
  place: HTMLElement,
): Promise<void> {
  const api = apiOf(element);
  let authorization: string | undefined;
  const ask = async (): Promise<string | undefined> => {
    if ((await tried(api, authorization)) !== 'refused') return authorization;
    element.hidden = true;
    authorization = await form.ask(place);
    element.hidden = false;
    // What was focused is gone: whoever reads on begins at the history.
    element.tabIndex = -1;
    if (!element.isConnected) place.after(element);
    element.focus();
    return authorization;
  };
  let asked: Promise<string | undefined> | undefined = ask();
  element.getToken = () => (asked ??= ask().finally(() => (asked = undefined)));
  await asked;
  if (!element.isConnected) place.after(element);
  asked = undefined;
}

/** Base of the API beside which the page stands; the element's own space counts instead of the address's. */
function baseOf(path: string, hasSpace: boolean): string {
  const base = path.replace(/\/timeline\/?$/, '');
  return hasSpace ? base.replace(/\/s\/[a-z0-9_-]+(?=\/api\/activity\/v1$)/, '') : base;
}

/** The base in the element's space. */
function apiOf(element: HTMLElement): string {
  const [src, space] = [element.getAttribute('src') ?? '', element.getAttribute('space')];
  return space === null ? src : src.replace(/(?=\/api\/activity\/v1$)/, `/s/${space}`);
}
