import { checkAll, checkFindings } from '../support/check';
import { checkFix, checkFixes, checkRefused } from '../support/check-fix';
import { solution, variable } from '../support/solution';

const RULE = 'shipped-variable-value';
const mark = (text: string): string => `{|${RULE}:${text}|}`;
const VALUES = 'src/environmentvariabledefinitions/con_Site/environmentvariablevalues.json';
const site = (value: string, shipped: string): string => solution() + variable('con_Site', { default: value, shipped });

describe(RULE, () => {
  it('is the only thing said of a value, with a default and without one', () => {
    checkAll(site('', mark('https://x')));
    checkAll(site('https://y', mark('https://x')));
    checkAll(site('https://x', mark('https://x')));
  });

  it('looks at the raw layout, at managed solutions and at a value whose definition is elsewhere', () => {
    checkFindings(RULE, solution({ root: 'r', layout: 'raw' }) + variable('con_Site', { root: 'r', shipped: mark('x') }));
    checkFindings(RULE, solution({ managed: '1' }) + variable('con_Site', { shipped: mark('x') }));
    checkFindings(RULE, solution() + variable('con_Site', { shipped: mark('x') }).replace(/^[^]*?<\/environmentvariabledefinition>\n/, ''));
  });

  it('says nothing of an empty value, nor of a file without one', () => {
    checkFindings(RULE, site('', 'x').replace('"value": "x"', '"value": ""'));
    checkFindings(RULE, `${site('', '')}--- ${VALUES}\n{ "environmentvariablevalues": {} }\n`);
  });
});

describe(`the fixes of ${RULE}`, () => {
  const [MOVE, DELETE] = ['Make the value the default', 'Delete the value'];
  const deleted = `--- ${VALUES} (deleted)\n`;

  it('are two, none of them preferred', () => {
    checkFixes(RULE, site('', 'x'), [`review ${MOVE}`, `review ${DELETE}`]);
    checkFixes(RULE, site('y', 'x'), [`review ${MOVE} instead of the present one`, `review ${DELETE}`]);
  });

  it('leave one where the value is the default, or its definition is elsewhere', () => {
    checkFixes(RULE, site('x', 'x'), [`review ${DELETE}`]);
    checkFixes(RULE, solution() + variable('con_Site', { shipped: 'x' }).replace(/^[^]*?<\/environmentvariabledefinition>\n/, ''), [
      `review ${DELETE}`,
    ]);
  });

  it('are none in a solution that is kept managed', () => {
    checkFixes(RULE, solution({ managed: '1' }) + variable('con_Site', { shipped: 'x' }), []);
  });

  it('move the value where the platform writes a default, escaped', () => {
    checkFix(RULE, site('', 'R&D <a>'), MOVE, variable('con_Site', { default: 'R&amp;D &lt;a&gt;' }) + deleted);
    checkFix(RULE, site('y', 'x'), `${MOVE} instead of the present one`, variable('con_Site', { default: 'x' }) + deleted);
  });

  it('fill a default that is empty', () => {
    const empty = (default_: string): string =>
      variable('con_Site', { shipped: 'x' }).replace('  <displayname', `  ${default_}\n  <displayname`);
    const filled = variable('con_Site').replace('  <displayname', '  <defaultvalue>x</defaultvalue>\n  <displayname');
    for (const it of ['<defaultvalue></defaultvalue>', '<defaultvalue />']) checkFix(RULE, solution() + empty(it), MOVE, filled + deleted);
  });

  it('delete the value and leave the definition', () => {
    checkFix(RULE, site('y', 'x'), DELETE, deleted);
  });

  it('are refused for a text that no XML can hold, and for a definition that does not parse', () => {
    checkRefused(RULE, site('', 'a\u0001b'), MOVE, "'a\u0001b' has characters that XML cannot hold: take them out first.");
    const broken = site('', 'x').replace('</environmentvariabledefinition>', '');
    checkRefused(
      RULE,
      broken,
      MOVE,
      "'environmentvariabledefinition.xml' does not parse, so it cannot be changed safely: mend the file first.",
    );
  });
});
