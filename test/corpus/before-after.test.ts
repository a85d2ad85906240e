import * as assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readFlow } from '../../server/src/core/facts/flow';
import { applied, fixesIn } from '../support/check-fix';
import { readFixture, ROOT } from '../support/fixture';
import { reference, solution } from '../support/solution';
import { CORPUS, needCorpus, textOf } from './corpus';

const FOLDER = 'before-after';
const BEFORE = /\.before\.json$/;
const names = existsSync(join(CORPUS, FOLDER)) ? readdirSync(join(CORPUS, FOLDER)).filter((it) => BEFORE.test(it)) : [];

describe('corpus: direct connections that a maker replaced', () => {
  before(needCorpus);

  it('are three', () => {
    assert.equal(names.length, 3);
  });

  for (const name of names)
    it(`are bound by the fix as the maker bound them, with the keys kept, in ${name}`, () => {
      const before = textOf(FOLDER, name);
      const after = textOf(FOLDER, name.replace(BEFORE, '.after.json'));
      const [old, made] = [readFlow(before).facts.connections, readFlow(after).facts.connections];
      const uri = `${ROOT}src/Workflows/${name.replace(BEFORE, '.json')}`;
      let files: ReadonlyMap<string, string> = new Map([
        ...readFixture(
          solution({ references: made.map((it, index) => reference(it.logicalName!.value, it.connector, `Reference ${index}`)) }),
        ).files,
        [uri, before],
      ]);

      for (const [index, { key }] of old.entries()) {
        const fix = fixesIn('direct-connection', files).find(
          (it) => it.finding.subject === key.value && it.fix.title === `Use 'Reference ${index}'`,
        )?.fix;
        if (fix) files = applied(fix, files);
      }

      // the portal also renamed each key, in its entry and in every operation
      const expected = made.reduce((text, { key }, index) => text.replaceAll(`"${key.value}"`, `"${old[index]!.key.value}"`), after);
      assert.equal(files.get(uri), expected);
      assert.deepEqual(
        readFlow(files.get(uri)!).facts.connections.map((it) => [it.key.value, it.logicalName?.value]),
        made.map((it, index) => [old[index]!.key.value, it.logicalName?.value]),
      );
      assert.deepEqual(fixesIn('direct-connection', files), []);
    });
});
