import type { NativeConsistency, NativeKeys, NativeProof } from '../../../common/native_proofs.js';
import { FULL_TILE } from '../../services/integrity/log_proofs.js';
import type { Route } from '../route.js';
import { defineRoute } from '../route.js';
import { consistencySchema, keysSchema, proofSchema } from './answer/proof_schema.js';
import { invalidRequest } from './request/faults.js';
import type { ConsistencyQuery, TileParams } from './request/proof_query.js';
import { consistencyQuery, tileOf } from './request/proof_query.js';
import type { EntryParams } from './request/route_params.js';
import { seqOf, subjectOf } from './request/route_params.js';
import type { NativeRoutesDependencies } from './route_dependencies.js';

const TEXT_TYPE = 'text/plain; charset=utf-8';
const BYTES_TYPE = 'application/octet-stream';
/** The hashes of a full tile are for ever. */
const FOR_EVER = { 'cache-control': 'private, max-age=31536000, immutable' };

/** Routes that show that the log is what it was (N10.3, N10.4). */
export function proofRoutes(deps: NativeRoutesDependencies): Route[] {
  return [getCheckpoint(deps), getTile(deps), getConsistency(deps), getKeys(deps), getProof(deps)];
}

function getCheckpoint({ proofs }: NativeRoutesDependencies): Route {
  return defineRoute({
    method: 'get',
    path: '/log/checkpoint',
    operationId: 'getCheckpoint',
    summary: 'The newest checkpoint of the log: a signed note (C2SP tlog-checkpoint)',
    scopes: ['activity:read'],
    responses: { 200: { description: 'The checkpoint', type: 'text/plain', schema: { type: 'string' } } },
    handle: async ({ access }) => ({
      headers: { 'content-type': TEXT_TYPE },
      text: (await proofs.checkpoint(access)).note,
    }),
  });
}

function getTile({ proofs }: NativeRoutesDependencies): Route {
  return defineRoute<TileParams>({
    method: 'get',
    path: '/log/tile/:level/*index',
    operationId: 'getTile',
    summary:
      'Hashes of the tree, as C2SP tlog-tiles names them: `x001/x234/067`, of a partial tile `067.p/16`',
    scopes: ['activity:read'],
    responses: {
      200: { description: '32 bytes a hash', type: BYTES_TYPE, schema: { type: 'string', format: 'binary' } },
    },
    handle: async ({ access, params }) => {
      const name = tileOf(params);
      return {
        headers: { 'content-type': BYTES_TYPE, ...(name.width === FULL_TILE && FOR_EVER) },
        text: await proofs.tile(access, name),
      };
    },
  });
}

function getConsistency({ proofs }: NativeRoutesDependencies): Route {
  return defineRoute<Record<string, never>, ConsistencyQuery>({
    method: 'get',
    path: '/log/consistency',
    operationId: 'getConsistency',
    summary: 'A proof that the log of one size goes on from that of another',
    scopes: ['activity:read'],
    request: { query: consistencyQuery },
    responses: { 200: { description: 'The proof', schema: consistencySchema } },
    handle: async ({ access, query: { from, to } }) => {
      if (to < from) throw invalidRequest([{ parameter: 'to', detail: 'must not be below from' }]);
      const proof = await proofs.consistency(access, { from, to });
      if (proof === undefined) {
        throw invalidRequest([{ parameter: 'to', detail: 'must be at most the size of the log' }]);
      }
      return { body: { from, to, proof: proof.map(base64) } satisfies NativeConsistency };
    },
  });
}

function getKeys({ proofs }: NativeRoutesDependencies): Route {
  return defineRoute({
    method: 'get',
    path: '/keys',
    operationId: 'getKeys',
    summary: 'The public keys of the origin, signing ones and retired ones: pin them out of band',
    scopes: ['activity:read'],
    responses: { 200: { description: 'The keys', schema: keysSchema } },
    handle: ({ access }) => {
      const { origin, keys } = proofs.keys(access);
      const body: NativeKeys = {
        origin,
        keys: keys.map(({ vkey, from, until, signs }) => ({
          vkey,
          ...(from !== undefined && { from: from.toISOString() }),
          ...(until !== undefined && { until: until.toISOString() }),
          signs,
        })),
      };
      return Promise.resolve({ body });
    },
  });
}

function getProof({ proofs }: NativeRoutesDependencies): Route {
  return defineRoute<EntryParams>({
    method: 'get',
    path: '/records/:kind/:id/entries/:seq/proof',
    operationId: 'getProof',
    summary: 'A proof that an entry is in the log',
    scopes: ['activity:read'],
    responses: { 200: { description: 'The proof', schema: proofSchema } },
    handle: async ({ access, params }) => {
      const { path, checkpoint, ...proof } = await proofs.entry(
        access,
        subjectOf(access, params),
        seqOf(params),
      );
      const body: NativeProof = {
        ...proof,
        path: path.map(base64),
        ...(checkpoint !== undefined && { checkpoint: checkpoint.note }),
      };
      return { body };
    },
  });
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}
