import { expect } from 'chai';
import express from 'express';
import { Counter, Registry } from 'prom-client';
import { mountPlugin } from '../../server/index.js';
import { figuresOf, namesIn, OWN, recorded, valueOf } from '../support/figures.js';
import type { TestHost, TestHostOptions } from '../support/host.js';
import { startHost } from '../support/host.js';

describe("the figures in a host's registry", () => {
  const hosts: TestHost[] = [];
  const started = async (options: TestHostOptions): Promise<TestHost> => {
    const host = await startHost(options);
    hosts.push(host);
    return host;
  };
  afterEach(async () => {
    for (const host of hosts.splice(0)) await host.stop();
  });

  for (const type of [Registry.PROMETHEUS_CONTENT_TYPE, Registry.OPENMETRICS_CONTENT_TYPE] as const) {
    it(`stand beside the host's own until the plugin is stopped (${type.slice(0, 30)})`, async () => {
      const registry = new Registry();
      (registry as Registry<typeof type>).setContentType(type);
      const own = new Counter({ name: 'host_things_total', help: 'Things.', registers: [registry] });
      own.inc(3);
      const host = await started({ metricsRegistry: registry });
      await recorded(host.activity, 'I-1');
      const text = await registry.metrics();
      expect(valueOf(text, `${OWN}commits_total`)).to.equal(1);
      expect(valueOf(text, 'host_things_total')).to.equal(3);
      expect(text).to.contain('process_resident_memory_bytes');
      // The host's figures are the host's: it did not choose this address for them.
      expect(await figuresOf(host))
        .to.contain(`${OWN}commits_total 1`)
        .and.to.not.contain('host_things');
      await host.activity.stop();
      expect(namesIn(await registry.metrics())).to.have.length(1);
    });
  }

  it('leave the figures of the process to a host that has them', async () => {
    const registry = new Registry();
    const cpu = new Counter({ name: 'process_cpu_seconds_total', help: 'Own.', registers: [registry] });
    const host = await started({ metricsRegistry: registry });
    expect(namesIn(await registry.metrics())).to.not.include('process_resident_memory_bytes');
    await host.activity.stop();
    expect(registry.getSingleMetric('process_cpu_seconds_total')).to.equal(cpu);
  });

  it('add up when two plugins are given the same registry, and stay until both are stopped', async () => {
    const registry = new Registry();
    const [one, two] = [
      await started({ metricsRegistry: registry }),
      await started({ metricsRegistry: registry }),
    ];
    await recorded(one.activity, 'I-1');
    await recorded(two.activity, 'I-1');
    expect(valueOf(await registry.metrics(), `${OWN}commits_total`)).to.equal(2);
    await one.activity.stop();
    expect(valueOf(await registry.metrics(), `${OWN}commits_total`)).to.equal(2);
    await two.activity.stop();
    expect(namesIn(await registry.metrics())).to.deep.equal([]);
  });

  it('know of audit lines that were lost in the end', async () => {
    const registry = new Registry();
    const audit = { enabled: true, file: '/dev/full' };
    const one = await started({ metricsRegistry: registry, config: { security: { enabled: false }, audit } });
    await started({ metricsRegistry: registry });
    await recorded(one.activity, 'I-1');
    await one.activity.stop();
    expect(valueOf(await registry.metrics(), `${OWN}lost_audit_lines_total`)).to.be.greaterThan(0);
  });

  it('do not replace a metric of the host with the same name: the mount is refused, and nothing is left', async () => {
    const registry = new Registry();
    new Counter({ name: `${OWN}commits_total`, help: 'Not ours.', registers: [registry] });
    const fault = await mountPlugin(express(), { config: {}, metricsRegistry: registry }).catch(
      (error: unknown) => error,
    );
    expect(fault).to.have.property('code', 'CONFIGURATION_INVALID');
    expect((fault as Error).message)
      .to.contain('metricsRegistry')
      .and.to.contain('commits_total');
    expect(namesIn(await registry.metrics())).to.deep.equal([`${OWN}commits_total`]);
  });

  it('need a registry, and a sentence says so', async () => {
    for (const metricsRegistry of [{}, 'registry', { metrics: () => '' }] as unknown as Registry[]) {
      const fault = await mountPlugin(express(), { config: {}, metricsRegistry }).catch(
        (error: unknown) => error,
      );
      expect(fault).to.have.property('code', 'CONFIGURATION_INVALID');
      expect((fault as Error).message).to.contain('metricsRegistry');
    }
  });

  it('are gone when the store cannot be opened', async () => {
    const registry = new Registry();
    const config = { caseActivity: { storage: { kind: 'embedded', path: '/dev/null/store' } } };
    await mountPlugin(express(), { config, metricsRegistry: registry }).catch(() => undefined);
    expect(namesIn(await registry.metrics())).to.deep.equal([]);
  });
});
