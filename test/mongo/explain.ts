import type { Document, MongoClient } from 'mongodb';

/** What the server says about a read. */
export interface Cost {
  readonly stages: readonly string[];
  readonly docs: number;
  readonly keys: number;
}

/** Whether the server explains its reads. @throws when it has to and does not */
export async function explains(client: MongoClient, database: string): Promise<boolean> {
  const stats = await client
    .db(database)
    .command({ explain: { find: 'records', filter: { _id: 'x' } }, verbosity: 'executionStats' })
    .then(
      (answer) => answer['executionStats'] as unknown,
      () => undefined,
    );
  if (stats === undefined && process.env['MONGODB_EXPLAIN'] === '1') {
    throw new Error('This server does not explain its reads.');
  }
  return stats !== undefined;
}

/** What a `find` costs that was sent to the server. */
export async function explained(client: MongoClient, database: string, command: Document): Promise<Cost> {
  const { find, filter, projection, sort, limit, hint } = command;
  const options = Object.entries({ projection, sort, limit, hint }).filter(
    ([, value]) => value !== undefined,
  );
  const answer = await client.db(database).command({
    explain: { find, filter, ...Object.fromEntries(options) },
    verbosity: 'executionStats',
  });
  const stats = answer['executionStats'] as Document;
  return {
    stages: stagesOf((answer['queryPlanner'] as Document)['winningPlan'] as Document),
    docs: Number(stats['totalDocsExamined']),
    keys: Number(stats['totalKeysExamined']),
  };
}

function stagesOf(plan: Document): string[] {
  const inner = [plan['inputStage'], plan['queryPlan'], ...((plan['inputStages'] ?? []) as unknown[])];
  const names = inner.flatMap((stage) =>
    typeof stage === 'object' && stage !== null ? stagesOf(stage) : [],
  );
  return [String(plan['stage']), ...names];
}
