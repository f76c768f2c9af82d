import { expect } from 'chai';
import { backlogSource } from '../../server/http/operations/backlog_source.js';
import { Metrics } from '../../server/http/operations/metrics.js';
import { operationsRoutes } from '../../server/http/operations/routes.js';
import { SIGN_IN_REFUSALS } from '../../server/domain/telemetry.js';

const OWN = 'case_activity_';

async function lineOf(metrics: Metrics, series: string): Promise<string | undefined> {
  const { text } = await metrics.expose();
  return text.split('\n').find((line) => line.startsWith(`${OWN}${series}`));
}

describe('Metrics', () => {
  it('counts refused sign-ins by reason, each of which is there from the beginning', async () => {
    const metrics = new Metrics('1.0.0');
    metrics.signInRefused('expired');
    metrics.signInRefused('expired');
    for (const reason of SIGN_IN_REFUSALS) {
      const count = reason === 'expired' ? 2 : 0;
      const series = `refused_sign_ins_total{reason="${reason}"} ${String(count)}`;
      expect(await lineOf(metrics, series), reason).to.not.equal(undefined);
    }
  });

  it('counts lost audit lines, also for whoever asks whether the plugin is ready', async () => {
    const metrics = new Metrics('1.0.0');
    metrics.auditLineLost(2);
    metrics.auditLineLost(1);
    expect(metrics.lostAuditLines).to.equal(3);
    expect(await lineOf(metrics, 'lost_audit_lines_total')).to.equal(`${OWN}lost_audit_lines_total 3`);
  });

  it('counts a stream that ends twice once', async () => {
    const metrics = new Metrics('1.0.0');
    const [first, second] = [metrics.streamStarted(), metrics.streamStarted()];
    expect(await lineOf(metrics, 'running_streams')).to.equal(`${OWN}running_streams 2`);
    first();
    first();
    expect(await lineOf(metrics, 'running_streams')).to.equal(`${OWN}running_streams 1`);
    second();
    expect(await lineOf(metrics, 'running_streams')).to.equal(`${OWN}running_streams 0`);
  });

  it('tells how much waits in the outbox and for how long, and nothing while that is not known', async () => {
    const metrics = new Metrics('1.0.0');
    const oldest = new Date(Date.now() - 60_000);
    metrics.watch({ backlog: () => Promise.resolve({ records: 7, oldest }) });
    expect(await lineOf(metrics, 'outbox_records')).to.equal(`${OWN}outbox_records 7`);
    const age = Number((await lineOf(metrics, 'outbox_oldest_seconds'))?.split(' ')[1]);
    expect(age).to.be.within(60, 90);

    const away = new Metrics('1.0.0');
    away.watch({ backlog: () => Promise.reject(new Error('away')) });
    expect(await lineOf(away, 'outbox_records')).to.equal(undefined);
    expect(await lineOf(away, 'outbox_oldest_seconds')).to.equal(undefined);
  });

  it('asks the store once, however often the figures are read', async () => {
    let asked = 0;
    const source = backlogSource(() => {
      asked += 1;
      return Promise.resolve({ records: 0, oldest: undefined });
    });
    await Promise.all(Array.from({ length: 50 }, source));
    await source();
    expect(asked).to.equal(1);
  });

  it('does not wait for a store that does not answer', async () => {
    const source = backlogSource(() => new Promise(() => undefined));
    expect(await source()).to.equal(undefined);
  });
});

describe('GET /readyz', () => {
  it('shows what an audit log has lost and what is waiting, where there is one', async () => {
    const metrics = new Metrics('1.0.0');
    metrics.auditLineLost(3);
    const shown = { path: '/', health: 'readyz', metrics: false, openapi: false, docs: false } as const;
    const check = (): Promise<void> => Promise.resolve();
    for (const [waitingAuditLines, body] of [
      [() => 2, { status: 'ok', audit: { lost: 3, waiting: 2 } }],
      [undefined, { status: 'ok' }],
    ] as const) {
      const [readyz] = operationsRoutes({ readiness: { check, waitingAuditLines }, metrics, shown });
      expect((await readyz?.handle({} as never))?.body).to.deep.equal(body);
    }
  });
});
