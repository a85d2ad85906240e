import * as assert from 'node:assert/strict';
import { checkFindings } from '../support/check';
import { solution } from '../support/solution';

const RULE = 'invalid-configuration';
const wrong = (text: string): string => `{|${RULE}:${text}|}`;
const messagesOf = (fixture: string): readonly string[] => checkFindings(RULE, fixture).map((it) => it.message);

describe(RULE, () => {
  it('reports a file that does not parse, and what is wrong in the rest of it', () => {
    assert.deepEqual(messagesOf(`--- keyhook.json\n{ "${wrong('rulez')}": {}, "exclude": ["a"${wrong('\n')}`), [
      "'keyhook.json' is no valid JSON: a closing ']' is missing.",
      "Keyhook knows no member 'rulez' here; did you mean 'rules'?",
    ]);
    assert.deepEqual(messagesOf(`--- keyhook.json\n{ "rules": {}, "${wrong('rules')}": {} }\n`), [
      "'keyhook.json' is ambiguous: the key 'rules' stands twice in one object, and only the last counts. Remove one of the two.",
    ]);
  });

  it('reports globs that leave the folder, cannot be read, or come to too much', () => {
    const many = `${'{a,b}'.repeat(20)}`;
    assert.deepEqual(
      messagesOf(
        `--- keyhook.json\n{ "exclude": ["${wrong('../a')}", "${wrong('{a,{b}}')}", "${wrong('a}')}", "${wrong(many)}", "[a(b"] }\n`,
      ),
      [
        "'../a' leaves this file's folder: a path says what lies in it, so put it into a file above.",
        "'{a,{b}}' cannot be understood: close every brace, or write '?' for a letter that is one.",
        "'a}' cannot be understood: close every brace, or write '?' for a letter that is one.",
        `'${many}' has more than 100 meanings: write several paths, with fewer words in braces.`,
      ],
    );
  });

  it('reports merge markers once, and reads our side', () => {
    assert.equal(
      messagesOf(`--- keyhook.json\n{\n${wrong('<<<<<<< ours')}\n"rules": {}\n=======\n"rulez": {}\n>>>>>>> theirs\n}\n`).length,
      1,
    );
  });

  it('takes comments and trailing commas in a configuration, and not in a baseline', () => {
    checkFindings(RULE, '--- keyhook.json\n// ours\n{ "exclude": ["a",], /* more */ }\n');
    checkFindings(RULE, `--- keyhook-baseline.json\n${wrong('/')}/ ours\n{ "findings": [] }\n`);
  });

  it('reports a baseline that cannot be understood, entry by entry', () => {
    assert.deepEqual(
      messagesOf(
        `--- a/keyhook-baseline.json\n${wrong('{}')}\n--- b/keyhook-baseline.json\n{ "findings": [${wrong('{ "rule": "x" }')}, { "rule": "x", "path": "y", "subject": "z" }] }\n`,
      ),
      [
        "A baseline has a list 'findings': run 'keyhook baseline --grow' to write it anew.",
        "An entry has the texts 'rule', 'path' and 'subject', and a 'count' where there are several: run 'keyhook baseline' to write it anew.",
      ],
    );
  });

  it('looks into what is extended, wherever it is, once, and into nothing else', () => {
    const broken = (mark: (text: string) => string): string => `{ "${mark('rulez')}": {} }\n`;
    const plain = (text: string): string => text;
    checkFindings(
      RULE,
      `--- a/keyhook.json\n{ "extends": "../team/keyhook-team.json" }\n--- b/keyhook.json\n{ "extends": "../team/keyhook-team.json" }\n--- team/keyhook-team.json\n${broken(wrong)}--- team/keyhook-other.json\n${broken(plain)}--- keyhook-report.json\n${broken(plain)}`,
    );
  });

  it('reports bases that are not there, or lead back over others', () => {
    assert.deepEqual(
      messagesOf(
        `--- keyhook.json\n{ "extends": ["keyhook-a.json", "${wrong('x/keyhook-none.json')}"] }\n--- keyhook-a.json\n{ "extends": "${wrong('./keyhook-b.json')}" }\n--- keyhook-b.json\n{ "extends": ["strict", "${wrong('keyhook-a.json')}"] }\n`,
      ).length,
      3,
    );
  });

  it('stands with a solution in one folder', () => {
    checkFindings(RULE, `${solution()}--- src/keyhook.json\n{ "rules": { "${wrong('no-such-rule')}": "off" } }\n`);
  });
});
