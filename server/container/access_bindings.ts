import type { Container } from 'inversify';
import { AuditLog, loggerAuditSink } from '../access/audit/audit_log.js';
import type { AuditSink } from '../access/audit/audit_log.js';
import { FileAuditSink } from '../access/audit/audit_file.js';
import { Authenticator } from '../access/authenticator.js';
import { Gate } from '../access/gate.js';
import type { ActivityConfig } from '../config.js';
import type { PluginHost } from '../contracts.js';
import type { Logger } from '../domain/logger.js';
import type { Telemetry } from '../domain/telemetry.js';
import { TOKENS } from './tokens.js';

/** Who may: audit log, sign-in, rights. */
export function bindAccess(container: Container, host: PluginHost): void {
  container
    .bind(TOKENS.audit)
    .toResolvedValue(
      ({ audit }, logger, clock, telemetry) => new AuditLog(auditSink(audit, logger, telemetry), clock),
      [TOKENS.config, TOKENS.logger, TOKENS.clock, TOKENS.telemetry],
    );
  container
    .bind(TOKENS.authenticator)
    .toResolvedValue(
      ({ security }, clock, logger, audit, telemetry) =>
        new Authenticator({ security, clock, logger, audit, telemetry, authenticate: host.authenticate }),
      [TOKENS.config, TOKENS.clock, TOKENS.logger, TOKENS.audit, TOKENS.telemetry],
    );
  container
    .bind(TOKENS.gate)
    .toResolvedValue(
      ({ owners, security }, spaces, audit) => new Gate({ owners, roles: security.roles, spaces, audit }),
      [TOKENS.config, TOKENS.spaces, TOKENS.audit],
    );
}

function auditSink(
  audit: ActivityConfig['audit'],
  logger: Logger,
  telemetry: Telemetry,
): AuditSink | undefined {
  if (!audit.enabled) return undefined;
  const { file: path, required } = audit;
  return path === undefined
    ? loggerAuditSink(logger)
    : new FileAuditSink({ path, required, logger, telemetry });
}
