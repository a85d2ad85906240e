import { checkFindings } from '../support/check';
import { checkFix, checkFixes } from '../support/check-fix';
import { reference, solution } from '../support/solution';

const RULE = 'unused-ignore';
const unused = (text: string): string => `{|${RULE}:${text}|}`;
const SOLUTION = solution({ references: [reference('con_teams')] });
const entry = (subject: string, more = ''): string =>
  `{ "rule": "unused-connection-reference", "subject": "${subject}", "reason": "x"${more} }`;
const TITLE = "Remove the entry from 'ignore'";

describe(RULE, () => {
  it('reports entries that silence nothing, and the second of two that silence the same', () => {
    checkFindings(
      RULE,
      `${SOLUTION}--- keyhook.json\n{ "ignore": [${entry('con_teams')}, ${unused(entry('con_teams'))}, ${unused(entry('con_mail'))}] }\n`,
    );
  });

  it('reports them where they stand, though they hold elsewhere', () => {
    checkFindings(
      RULE,
      `${SOLUTION}--- src/keyhook.json\n{ "extends": "../keyhook.json", "ignore": [${unused(entry('con_chat'))}] }\n--- keyhook.json\n{ "ignore": [${entry('con_teams')}, ${unused(entry('con_mail'))}] }\n`,
    );
  });

  it('leaves alone entries that are over, wrong, or of a rule that there is not', () => {
    checkFindings(
      RULE,
      `${SOLUTION}--- keyhook.json\n{ "ignore": [${entry('con_mail', ', "until": "2020-01-01"')}, ${entry('con_mail', ', "path": "/x"')}, { "rule": "no-such-rule", "reason": "x" }] }\n`,
    );
  });

  it('leaves alone entries of a file that nobody uses', () => {
    checkFindings(RULE, `${SOLUTION}--- keyhook-team.json\n{ "ignore": [${entry('con_mail')}] }\n`);
  });

  it('can be ignored itself', () => {
    const source = `${SOLUTION}--- keyhook.json\n{ "ignore": [${entry('con_mail')}, { "rule": "unused-ignore", "reason": "x" }] }\n`;
    checkFindings(RULE, source);
  });

  it('is mended by taking the entry out, and the list with the last one', () => {
    const list = (...entries: string[]): string =>
      `{\n  "rules": {},\n  "ignore": [\n${entries.map((it) => `    ${it}`).join(',\n')}\n  ]\n}\n`;
    const file = (text: string): string => `--- keyhook.json\n${text}`;
    checkFixes(RULE, SOLUTION + file(list(entry('con_teams'), entry('con_mail'))), [`safe ${TITLE} *`]);
    checkFix(RULE, SOLUTION + file(list(entry('con_teams'), entry('con_mail'))), TITLE, file(list(entry('con_teams'))));
    checkFix(RULE, SOLUTION + file(list(entry('con_mail'), entry('con_teams'))), TITLE, file(list(entry('con_teams'))));
    checkFix(RULE, SOLUTION + file(list(entry('con_mail'))), TITLE, file('{\n  "rules": {}\n}\n'));
  });

  it('is mended without losing a comment', () => {
    const file = (text: string): string => `--- keyhook.json\n${text}`;
    checkFix(
      RULE,
      SOLUTION + file(`{\n  // what we live with\n  "ignore": [\n    ${entry('con_mail')} // not yet\n  ],\n}\n`),
      TITLE,
      file('{\n  // what we live with\n  "ignore": [\n  ],\n}\n'),
    );
  });
});
