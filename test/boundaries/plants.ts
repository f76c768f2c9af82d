/** A file that breaks one rule on purpose. */
interface Plant {
  readonly rule: string;
  readonly breach: string;
  readonly file: string;
  readonly code: string;
}

/** Modules for the plants to import, one per folder. */
export const ground: readonly Pick<Plant, 'file' | 'code'>[] = [
  'client/ground.ts',
  'common/ground.ts',
  'server/domain/ground.ts',
  'server/access/ground.ts',
  'server/services/ground.ts',
  'server/http/ground.ts',
  'server/http/kibana/ground.ts',
  'server/http/prose/ground.ts',
  'server/stores/embedded/ground.ts',
  'server/stores/mongo/ground.ts',
  'bin/ground.ts',
  'timeline/ground.ts',
]
  .map((file) => ({ file, code: 'export const ground = 1;' }))
  .concat({ file: 'server/domain/way_round.ts', code: "import type { ground } from './circle.js';" });

let count = 0;

/** A file in `folder` which imports `target`, by value or as a type. */
function plant(rule: string, folder: string, target: string, kind: 'value' | 'type' = 'value'): Plant {
  count += 1;
  const names = target.startsWith('.') ? '{ ground }' : '* as planted';
  return {
    rule,
    breach: `${kind === 'type' ? 'a type of ' : ''}${target} in ${folder}`,
    file: `${folder}/planted_${String(count)}.ts`,
    code: `import ${kind === 'type' ? 'type ' : ''}${names} from '${target}';`,
  };
}

/** At least one breach of every rule of `.dependency-cruiser.cjs`. */
export const plants: readonly Plant[] = [
  plant('common-imports-nothing', 'common', '../server/domain/ground.js', 'type'),
  plant('common-imports-nothing', 'common', 'node:crypto'),
  plant('common-imports-nothing', 'common', 'yaml'),
  plant('client-imports-wire-types', 'client', '../common/ground.js'),
  plant('client-imports-wire-types', 'client', '../server/domain/ground.js', 'type'),
  plant('client-imports-wire-types', 'client', 'node:crypto'),
  plant('client-imports-wire-types', 'client', 'yaml'),
  plant('timeline-runs-in-browsers', 'timeline', '../server/domain/ground.js', 'type'),
  plant('timeline-runs-in-browsers', 'timeline', 'node:crypto'),
  plant('timeline-runs-in-browsers', 'timeline/list', 'yaml'),
  plant('timeline-is-a-leaf', 'server', '../timeline/ground.js', 'type'),
  plant('timeline-is-a-leaf', 'client', '../timeline/ground.js'),
  plant('domain-is-pure', 'server/domain', '../../common/ground.js'),
  plant('domain-is-pure', 'server/domain', '../access/ground.js', 'type'),
  plant('domain-is-pure', 'server/domain', 'node:fs'),
  plant('domain-is-pure', 'server/domain', 'net'),
  plant('domain-is-pure', 'server/domain', 'node:http', 'type'),
  plant('domain-is-pure', 'server/domain', 'node:child_process'),
  plant('domain-is-pure', 'server/domain', 'yaml'),
  plant('access-imports', 'server/access', '../services/ground.js', 'type'),
  plant('access-imports', 'server/access', '../http/ground.js'),
  plant('access-imports', 'server/access', '../contracts.js', 'type'),
  plant('access-imports', 'server/access', '../../common/ground.js', 'type'),
  plant('services-imports', 'server/services', '../http/ground.js', 'type'),
  plant('services-imports', 'server/services', '../../common/ground.js'),
  plant('services-imports', 'server/services/alerts', '../../../common/ground.js', 'type'),
  plant('services-imports', 'server/services', '../stores/mongo/ground.js'),
  plant('store-imports', 'server/stores/mongo', '../../services/ground.js'),
  plant('store-imports', 'server/stores/mongo', '../../http/ground.js', 'type'),
  plant('store-imports', 'server/stores/mongo', '../embedded/ground.js'),
  plant('store-imports', 'server/stores/embedded', '../../access/ground.js'),
  plant('store-imports', 'server/stores/mongo', '../../../common/ground.js', 'type'),
  plant('http-imports', 'server/http', '../stores/embedded/ground.js', 'type'),
  plant('http-imports', 'server/http', '../container.js'),
  plant('http-imports', 'server/http/kibana', '../../contracts.js', 'type'),
  plant('dialects-are-strangers', 'server/http/casebender', '../kibana/ground.js', 'type'),
  plant('dialects-are-strangers', 'server/http/operations', '../kibana/ground.js'),
  plant('dialects-are-strangers', 'server/http/casebender/answer', '../../kibana/ground.js'),
  plant('dialects-are-strangers', 'server/http/answer', '../kibana/ground.js', 'type'),
  plant('dialects-are-strangers', 'server/http/request', '../kibana/ground.js'),
  plant('dialects-are-strangers', 'server/http/openapi', '../kibana/ground.js', 'type'),
  plant('prose-is-for-every-dialect', 'server/http/prose', '../casebender/answer/errors.js'),
  plant('prose-is-for-every-dialect', 'server/http/prose', '../kibana/ground.js', 'type'),
  plant('prose-is-for-every-dialect', 'server/http/prose', '../ground.js', 'type'),
  plant('prose-is-for-every-dialect', 'server/http/prose', '../../../common/casebender.js', 'type'),
  plant('prose-is-for-every-dialect', 'server/http/prose', '../../services/ground.js'),
  plant('prose-is-for-every-dialect', 'server/http/prose', 'express', 'type'),
  plant('prose-is-for-every-dialect', 'server/http/prose', 'yaml'),
  plant('stores-are-opened-in-one-place', 'server', './stores/mongo/ground.js', 'type'),
  plant('stores-are-opened-in-one-place', 'bin', '../server/stores/embedded/ground.js'),
  plant('graph-belongs-to-the-plugin', 'server', './container.js'),
  plant('graph-belongs-to-the-plugin', 'server', './container/tokens.js'),
  plant('graph-belongs-to-the-plugin', 'bin', '../server/plugin.js'),
  plant('commands-use-the-doors', 'bin', '../server/services/ground.js'),
  plant('commands-use-the-doors', 'bin/commands', '../../server/stores/mongo/ground.js', 'type'),
  plant('commands-use-the-doors', 'bin/commands', '../../server/open_store.js'),
  plant('hosts-use-the-door', 'examples', '../server/maintenance.js'),
  plant('hosts-use-the-door', 'examples', '../server/contracts.js', 'type'),
  plant('server-stands-alone', 'server', '../bin/ground.js'),
  plant('server-stands-alone', 'server', '../client/ground.js', 'type'),
  plant('inversify-home', 'server/services', 'inversify', 'type'),
  plant('inversify-home', 'server/http', 'reflect-metadata'),
  plant('express-home', 'server/services', 'express'),
  plant('express-home', 'server', 'express', 'type'),
  plant('mongodb-home', 'server/services', 'mongodb', 'type'),
  plant('mongodb-home', 'server/stores/embedded', 'mongodb'),
  plant('lmdb-home', 'server/stores/mongo', 'lmdb'),
  plant('lmdb-home', 'bin', 'lmdb'),
  plant('joi-home', 'server/services', 'joi'),
  plant('joi-home', 'server/access', 'joi', 'type'),
  plant('prose-home', 'server/http/casebender', 'intl-messageformat'),
  plant('prose-home', 'server/access', 'negotiator', 'type'),
  plant('prose-home', 'server/config', '@formatjs/icu-messageformat-parser'),
  plant('jose-home', 'server/http', 'jose'),
  plant('a-store-has-one-driver', 'server/stores/embedded', 'yaml'),
  { ...plant('no-cycles', 'server/domain', './way_round.js', 'type'), file: 'server/domain/circle.ts' },
  {
    rule: 'no-orphans',
    breach: 'a file that nobody imports and that imports nothing',
    file: 'server/http/planted_orphan.ts',
    code: 'export const alone = 1;',
  },
  plant('no-lost-imports', 'server/http', './nowhere.js'),
  plant('ships-what-it-imports', 'server/http', 'chai'),
];
