import type { Container } from 'inversify';
import { DEFAULT_MAX_BODY_BYTES } from '../../common/constants.js';
import type { PluginHost } from '../contracts.js';
import { RunningRequests } from '../http/running_requests.js';
import { ROUTER_MODULES } from '../http/router_modules.js';
import { Streams } from '../http/answer/streams.js';
import { Languages } from '../http/prose/languages.js';
import { SENTENCES } from '../http/sentences.js';
import type { MountableRouter } from './tokens.js';
import { TOKENS } from './tokens.js';

/** What is served. */
export function bindRouters(container: Container, host: PluginHost): void {
  container
    .bind(TOKENS.runningRequests)
    .toResolvedValue((metrics) => new RunningRequests(metrics), [TOKENS.metrics]);
  container
    .bind(TOKENS.streams)
    .toResolvedValue(
      ({ streams, native: { maxStreams: max, maxStreamsPerPrincipal: maxPerPrincipal } }, telemetry) =>
        new Streams({ ...streams, endless: { max, maxPerPrincipal } }, telemetry),
      [TOKENS.config, TOKENS.telemetry],
    );
  container.bind(TOKENS.routerContext).toResolvedValue(
    (logger, { begin }, streams, audit) => ({
      logger,
      begin,
      streams,
      recorded: (origin) => audit.recorded(origin),
      maxBodyBytes: host.maxBodyBytes ?? DEFAULT_MAX_BODY_BYTES,
    }),
    [TOKENS.logger, TOKENS.runningRequests, TOKENS.streams, TOKENS.audit],
  );
  container.bind(TOKENS.readiness).toResolvedValue(
    (store, audit, metrics, { audit: { enabled } }) => {
      const waitingAuditLines = enabled ? () => audit.waiting : undefined;
      if (waitingAuditLines !== undefined) metrics.watchAudit(waitingAuditLines);
      const check = async (): Promise<void> => {
        await store.ping();
        await audit.recorded('host');
      };
      return { check, waitingAuditLines };
    },
    [TOKENS.store, TOKENS.audit, TOKENS.metrics, TOKENS.config],
  );
  container
    .bind(TOKENS.languages)
    .toResolvedValue(
      ({ casebender: { locale, messages } }) =>
        new Languages({ builtIn: SENTENCES, added: messages, standard: locale }),
      [TOKENS.config],
    );
  container.bind(TOKENS.routers).toResolvedValue(
    (
      context,
      settings,
      authenticator,
      gate,
      limiter,
      languages,
      clock,
      metrics,
      readiness,
      identity,
      requests,
      version,
      spaceCatalogue,
      cases,
      configurations,
      alerts,
      histories,
      spaceHistories,
      entrySeals,
      statistics,
      live,
      ingest,
      exports,
      proofs,
      verifications,
    ) => {
      const { logger } = context;
      const access = { authenticator, gate, limiter };
      const native = { histories, spaceHistories, entrySeals, statistics, live, ingest, exports };
      const platform = { identity, spaceCatalogue };
      const services = { cases, configurations, alerts, ...platform, ...native, proofs, verifications };
      const parts = {
        settings,
        ...access,
        languages,
        clock,
        logger,
        metrics,
        readiness,
        ...services,
        version,
        running: () => requests.count,
      };
      return new Map(
        ROUTER_MODULES.map(({ id, perSpace, build }): [string, MountableRouter] => [
          id,
          { ...build(parts), perSpace },
        ]),
      );
    },
    [
      ...[
        TOKENS.routerContext,
        TOKENS.config,
        TOKENS.authenticator,
        TOKENS.gate,
        TOKENS.limiter,
        TOKENS.languages,
        TOKENS.clock,
      ],
      ...[
        TOKENS.metrics,
        TOKENS.readiness,
        TOKENS.identity,
        TOKENS.runningRequests,
        TOKENS.version,
        TOKENS.spaceCatalogue,
      ],
      ...[TOKENS.cases, TOKENS.configurations, TOKENS.alerts],
      ...[TOKENS.histories, TOKENS.spaceHistories, TOKENS.entrySeals, TOKENS.statistics],
      ...[TOKENS.live, TOKENS.ingest, TOKENS.exports, TOKENS.proofs, TOKENS.verifications],
    ] as const,
  );
}
