import * as assert from 'node:assert/strict';
import { codeLenses, completions, createLinter, documentLinks, documentSymbols, hover, rules, runbooks } from '../server/src/core';
import { isRandom, secretsIn } from '../server/src/core/facts/secrets';
import { partsOf } from '../server/src/core/naming';
import { nearNames } from '../server/src/core/near-names';
import { neighboursOf } from '../server/src/core/fix';
import { sceneOf } from './support/check-fix';
import { readFixture, TODAY } from './support/fixture';
import { named } from './support/hostile';

const LENGTH = 100_000;

/** What looks like the beginning of something that would have to be looked for to the end of the text, again and again. */
const PIECES = [
  ...[' ', '\t', '\\', '"', "'", '/', '.', '-', '_1', ' – ', ' (', 'A', '-A'],
  ...['<!--', '<![CDATA[', '<a "', '&', '](', '{0', '##[', '1)'],
  ...['@{', "@concat('", 'a[', '#{', '$(', '*a', 'a@a.'],
  ...['eyJ-', '.azurewebsites.net/', 'password=a1bcdefg ', 'Bearer '],
];

describe('a text of one piece, repeated', () => {
  for (const piece of PIECES)
    it(`takes no more time for its length: ${JSON.stringify(piece)}`, () => {
      const text = piece.repeat(LENGTH / piece.length);
      assert.ok(secretsIn(text).length < LENGTH);
      for (const it of [text, `${text}~`, `-1A${text}!aBcDeFgHiJ`]) assert.equal(typeof isRandom(it), 'boolean');
      assert.deepEqual(nearNames(`${text}1`, [`2${text}`]).length < 2, true);

      const { files } = readFixture(named(text));
      const scene = sceneOf(files);
      const linter = createLinter({
        rules,
        today: TODAY,
        severityOf: (it) => (it.severity === 'off' ? 'info' : it.severity),
        onCrash: (_, error) => {
          throw error;
        },
      });
      assert.ok([...linter.run(scene.snapshot)].length > 0);
      for (const solution of scene.snapshot.solutions)
        for (const it of solution.references) partsOf(it, neighboursOf(solution, scene), { scheme: '<Area> – <Type> – <Connector>' });
      for (const [uri, its] of files) {
        codeLenses(uri, scene);
        documentLinks(uri, scene);
        documentSymbols(uri, scene);
        for (const at of [0.3, 0.6]) hover(uri, Math.floor(its.length * at), scene);
        completions(uri, Math.floor(its.length / 2), scene);
      }
      assert.ok(runbooks(scene.snapshot).length > 0);
    });
});
