import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'chai';
import { run } from '../support/cli.js';
import { expectRows, HEADER, replayFolder, rows } from '../support/replay_folder.js';

describe('replay of files that are not what they should be', function () {
  this.timeout(120_000);
  const at = replayFolder();

  const headers: readonly (readonly [string, string | Buffer, readonly (string | RegExp)[]])[] = [
    ['without columns it needs', 'number,note\nINC1,a\n', ['line 1', 'lacks sys_updated_at, sys_updated_by']],
    ['without a header', rows(2), ['line 1', 'lacks number, sys_updated_at, sys_updated_by', 'INC1']],
    ['with a column twice', `${HEADER},note\n`, ['names more than once note']],
    ['with a column without a name', `${HEADER},\n`, ['no name for column 6']],
    ['with a quote in its header that is never closed', `"${HEADER}\n${rows(2)}`, ['header', 'quote']],
    ['that is empty', '', ['is empty']],
    ['with nothing but blank lines', '\n\n\n', ['is empty']],
    ['with a header and no row', `${HEADER}\n`, ['no row']],
    ['that is no text', Buffer.from(Array.from({ length: 5000 }, (_, i) => (i * 37) % 256)), ['line 1']],
    ['in UTF-16 without a mark', Buffer.from(`${HEADER}\n${rows(1)}`, 'utf16le'), ['--encoding utf-16le']],
  ];
  for (const [what, content, expected] of headers) {
    it(`refuses a file ${what} and says so`, async () => {
      const outcome = await at.replayedText(content);
      expect(outcome.code, outcome.stderr).to.equal(65);
      expect(outcome.stderr).to.contain('log.csv').and.to.contain('nothing was recorded');
      for (const part of expected) expect(outcome.stderr).to.match(asPattern(part));
    });
  }

  it('says what cannot be read', async () => {
    await mkdir(join(at.cwd, 'folder'));
    const [missing, folder] = await Promise.all([at.replayed('nothing.csv'), at.replayed('folder')]);
    expect([missing.code, folder.code]).to.deep.equal([66, 66]);
    expect(missing.stderr).to.contain('nothing.csv: cannot be read: there is no such file');
    expect(folder.stderr).to.contain('folder: cannot be read: it is a folder');
  });

  it('lets a quote that is never closed cost its own row', async () => {
    const lines = rows(9).split('\n');
    lines.splice(2, 0, 'INC-open,New,"Updated by 1,1/3/2016 00:00,lost');
    const outcome = await at.replayedText([HEADER, ...lines].join('\n'));
    expect(outcome.code, outcome.stderr).to.equal(0);
    expectRows(outcome, 10, 1);
    expect(outcome.stdout)
      .to.match(/incidents +9\n/)
      .and.to.match(/1: .*quote.* \(line 4\)/);
    expect(await at.notesOf('INC9', 'INC-open')).to.deep.equal(['note 9', undefined]);
  });

  it('says how many rows a quoted value has swallowed that is closed by another one', async () => {
    const outcome = await at.replayedText(
      [HEADER, 'INC0,New,u,1/3/2016 00:00,"open', rows(3).trimEnd(), 'closed"', rows(1)].join('\n'),
    );
    expect(outcome.stdout)
      .to.contain('1: a quoted value holds 3 lines that are rows')
      .and.contain('(line 2)');
    expect(outcome.code, outcome.stderr).to.equal(0);
    expectRows(outcome, 2, 1);
  });

  it('reads CRLF, LF, CR and mixtures of them, and values that go over lines', async () => {
    const ends = ['\r\n', '\n', '\r', '\n\r\n', ''];
    const lines = rows(4, (i) => `"a${String(i)}\r\nb, ""c"""`)
      .trimEnd()
      .split(/(?<=""")\n/);
    const outcome = await at.replayedText(
      [HEADER, ...lines].map((line, i) => line + (ends[i] ?? '')).join(''),
    );
    expect(outcome.code, outcome.stderr).to.equal(0);
    expectRows(outcome, 4, 0);
    const expected = [1, 2, 3, 4].map((i) => `a${String(i)}\r\nb, "c"`);
    expect(await at.notesOf('INC1', 'INC2', 'INC3', 'INC4')).to.deep.equal(expected);
  });

  for (const [name, delimiter] of [
    ['semicolons', ';'],
    ['tabs', '\t'],
  ] as const) {
    it(`recognises ${name}`, async () => {
      const text = `${HEADER}\n${rows(3)}`.replaceAll(',', delimiter).replace('note 3', '3, three');
      const outcome = await at.replayedText(text);
      expect(outcome.code, outcome.stderr).to.equal(0);
      expectRows(outcome, 3, 0);
      expect(await at.notesOf('INC2', 'INC3')).to.deep.equal(['note 2', '3, three']);
    });
  }

  it('stops at bytes that are not UTF-8, with their line, and reads them with --encoding', async () => {
    const bytes = Buffer.from(
      `${HEADER}\n${rows(3)}INC4,New,u,1/3/2016 00:00,10 \x80 caf\xe9\n${rows(1)}`,
      'latin1',
    );
    const refused = await at.replayedText(bytes);
    expect(refused.code).to.equal(65);
    expect(refused.stderr).to.match(/log\.csv: line 5: is not utf-8 text; .*--encoding/);
    expect(refused.stderr).to.match(/came before is recorded/);
    expect(await at.notesOf('INC2', 'INC4')).to.deep.equal(['note 2', undefined]);

    const named = await at.replayedText(bytes, '--encoding', 'latin1');
    expect(named.code, named.stderr).to.equal(0);
    expect(await at.notesOf('INC3', 'INC4')).to.deep.equal(['note 3', '10 € café']);
    const unknown = await at.replayedText(bytes, '--encoding', 'klingon');
    expect(unknown.code).to.not.equal(0);
    expect(unknown.stderr).to.contain('--encoding').and.contain('windows-1252');
  });

  it('never records U+FFFD, and reads UTF-16 by its mark', async () => {
    const text = `\uFEFF${HEADER}\n${rows(2)}INC3,New,u,1/3/2016 00:00,caf\uFFFD\n`;
    const outcome = await at.replayedText(Buffer.from(text, 'utf16le'));
    expect(outcome.code, outcome.stderr).to.equal(0);
    expectRows(outcome, 3, 1);
    expect(outcome.stdout).to.match(/1: U\+FFFD .*\(line 4\)/);
    expect(await at.notesOf('INC2', 'INC3')).to.deep.equal(['note 2', undefined]);
  });

  it('ends with 65 when every row is refused', async () => {
    const outcome = await at.replayedText(`${HEADER}\n${rows(3).replaceAll('/2016', '-2016')}`);
    expect(outcome.code).to.equal(65);
    expectRows(outcome, 3, 3);
    expect(outcome.stderr).to.contain('log.csv: every row was refused');
  });

  it('wants a space and an owner that are configured, before it records anything', async () => {
    const outcome = await at.replayedText(`${HEADER}\n${rows(1)}`, '--space', 'moon', '--owner', 'nobody');
    expect(outcome.code).to.equal(64);
    expect(outcome.stderr).to.contain('no space "moon"; it has default');
    expect(outcome.stderr).to.match(/no owner "nobody"; it has .*cases/);
    expect(await at.notesOf('INC1')).to.deep.equal([undefined]);
  });

  it('refuses a row whose step the history has only in part', async () => {
    const steps = (note: string): string =>
      `${HEADER}\nINC1,New,u,1/3/2016 00:00,a\nINC1,Done,u,1/3/2016 00:01,${note}\n`;
    expect((await at.replayedText(steps('a'))).code).to.equal(0);
    const outcome = await at.replayedText(steps('b'));
    expectRows(outcome, 2, 1);
    expect(outcome.stdout).to.contain('the history of the incident differs from the log (line 3)');
  });

  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const) {
    it(`finishes what runs at ${signal}, says how to go on, and goes on`, async () => {
      const total = 30_000;
      await writeFile(join(at.cwd, 'log.csv'), `${HEADER}\n${rows(total)}`);
      const running = run(['replay', 'log.csv', '--config', 'config.json', '--parallel', '4'], {
        cwd: at.cwd,
      });
      while ((await at.notesOf('INC50'))[0] === undefined) await pause(100);
      running.child.kill(signal);
      running.child.kill(signal);
      expect(await running.ended, running.stderr()).to.equal(code);
      expect(running.stderr()).to.match(/log\.csv: stopped by SIG\w+: .*recorded and stays.*same command/);
      const [, incidents = '', recorded = ''] =
        /incidents +(\d+)\nrows +\1\nactivities +(\d+)/.exec(running.stdout()) ?? [];
      expect(Number(incidents)).to.be.lessThan(total);
      expect(recorded).to.equal(incidents);
      const last = `INC${incidents}`;
      const next = `INC${String(Number(incidents) + 1)}`;
      expect(await at.notesOf(last, next)).to.deep.equal([`note ${incidents}`, undefined]);
    });
  }
});

function asPattern(part: string | RegExp): RegExp {
  return typeof part === 'string' ? new RegExp(part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')) : part;
}
