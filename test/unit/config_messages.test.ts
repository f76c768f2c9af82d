import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import { readConfig } from '../../server/config.js';
import { SENTENCES } from '../../server/http/sentences.js';
import { faultsOf } from '../support/faults.js';
import { MESSAGES, withMessages } from '../support/message_folder.js';

const options = { baseDir: dirname(MESSAGES), env: {} };
const read = (messages: unknown, more: object = {}) =>
  readConfig({ casebender: { messages, ...more } }, options).casebender;
const faultsIn = (messages: unknown, more: object = {}) =>
  faultsOf(() => read(messages, more)).map(({ path, message }) => `${path}: ${message}`);
const withFiles = (files: Readonly<Record<string, string | Uint8Array>>) =>
  withMessages(files, (folder) => faultsIn(folder)).map((fault) =>
    fault.replace('casebender.messages: ', ''),
  );

describe('messages of a configuration', () => {
  it('are read from a folder beside the configuration', () => {
    const { messages, locale } = read('messages', { locale: 'ja' });
    expect([...(messages?.keys() ?? [])]).to.deep.equal(['es', 'ja']);
    expect(messages?.get('ja')?.deleted).to.equal('削除しました');
    expect(messages?.get('es')).to.deep.equal({ 'title.changed': 'Pasó el título de «{old}» a «{new}»' });
    expect(locale).to.equal('ja');
  });

  it('are none without a folder', () => {
    expect(read(undefined).messages).to.equal(undefined);
    expect(read(null).messages).to.equal(undefined);
    expect(faultsIn(5)).to.deep.equal(['casebender.messages: must be a text']);
  });

  it('may be what is mounted: hidden names and links, a mark of the byte order', () => {
    const found = withMessages({ '..data.json': '[', '.DS_Store': '' }, (folder) => {
      mkdirSync(join(folder, '..data'));
      writeFileSync(join(folder, '..data', 'en.json'), '\ufeff{ "created": "Born" }');
      symlinkSync(join('..data', 'en.json'), join(folder, 'en.json'));
      return read(folder).messages;
    });
    expect([...(found ?? [])]).to.deep.equal([['en', { created: 'Born' }]]);
  });

  it('are the only languages of answers beside those that come along', () => {
    const known = 'casebender.locale: must be one of es, en, fr, pt, de';
    expect(faultsIn(undefined, { locale: 'ja' })).to.deep.equal([known]);
    expect(faultsIn('messages', { locale: 'ko' })).to.deep.equal([`${known}, ja`]);
    expect(faultsIn('messages', { locale: 'ja-JP' })).to.deep.equal([`${known}, ja`]);
    // What would be there cannot be known.
    expect(faultsIn('nowhere', { locale: 'ko' })).to.have.length(1);
  });
});

describe('a folder of messages', () => {
  const at = (name: string): string => join(options.baseDir, name);

  it('is there, is a folder and holds catalogues', () => {
    const place = 'casebender.messages: the folder';
    expect(faultsIn('nowhere')).to.deep.equal([`${place} ${at('nowhere')} does not exist`]);
    expect(faultsIn('messages/ja.json')).to.deep.equal([
      `${place} ${at('messages/ja.json')} is not a folder`,
    ]);
    const empty = withMessages({}, (folder) => [faultsIn(folder), [`${place} ${folder} holds no catalogue`]]);
    expect(empty[0]).to.deep.equal(empty[1]);
  });

  it('holds at most 100 files', () => {
    const names = Array.from({ length: 101 }, (_, i) => `${String(i)}.json`);
    const [fault] = withFiles(Object.fromEntries(names.map((name) => [name, '{}'])));
    expect(fault).to.match(/^the folder .* holds more than 100 files$/);
  });

  it('holds files only, none of them unreadable or large', () => {
    const faults = withMessages({ 'en.json': `{}${' '.repeat(65_535)}` }, (folder) => {
      mkdirSync(join(folder, 'de.json'));
      symlinkSync('nowhere', join(folder, 'fr.json'));
      return faultsIn(folder);
    });
    expect(faults).to.deep.equal([
      'casebender.messages: de.json: is not a file',
      'casebender.messages: en.json: is larger than 65536 bytes',
      'casebender.messages: fr.json: does not exist',
    ]);
    expect(withFiles({ 'en.json': Uint8Array.of(0x7b, 0xff, 0x7d) })).to.deep.equal([
      'en.json: is not UTF-8',
    ]);
  });

  const names: [string, string][] = [
    ['README.md', 'must be called <BCP 47 tag>.json, such as ja.json'],
    ['ja.JSON', 'must be called <BCP 47 tag>.json, such as ja.json'],
    ['es_MX.json', 'must be called <BCP 47 tag>.json, such as ja.json'],
    ['messages.en.json', 'must be called <BCP 47 tag>.json, such as ja.json'],
    ['JA.json', 'must be called ja.json'],
    ['iw.json', 'must be called he.json'],
    ['zh-hant-tw.json', 'must be called zh-Hant-TW.json'],
    ['tlh.json', 'is of a language that this Node has no data of'],
    ['und.json', 'is of a language that this Node has no data of'],
  ];
  for (const [name, fault] of names) {
    it(`holds no ${name}`, () => {
      expect(withFiles({ [name]: '{}' })).to.deep.equal([`${name}: ${fault}`]);
    });
  }
});

describe('a catalogue', () => {
  const texts: [string, string, ...string[]][] = [
    ['no JSON', '{\n"created": "x",\n}', 'is not JSON, see line 3'],
    ['a list', '[]', 'must be an object of keys and sentences'],
    ['a text', '"x"', 'must be an object of keys and sentences'],
    ['null', 'null', 'must be an object of keys and sentences'],
    ['another key', '{ "create": "x" }', '"create" is not the key of a sentence'],
    ['a key of every object', '{ "__proto__": "x" }', '"__proto__" is not the key of a sentence'],
    [
      'a number and null for texts',
      '{ "created": 5, "deleted": null }',
      '"created" must be a text',
      '"deleted" must be a text',
    ],
    ['an object for a text', '{ "created": { "created": "x" } }', '"created" must be a text'],
    ['a key twice', '{ "created": "\\"x\\": 1", "creat\\u0065d" : "y" }', '"created" is given twice'],
    ['a pattern with a fault', '{ "title.changed": "{old}" }', '"title.changed" lacks {new}'],
  ];
  for (const [what, text, ...faults] of texts) {
    it(`is refused as ${what}`, () => {
      expect(withFiles({ 'en.json': text })).to.deep.equal(faults.map((fault) => `en.json: ${fault}`));
    });
  }

  it('of a new language says everything', () => {
    const { created: _, ...others } = SENTENCES.en;
    const files = { 'ja.json': JSON.stringify(others), 'ko.json': '{}' };
    const faults = withFiles(files);
    expect(faults[0]).to.equal('ja.json: "created" is missing');
    expect(faults[1]).to.equal('ko.json: "created" is missing');
    expect(faults).to.have.length(22);
    expect(faults.at(-1)).to.equal(
      `ko.json: and ${String(Object.keys(SENTENCES.en).length - 20)} more faults`,
    );
  });

  it('is refused without showing all of a long key', () => {
    expect(withFiles({ 'en.json': JSON.stringify({ ['k'.repeat(5000)]: 'x' }) })).to.deep.equal([
      `en.json: "${'k'.repeat(80)}…" is not the key of a sentence`,
    ]);
  });
});
