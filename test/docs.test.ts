import * as assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { rules } from '../server/src/core';
import { checkFindings } from './support/check';
import { checkFix, fixesIn } from './support/check-fix';
import { checkFixOnDisk } from './support/check-fix-on-disk';
import { readFixture } from './support/fixture';

const PAGES = 'docs/rules';
const page = (id: string): string => readFileSync(join(PAGES, `${id}.md`), 'utf8');

/** The examples of a page. One after a line `After **title**:` is what that fix makes of the failing example before it. */
function examplesOf(text: string): { readonly source: string; readonly fix?: { readonly title: string; readonly from: string } }[] {
  let failing = '';
  return [...text.matchAll(/^(?:After \*\*(.+)\*\*:\n\n)?```solution\n([\s\S]*?)^```$/gm)].map(([, title, source = '']) => {
    if (title !== undefined) return { source, fix: { title, from: failing } };
    if (hasMark(source)) failing = source;
    return { source };
  });
}

const blocks = (text: string): string[] => examplesOf(text).flatMap(({ source, fix }) => (fix ? [] : [source]));
const hasMark = (block: string): boolean => /\{\|[\w-]+:/.test(block);

describe('docs/rules', () => {
  it('has one page for every rule, and no other', () => {
    const pages = readdirSync(PAGES).filter((it) => it !== 'README.md');
    assert.deepEqual(pages.sort(), rules.map((it) => `${it.id}.md`).sort());
  });

  for (const { id, severity, summary } of rules)
    describe(id, () => {
      it('opens with its name, its summary and its severity', () => {
        const [title, first, second] = page(id).split(/\n{2,}/);
        assert.equal(title, `# ${id}`);
        assert.equal(first, summary);
        const [said] = second!.split('.');
        assert.equal(said, severity === 'off' ? 'Severity: off by default' : `Severity: ${severity}`);
      });

      it('has a failing example, a passing one, and a word on when to turn it off', () => {
        const examples = blocks(page(id));
        assert.ok(examples.some(hasMark), 'no block has a mark');
        assert.ok(
          examples.some((it) => !hasMark(it)),
          'every block has a mark',
        );
        assert.match(page(id), /^## Example\n\n/m);
        assert.match(page(id), /^## When to turn it off\n\n\S/m);
      });

      it('shows what a fix makes of its failing example, if it has a fix', () => {
        const fixes = blocks(page(id)).flatMap((it) => fixesIn(id, readFixture(it).files));
        assert.equal(
          examplesOf(page(id)).some((it) => it.fix),
          fixes.length > 0,
        );
      });

      for (const { source, fix } of examplesOf(page(id)))
        if (fix) {
          it(`fixes by '${fix.title}' as it shows`, () => checkFix(id, fix.from, fix.title, source));
          it(`fixes by '${fix.title}' files of every encoding, to the byte`, () => checkFixOnDisk(id, fix.from, fix.title, source));
        }

      for (const [index, example] of blocks(page(id)).entries())
        it(`finds in example ${index + 1} exactly what it marks`, () => void checkFindings(id, example));
    });
});

describe('links between pages', () => {
  const texts = [
    ...readdirSync('docs', { recursive: true, encoding: 'utf8' }).map((it) => join('docs', it)),
    ...readdirSync('.').filter((it) => !it.startsWith('.')),
  ].filter((it) => it.endsWith('.md'));

  for (const path of texts)
    it(`${path} links only to what is there`, () => {
      const prose = readFileSync(path, 'utf8').replaceAll(/^```[\s\S]*?^```$/gm, '');
      const targets = [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map((it) => it[1]!).filter((it) => !/^(?:[a-z]+:|#)/.test(it));
      const dead = targets.filter((it) => !existsSync(join(dirname(path), it.replace(/#.*/, ''))));
      assert.deepEqual(dead, []);
    });
});
