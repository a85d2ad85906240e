import * as assert from 'node:assert/strict';
import { checkAll, checkFindings, findingsIn } from '../support/check';
import { readFixture, ROOT } from '../support/fixture';
import { ID, app, crlf, customConnector, flow, flowUsing, metadata, reference, solution } from '../support/solution';

const RULE = 'invalid-xml';
const CONFLICT = '{|invalid-xml:<<<<<<< HEAD|}\n  <a>1</a>\n=======\n  <a>2</a>\n>>>>>>> 4c8baf9204d8a0f88d63ef2fe127b323103ebbb2\n';
const broken = (source: string, before: string): string => source.replace(before, `\n${CONFLICT}${before}`);

describe(RULE, () => {
  it('marks the first merge marker of each file we read', () => {
    checkFindings(RULE, broken(solution(), '    <Managed>'));
    checkFindings(RULE, broken(solution({ references: [reference('con_a')] }), '  <connectionreferences>'));
    checkFindings(RULE, solution() + flow() + broken(metadata(), '  <Category>'));
    checkFindings(RULE, solution() + broken(app({}), '  <DisplayName>'));
    checkFindings(RULE, solution() + broken(customConnector(), '  <displayname>'));
    checkFindings(RULE, broken(solution({ layout: 'raw' }), '    <Managed>'));
  });

  it('marks it in CRLF text without the line end', () => {
    checkFindings(RULE, crlf(broken(solution(), '    <Managed>')));
  });

  it('says it once, even before the root element and when there are several', () => {
    const twice = broken(solution(), '    <Managed>')
      .replace('<ImportExportXml>', '<!-- x -->\n<ImportExportXml>')
      .replace('<MissingDependencies>', '\n<<<<<<< HEAD\n=======\n>>>>>>> x\n<MissingDependencies>');
    checkFindings(RULE, twice);
  });

  it('lets the other rules read what is left', () => {
    checkAll(
      broken(
        solution({
          flows: [ID],
          references: [
            reference('con_absence_teams'),
            reference('{|unused-connection-reference:con_absence_sql|}', 'shared_sql', 'Absence – SQL Server – User'),
          ],
        }),
        '  <connectionreferences>',
      ) +
        flowUsing('con_absence_teams') +
        metadata(),
    );
  });

  it('says one thing of a file that does not parse, whatever is wrong with it', () => {
    const texts = [
      '',
      ' \n',
      '<a',
      '<a>',
      '<a><b></a>',
      '<a></b>',
      '<a/><b/>',
      '<a b=1/>',
      '<a b="1" b="2"/>',
      '<a b="<"/>',
      '<a>&</a>',
      '<a>&nobody;</a>',
      '<a>x</a>y',
      'x',
      '<a><!-- </a>',
      '<a><![CDATA[ </a>',
    ];
    for (const text of texts) {
      const { files } = readFixture(
        `${solution().replace(/--- src\/Other\/Customizations.xml[^]*/, '')}--- src/Other/Customizations.xml\n${text}`,
      );
      const found = findingsIn(files).filter((it) => it.rule.id === RULE);
      assert.deepEqual(
        found.map((it) => it.at.uri),
        [`${ROOT}src/Other/Customizations.xml`],
        text,
      );
    }
  });

  it("does not read XML that lies in a folder of a solution's kind outside any solution", () => {
    checkAll('--- connectors/pom.xml\n<project>\n');
    checkAll('--- app/customizations.xml\n<a>\n');
    checkAll('--- app/solution.xml\n<a>\n');
  });

  it('says nothing of files in good order, entities, comments and character data included', () => {
    checkFindings(
      RULE,
      solution({
        references: [reference('con_a', 'shared_teams', 'R&amp;D &lt;x&gt; &#8211; &#x2013;')],
        inline: "<!-- <a> & --><x><![CDATA[<a> & ]]></x><y a='\"' />\n",
      }),
    );
    checkFindings(RULE, crlf(solution() + metadata() + flow()));
  });

  it('does not read files that are none of ours', () => {
    for (const path of ['src/Entities/Account/Entity.xml', 'pom.xml', 'node_modules/x/Other/Solution.xml'])
      checkAll(`${solution()}--- ${path}\n<a><b></a>\n`);
  });
});
