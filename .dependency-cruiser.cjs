/** The two import tables of the design as rules; type-only imports count. `test/boundaries` plants a breach of each. */

const outside = (...allowed) => ({ pathNot: allowed });
const npmPackage = (...names) => `(^|/)node_modules/(@types/)?(${names.join('|')})/`;
const anyPackage = '(^|/)node_modules/';

/** What a folder may import, of our own files, of Node and of npm alike. */
const mayImportOnly = (name, from, allowed) => ({
  name,
  severity: 'error',
  from: { path: from },
  to: outside(...allowed),
});

/** What a folder may import of our own files. */
const mayImportOfOurs = (name, from, allowed) => ({
  name,
  severity: 'error',
  from: { path: from },
  to: { path: '^[^/]+(/|$)', pathNot: [...allowed, anyPackage], dependencyTypes: ['local'] },
});

/** The only places which may import a package. */
const packageHome = (name, packages, homes) => ({
  name,
  severity: 'error',
  from: { path: '^(client|common|server|bin)/', pathNot: homes },
  to: { path: npmPackage(...packages) },
});

/** All of `common` that is no wire type: those are for the dialects. */
const plainCommon = '^common/(error_codes|constants)\\.ts$';
const sharedByDialects = '^server/http/(answer|openapi|prose|request)/';
const graph = '^server/(container|plugin)\\.ts$|^server/container/';
const door = '^server/(index|plugin|contracts)\\.ts$';

module.exports = {
  forbidden: [
    mayImportOnly('common-imports-nothing', '^common/', ['^common/']),
    mayImportOnly('client-imports-wire-types', '^client/', ['^client/', '^common/native[a-z_]*\\.ts$']),
    mayImportOnly('timeline-runs-in-browsers', '^timeline/', [
      '^(timeline|client|common)/',
      npmPackage('lit', 'lit-html', 'lit-element', '@lit/reactive-element', 'diff'),
    ]),
    {
      name: 'timeline-is-a-leaf',
      severity: 'error',
      from: { pathNot: ['^timeline/', anyPackage] },
      to: { path: '^timeline/' },
    },
    mayImportOnly('domain-is-pure', '^server/domain/', [
      '^server/domain/',
      plainCommon,
      '^(node:)?crypto$',
      npmPackage('json-canonicalize'),
    ]),
    mayImportOfOurs('access-imports', '^server/access/', ['^server/(access|domain)/', plainCommon]),
    mayImportOfOurs('services-imports', '^server/services/', [
      '^server/(services|access|domain)/',
      plainCommon,
    ]),
    mayImportOfOurs('store-imports', '^server/stores/([^/]+)/', [
      '^server/stores/$1/',
      '^server/domain/',
      plainCommon,
    ]),
    mayImportOfOurs('http-imports', '^server/http/', ['^server/(http|services|access|domain)/', '^common/']),
    {
      name: 'dialects-are-strangers',
      severity: 'error',
      from: { path: '^server/http/([^/]+)/' },
      to: { path: '^server/http/([^/]+)/', pathNot: ['^server/http/$1/', sharedByDialects] },
    },
    mayImportOnly('prose-is-for-every-dialect', '^server/http/prose/', [
      '^server/http/prose/',
      '^server/domain/',
      '^common/(constants|locales)\\.ts$',
      npmPackage('intl-messageformat', '@formatjs/icu-messageformat-parser', 'negotiator'),
    ]),
    {
      name: 'stores-are-opened-in-one-place',
      severity: 'error',
      from: { path: '^(server|bin|examples)/', pathNot: ['^server/stores/', '^server/open_store\\.ts$'] },
      to: { path: '^server/stores/' },
    },
    {
      name: 'graph-belongs-to-the-plugin',
      severity: 'error',
      from: { path: '^(server|bin|examples)/', pathNot: [graph, '^server/index\\.ts$'] },
      to: { path: graph },
    },
    mayImportOfOurs('hosts-use-the-door', '^examples/', ['^examples/', '^common/', '^server/index\\.ts$']),
    mayImportOfOurs('commands-use-the-doors', '^bin/', [
      '^bin/',
      '^common/',
      '^server/index\\.ts$',
      '^server/config\\.ts$', // where the settings of the standalone host are checked
      '^server/maintenance\\.ts$', // where stores are opened to be worked on
    ]),
    {
      name: 'server-stands-alone',
      severity: 'error',
      from: { path: '^(common|server)/' },
      to: { path: '^(bin|client|timeline|test|bench|examples|scripts)/' },
    },

    packageHome('inversify-home', ['inversify', '@inversifyjs/[^/]+', 'reflect-metadata'], [graph]),
    packageHome('express-home', ['express', 'express-serve-static-core'], ['^server/http/', door, '^bin/']),
    packageHome('mongodb-home', ['mongodb', 'bson'], ['^server/stores/mongo/']),
    packageHome('lmdb-home', ['lmdb'], ['^server/stores/embedded/']),
    packageHome(
      'joi-home',
      ['joi'],
      [
        '^server/(config|manifest)\\.ts$',
        '^server/config/',
        '^server/http/',
        '^server/access/principal_schema\\.ts$', // what a host says, checked at its border
        '^bin/import/map_schema\\.ts$', // what a file says that is given to a command
      ],
    ),
    packageHome(
      'prose-home',
      ['intl-messageformat', '@formatjs/icu-messageformat-parser', 'negotiator'],
      ['^server/http/prose/'],
    ),
    packageHome('jose-home', ['jose'], ['^server/access/']),
    {
      name: 'a-store-has-one-driver',
      severity: 'error',
      from: { path: '^server/stores/' },
      to: { path: anyPackage, pathNot: npmPackage('mongodb', 'bson', 'lmdb', 'tinyqueue', 'node') },
    },

    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-orphans',
      severity: 'error',
      from: { orphan: true, path: '^(client|common|server|bin|timeline)/', pathNot: '\\.d\\.ts$' }, // types alone are for adopters
      to: {},
    },
    {
      name: 'no-lost-imports',
      severity: 'error',
      from: { pathNot: '^examples/.*\\.tsx$' }, // hosts with libraries that are none of ours
      to: { couldNotResolve: true },
    },
    {
      name: 'ships-what-it-imports',
      severity: 'error',
      from: { path: '^(client|common|server|bin)/' },
      to: {
        dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'],
        dependencyTypesNot: ['type-only'],
        pathNot: '(^|/)node_modules/@types/',
      },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|coverage|data)/' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    combinedDependencies: false,
    skipAnalysisNotInRules: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['types', 'import', 'node', 'default'],
    },
  },
};
