import * as assert from 'node:assert/strict';
import { entryOf, fixesOf, inMemory, type Finding } from '../../server/src/core';
import { readFixture, ROOT } from '../support/fixture';
import { flowPath } from '../support/solution';
import { faulty, focusOf, large } from './large';
import { inTime } from './limit';
import { Looking } from './looking';
import { askAtPlaces, askOfFile } from './questions';

/** What is large and stays so: a second for each file is a hundred times what a file of this size takes where cost grows with size. */
const MANY = 2_000;

describe('large files', function () {
  this.timeout(0); // what takes too long is stopped where it does

  for (const [what, source] of Object.entries(large))
    it(`are read, checked and asked for in time: ${what}`, () => {
      const { files } = readFixture(source(MANY));
      const looking = new Looking(files, focusOf(files), () => 0);
      looking.part('reading', files.size, () => looking.readAll());
      looking.part('checking', files.size, () => looking.ask('checking', () => looking.findings()));
      looking.part('asking of a file', 3, () => askOfFile(looking));
      looking.part('asking of places', 3, () => askAtPlaces(looking, [0, looking.text.length >> 1, looking.text.length - 50]));
    });

  for (const [rule, source] of Object.entries(faulty))
    it(`are checked, and all fixes are named, in time: ${rule} everywhere`, () => {
      const { files } = readFixture(source(MANY));
      const looking = new Looking(files, focusOf(files), () => 0);
      looking.part('reading', files.size, () => looking.readAll());
      let its: readonly Finding[] = [];
      looking.part('checking', files.size, () => {
        its = looking.findings().filter((it) => it.rule.id === rule);
      });
      assert.equal(its.length, MANY);
      looking.part('naming fixes', files.size, () => {
        for (const it of its) for (const { title } of fixesOf(it, looking.scene)) assert.ok(title);
      });
    });

  it('may have 100 MB in one text', () => {
    const uri = ROOT + flowPath();
    const text = `{"properties":{"connectionReferences":{},"definition":{"triggers":{},"actions":{"A":{"inputs":"${'x'.repeat(100_000_000)}"}}}}}`;
    inTime(
      () => 'reading 100 MB',
      20,
      () => entryOf(inMemory(uri, text), text),
    );
  });
});
