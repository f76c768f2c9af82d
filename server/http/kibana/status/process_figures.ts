import { freemem, hostname, loadavg, platform, release, totalmem, uptime } from 'node:os';
import { getHeapStatistics } from 'node:v8';
import type { KibanaServerMetrics, KibanaStats } from '../../../../common/kibana_platform.js';
import type { Traffic } from '../../traffic.js';

/** Figures are read when they are asked for; clients are told how often it is worth while. */
const COLLECTION_INTERVAL_MS = 5000;

/** Figures of the process and of its requests, as `/api/status` has them. */
export function serverMetrics({ requests: total, disconnects }: Traffic, now: Date): KibanaServerMetrics {
  const { heapUsed, heapTotal, rss } = process.memoryUsage();
  return {
    collection_interval_in_millis: COLLECTION_INTERVAL_MS,
    last_updated: now.toISOString(),
    process: {
      memory: {
        heap: { used_in_bytes: heapUsed, total_in_bytes: heapTotal, size_limit: heapLimit() },
        resident_set_size_in_bytes: rss,
      },
      uptime_in_millis: uptimeMs(),
    },
    requests: { total, disconnects },
  };
}

/** The same as `/api/stats` has them, with those of the machine. `running`: requests that are not answered yet. */
export function processStats(
  { requests: total, disconnects, seconds }: Traffic,
  running: number,
  now: Date,
): Omit<KibanaStats, 'kibana'> {
  const { heapUsed, heapTotal, rss } = process.memoryUsage();
  const [m1 = 0, m5 = 0, m15 = 0] = loadavg();
  const [all, free] = [totalmem(), freemem()];
  return {
    last_updated: now.toISOString(),
    collection_interval_ms: COLLECTION_INTERVAL_MS,
    process: {
      memory: {
        heap: { total_bytes: heapTotal, used_bytes: heapUsed, size_limit: heapLimit() },
        resident_set_size_bytes: rss,
      },
      pid: process.pid,
      uptime_ms: uptimeMs(),
    },
    os: {
      platform: platform(),
      platform_release: `${platform()}-${release()}`,
      load: { '1m': m1, '5m': m5, '15m': m15 },
      memory: { total_bytes: all, free_bytes: free, used_bytes: all - free },
      uptime_ms: uptime() * 1000,
    },
    requests: { total, disconnects },
    response_times: { avg_ms: total === 0 ? 0 : (seconds * 1000) / total },
    concurrent_connections: running,
  };
}

/** The name of the machine. */
export function machineName(): string {
  return hostname();
}

function heapLimit(): number {
  return getHeapStatistics().heap_size_limit;
}

function uptimeMs(): number {
  return process.uptime() * 1000;
}
