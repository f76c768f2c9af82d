export { HistoryClient } from './history_client.js';
export { HistoryProblem, UnexpectedAnswer } from './history_problem.js';
export type { RecordHistory } from './record_history.js';
export type { ConnectionOptions, RequestOptions } from './connection.js';
export type { WriteOptions } from './posting.js';
export type { ExportedEntries } from './exported_entries.js';
export type {
  EntryFilterQuery,
  FollowRecordQuery,
  FollowSpaceQuery,
  LogQuery,
  RecordEntriesQuery,
  RecordExportQuery,
  RecordStatisticsQuery,
  SpaceEntriesQuery,
  SpaceExportQuery,
  SpaceStatisticsQuery,
} from './entry_query.js';
