import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { bundleTimeline } from '../../scripts/bundle_timeline.js';

/** What a page loads for the timeline, compressed (N13). */
const MOST_BYTES = 40_000;

describe('the module of the timeline', () => {
  let folder: string;
  let code: Buffer;
  before(async function () {
    this.timeout(60_000);
    folder = await mkdtemp(path.join(tmpdir(), 'timeline-size-'));
    const file = path.join(folder, 'timeline.js');
    await bundleTimeline(file);
    code = await readFile(file);
  });
  after(() => rm(folder, { recursive: true }));

  it('stays below 40 kB', () => {
    expect(gzipSync(code, { level: 9 }).length).to.be.within(10_000, MOST_BYTES);
  });

  it('stands by itself: it loads nothing and makes nothing out of text', () => {
    expect(code.toString()).to.not.match(/\bimport\s*[("'{*]|\beval\(|new Function\b|sourceMappingURL/);
  });
});
