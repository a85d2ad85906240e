import * as assert from 'node:assert/strict';
import { INITIAL } from 'vscode-textmate';
import { inTime } from '../fuzz/limit';
import { languageOf, type Language } from './painted';

/** More than VS Code colours of a line: `editor.maxTokenizationLineLength` is 20,000. */
const LENGTH = 50_000;
/** What takes a tenth of that where time grows with the length takes ten times as long where it grows with the square. */
const SECONDS = 4;
const AROUND = '{"properties": {"definition": {"actions": {"Compose": {"inputs": {"x": ';

/** How a string may begin, and what may then come again and again: what begins something, what might end it, and what is looked for behind it. */
const BEGINNINGS = ['"@{', '"@concat(\'', '"@7', '"'];
const PIECES = [
  ...['a', 'a1', 'a ', '10', '1.', '. a', ' ', 'a(', '}'],
  ...["'", "''", "a('", '\\u0027', '\\u00a0', '\\n', '\\"', '\\\\'],
  ...['@', '@{', '@{}', "@{a('@{"],
];

describe('the colours of a hostile line', function () {
  this.timeout(0); // what takes too long is stopped where it does

  let json: Language;
  before(async () => {
    json = await languageOf('source.json');
  });

  for (const piece of PIECES)
    it(`come to an end with its string: ${JSON.stringify(piece)}, again and again`, () => {
      for (const beginning of BEGINNINGS) {
        const line = `${AROUND}${beginning}${piece.repeat(LENGTH / piece.length)}": 1`;
        const { tokens } = inTime(
          () => `${beginning}${piece}…`,
          SECONDS,
          () => json.injected.tokenizeLine(line, INITIAL),
        );
        const { endIndex, scopes } = tokens.at(-1)!;
        assert.ok(endIndex >= line.length && !scopes.some((it) => it.includes('flow-expression')), beginning);
      }
    });
});
