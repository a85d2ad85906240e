import * as assert from 'node:assert/strict';
import { checkMarkdown, checkText } from '../../server/src/core';
import { located, reportOf } from '../support/located';

const finding = located();

describe('the report in Markdown', () => {
  it('shows errors and warnings under their files, and folds the infos', () => {
    const findings = [
      finding,
      { ...finding, severity: 'warning', line: 4 },
      { ...finding, severity: 'info', line: 5 },
      { ...finding, path: 'src/b.json' },
    ] as const;
    assert.equal(
      checkMarkdown(reportOf(findings)),
      `## Keyhook: 4 findings (2 errors, 1 warning, 1 info)

In 2 flows and 3 connection references of 1 solution.

\`src/a.json\`

- 3:7 **error** Wrong\\. \`direct-connection\`
- 4:7 **warning** Wrong\\. \`direct-connection\`

\`src/b.json\`

- 3:7 **error** Wrong\\. \`direct-connection\`

<details>
<summary>1 info</summary>

\`src/a.json\`

- 5:7 **info** Wrong\\. \`direct-connection\`

</details>
`,
    );
  });

  it('says so where nothing is found', () => {
    assert.equal(checkMarkdown(reportOf([])), '## Keyhook: No findings\n\nIn 2 flows and 3 connection references of 1 solution.\n');
  });

  it('names what could not be read', () => {
    const problems = [{ path: 'src/c`.json', message: 'cannot be read' }];
    assert.match(checkMarkdown(reportOf([], { problems })), /\n### Not read\n\n- `` src\/c`\.json `` cannot be read\n$/);
  });

  it('lets no name be anything but a name', () => {
    const message = 'a\n# b <img src=x> [c](http://d) @all | `e` **f** </details> ##vso[task.x]';
    const [, , , , , , row] = checkMarkdown(reportOf([{ ...finding, message, path: 'a`|\n#.json' }])).split('\n');
    assert.equal(
      row,
      '- 3:7 **error** a \\# b \\<img src\\=x\\> \\[c\\]\\(http\\:\\/\\/d\\) \\@\u200ball \\| \\`e\\` \\*\\*f\\*\\* \\</details\\> \\#\\#vso\\[task\\.x\\] `direct-connection`'.replaceAll(
        '\\/',
        '/',
      ),
    );
  });

  it('leaves out what a comment has no room for, infos first, and says how many', () => {
    const many = Array.from({ length: 2000 }, (_, line) => ({
      ...finding,
      line,
      severity: line % 2 === 0 ? ('error' as const) : ('info' as const),
    }));
    const text = checkMarkdown(reportOf(many));
    assert.ok(text.length < 65_536);
    const rows = [...text.matchAll(/^- \d+:7 \*\*(\w+)\*\*/gm)].map((it) => it[1]);
    assert.ok(rows.length > 500);
    assert.equal(rows.filter((it) => it === 'info').length, Math.max(0, rows.length - 1000));
    assert.match(text, new RegExp(`\\nAnd ${(2000 - rows.length).toLocaleString('en')} findings more, which find no room here\\.\\n`));
  });
});

describe('findings that are silenced', () => {
  const { summary } = reportOf([]);
  const said = (more: object): [text: string, markdown: string] => {
    const report = reportOf([], { summary: { ...summary, ...more } });
    return [checkText(report).split('\n')[1]!, checkMarkdown(report).split('\n')[4] ?? ''];
  };

  it('are counted in text and Markdown', () => {
    assert.deepEqual(said({ ignored: 2, baselined: 1000 }), [
      'Not shown: 2 ignored by the configuration and 1,000 in the baseline',
      'Not shown: 2 ignored by the configuration and 1,000 in the baseline.',
    ]);
    assert.deepEqual(said({ ignored: 1, baselined: 0 }), [
      'Not shown: 1 ignored by the configuration',
      'Not shown: 1 ignored by the configuration.',
    ]);
    assert.deepEqual(said({ baselined: 3 }), ['Not shown: 3 in the baseline', 'Not shown: 3 in the baseline.']);
  });

  it('are not spoken of where there are none', () => assert.deepEqual(said({ ignored: 0, baselined: 0 }), ['', '']));
});

describe('the report for a terminal', () => {
  it('has any number of findings, and of files that could not be read', () => {
    const count = 150_000; // more than a call can take for arguments
    const problems = Array.from({ length: count }, (_, i) => ({ path: `src/${i}.json`, message: 'cannot be read' }));
    const lines = checkText(
      reportOf(
        Array.from({ length: count }, () => finding),
        { problems },
      ),
    ).split('\n');
    assert.ok(lines.length > 2 * count);
  });
});
