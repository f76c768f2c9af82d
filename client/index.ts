export { HistoryClient } from './history_client.js';
export { HistoryProblem, UnexpectedAnswer } from './history_problem.js';
export type { RecordHistory } from './record_history.js';
export type { ConnectionOptions, RequestOptions, WriteOptions } from './connection.js';
export type { EntryFilterQuery, LogQuery, RecordEntriesQuery, SpaceEntriesQuery } from './entry_query.js';
export type { FollowRecordQuery, FollowSpaceQuery } from './entry_query.js';
