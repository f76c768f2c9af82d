export type { ErrorCode } from './error_codes.js';
export { ALERT_KIND, CASE_KIND, DEFAULT_SPACE } from './constants.js';
export type {
  KibanaAssignee,
  KibanaCase,
  KibanaConnector,
  KibanaCustomField,
  KibanaError,
  KibanaSettings,
  KibanaSeverity,
  KibanaStatus,
  KibanaUser,
  KibanaAttachment,
  KibanaCommentBody,
} from './kibana.js';
export type { KibanaCasePage, KibanaResolvedCase, KibanaStatusCounts } from './kibana_case_lists.js';
export type {
  KibanaActionContent,
  KibanaCreateCase,
  KibanaUserAction,
  KibanaUserActionItem,
  KibanaUserActionPage,
  KibanaUserActionPageWithAttachments,
  KibanaUserActionStats,
} from './kibana_activity.js';
export type {
  KibanaAlertCase,
  KibanaAttachments,
  KibanaCaseAlert,
  KibanaCommentPage,
  KibanaMissingAttachment,
} from './kibana_attachments.js';
export type {
  KibanaCaseTemplate,
  KibanaConfiguration,
  KibanaCustomFieldDefinition,
  KibanaMapping,
  KibanaObservableType,
} from './kibana_configuration.js';
export type {
  KibanaCaseConnector,
  KibanaCaseConnectors,
  KibanaCaseMetrics,
  KibanaCasePeople,
  KibanaLifespan,
  KibanaPerson,
  KibanaTopValues,
} from './kibana_overview.js';
export type {
  KibanaLegacyState,
  KibanaLegacyStatusReport,
  KibanaLevel,
  KibanaListedSpace,
  KibanaRedactedStatus,
  KibanaServerMetrics,
  KibanaServerStatus,
  KibanaServiceStatus,
  KibanaSpace,
  KibanaSpacePurpose,
  KibanaStats,
  KibanaStatusReport,
  KibanaVersion,
} from './kibana_platform.js';
export { ALERT_SEVERITIES, CASEBENDER_LOCALES } from './casebender.js';
export type {
  Alert,
  AlertActivity,
  AlertBulkResult,
  AlertCase,
  AlertComment,
  AlertCustomValue,
  AlertObservable,
  AlertSeverity,
  AlertUser,
  CasebenderErrorCode,
  CasebenderFailure,
  CasebenderLocale,
  CasebenderSuccess,
} from './casebender.js';
export type {
  NativeActor,
  NativeChange,
  NativeEntry,
  NativeEntryPage,
  NativeErrorCode,
  NativeFault,
  NativeProblem,
  NativeSeal,
  NativeRecord,
  NativeRecordName,
} from './native.js';
export type {
  NativeChangeLine,
  NativeFeedPosition,
  NativeLineResult,
  NativeNamedChange,
  NativeRecordChange,
  NativeRecorded,
  NativeRecordedBatch,
} from './native_ingest.js';
export type { NativeConsistency, NativeKey, NativeKeys, NativeProof } from './native_proofs.js';
export type { NativeLogPage, NativeSpacePage } from './native_space.js';
export type { NativeComment, NativeDiff, NativeNetChange, NativeState } from './native_state.js';
export type {
  NativeActorCount,
  NativeBucket,
  NativePercentiles,
  NativeRecordStatistics,
  NativeSpaceStatistics,
  NativeValueTime,
} from './native_statistics.js';
