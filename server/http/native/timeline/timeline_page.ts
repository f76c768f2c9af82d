import { escaped } from './escaped.js';
import { signInForm } from './sign_in_form.js';
import type { TimelineQuery } from './timeline_query.js';

/** What N13 says, and that nobody frames the page on which people sign in. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' https:",
  "require-trusted-types-for 'script'",
  'trusted-types lit-html',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Headers of the page. */
export const PAGE_HEADERS: Readonly<Record<string, string>> = {
  'Content-Type': 'text/html; charset=utf-8',
  'Content-Security-Policy': CONTENT_SECURITY_POLICY,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
};

/** Names of the element's attributes, in the order in which they are written. */
const ATTRIBUTES = ['kind', 'record', 'space', 'seq', 'locale'] as const;

/**
 * Browsers ask the host for `/favicon.ico` where a page names no icon, and the policy allows no empty picture: this is
 * loaded anyway, and as a picture it is none.
 */
const NO_ICON = 'timeline.js';

/**
 * The page: the element and the form of sign-in in a template, from which the module takes them (`timeline/page/`). The
 * address of the module is relative, so that it works under any prefix; it must not be served with a slash at its end.
 * @param lang BCP 47 tag of the language in which the page is shown
 */
export function timelinePage(query: TimelineQuery, lang: string): string {
  const attributes = ATTRIBUTES.flatMap((name) => {
    const value = query[name];
    return value === undefined ? [] : [` ${name}="${escaped(String(value))}"`];
  });
  const { kind, record } = query;
  const title = record === undefined ? 'case-activity' : `${kind ?? ''} ${record}`;
  return `<!doctype html>
<html lang="${escaped(lang)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="${NO_ICON}">
<title>${escaped(title)}</title>
<script type="module" src="timeline.js"></script>
</head>
<body>
<noscript>This page shows a history with a script.</noscript>
<main><template id="case-activity-page"><case-activity-timeline${attributes.join('')} live></case-activity-timeline>
${signInForm(lang)}</template></main>
</body>
</html>
`;
}
