/**
 * Looks deeper than the linter at every regular expression that runs on texts of a workspace, those of the grammars too: whether any
 * text could make it take more than linear time. It takes minutes and wants a package that is not among ours: `npm install --no-save recheck@4.5.0`.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import ts from 'typescript';
import { filesIn } from './setup.mjs';

const { check } = await import('recheck');
const { values } = parseArgs({ options: { seconds: { type: 'string', default: '10' } } });

const sources = ['client', 'server', 'scripts'].flatMap(filesIn).filter((it) => /\.(?:tsx?|mjs)$/.test(it));
const grammars = readdirSync('syntaxes').filter((it) => it.endsWith('.json'));
const found = [
  ...sources.flatMap((path) => literalsIn(path, ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true))),
  ...grammars.flatMap((it) => patternsIn(`syntaxes/${it}`, '', JSON.parse(readFileSync(`syntaxes/${it}`, 'utf8')))),
];
let slow = 0;
for (const { at, text } of found) {
  const end = text.lastIndexOf('/');
  const { status, complexity, attack } = await check(text.slice(1, end), text.slice(end + 1), { timeout: Number(values.seconds) * 1000 });
  if (status !== 'safe')
    console.log(`${at} ${text} ${status === 'unknown' ? 'took too long to tell' : `${complexity.summary}: ${attack.pattern}`}`);
  if (status === 'vulnerable') slow++;
}
console.log(`${found.length} regular expressions, ${slow} slow`);
process.exit(slow > 0 ? 1 : 0);

function literalsIn(path, node) {
  const inside = [];
  node.forEachChild((it) => void inside.push(...literalsIn(path, it)));
  if (!ts.isRegularExpressionLiteral(node)) return inside;
  const line = node.getSourceFile().getLineAndCharacterOfPosition(node.getStart()).line + 1;
  return [{ at: `${path}:${line}`, text: node.text }];
}

/** The expressions of a grammar, as JavaScript writes them: what they find at the place where the last was found, and without letter case, costs the same at the beginning and with it. */
function patternsIn(path, place, value) {
  if (typeof value === 'string')
    return /\/(?:match|begin|end)$/.test(place)
      ? [{ at: `${path}${place}`, text: `/${value.replace(/^\\G/, '^').replaceAll('(?i:', '(?:')}/` }]
      : [];
  return Object.entries(value).flatMap(([key, its]) => patternsIn(path, `${place}/${key}`, its));
}
