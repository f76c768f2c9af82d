import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

/** Nothing from elsewhere, nothing written into the page: only our own files, and the document beside it. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Headers of the page and its files. */
export const DOCS_HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
};

/** The page. Its addresses are relative, so that it works under any prefix; it must not be served with a slash at its end. */
export const DOCS_PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>case-activity: routes</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="docs/swagger-ui.css">
<script src="docs/swagger-ui-bundle.js" defer></script>
<script src="docs/start.js" defer></script>
</head>
<body>
<noscript>This page shows <a href="openapi.json">openapi.json</a> with a script.</noscript>
<main id="viewer"></main>
</body>
</html>
`;

/** Without a validator: it would send the document to somebody else. */
const START = `SwaggerUIBundle({
  url: new URL('openapi.json', location.href).href,
  dom_id: '#viewer',
  validatorUrl: null,
  deepLinking: true,
  defaultModelsExpandDepth: 0,
});
`;

/** Where the build has put the viewer; the sources have it from the package itself. */
const BUILT_VIEWER = new URL('viewer/', import.meta.url);

/** The names of the files that the page has besides. */
export const DOCS_ASSETS = ['swagger-ui.css', 'swagger-ui-bundle.js', 'start.js'] as const;

type AssetName = (typeof DOCS_ASSETS)[number];

const loaded = new Map<AssetName, Promise<Uint8Array>>();

/** A file of the page, read once; `undefined` when it has none of that name. */
export async function docsAsset(
  wanted: string,
): Promise<{ readonly bytes: Uint8Array; readonly contentType: string } | undefined> {
  const name = DOCS_ASSETS.find((known) => known === wanted);
  if (name === undefined) return undefined;
  const bytes = loaded.get(name) ?? load(name);
  loaded.set(name, bytes);
  bytes.catch(() => loaded.delete(name));
  const type = name.endsWith('.css') ? 'text/css' : 'text/javascript';
  return { bytes: await bytes, contentType: `${type}; charset=utf-8` };
}

async function load(name: AssetName): Promise<Uint8Array> {
  if (name === 'start.js') return Buffer.from(START);
  const built = await readFile(new URL(name, BUILT_VIEWER)).catch(() => undefined);
  if (built !== undefined) return built;
  const file = await readFile(createRequire(import.meta.url).resolve(`swagger-ui-dist/${name}`), 'utf8');
  // Its maps are larger than the viewer, and stay out.
  return Buffer.from(file.replace(/\/[/*]# sourceMappingURL=\S+( \*\/)?\s*$/, ''));
}
