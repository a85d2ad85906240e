import * as assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as ts from 'typescript';

/** The product's name is the same in every language. */
const NAME = 'Keyhook';

/** What a person reads is said where it can be translated. */
describe('texts', () => {
  const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Readonly<Record<string, unknown>>;
  const texts = JSON.parse(readFileSync('package.nls.json', 'utf8')) as Readonly<Record<string, string>>;

  it('of package.json are in package.nls.json, each of them named once or more', () => {
    const named = [...JSON.stringify(manifest).matchAll(/"%([^"%]+)%"/g)].map((it) => it[1]!);
    assert.deepEqual([...new Set(named)].sort(), Object.keys(texts).sort());
    for (const [key, text] of Object.entries(texts)) assert.notEqual(text.trim(), '', key);
  });

  it('of package.json do not stand in it', () => {
    const shown = /^(title|label|name|category|description|markdownDescription|contents|contextualTitle|altText|text)$|[dD]escriptions$/;
    const bare: string[] = [];
    const look = (value: unknown, name: string): void => {
      if (typeof value === 'string' && shown.test(name) && value !== NAME && !/^%[^%]+%$/.test(value)) bare.push(`${name}: ${value}`);
      else if (Array.isArray(value)) for (const it of value) look(it, name);
      else if (typeof value === 'object' && value !== null) for (const [key, it] of Object.entries(value)) look(it, key);
    };
    for (const name of ['description', 'capabilities', 'contributes']) look(manifest[name], name);
    assert.deepEqual(bare, []);
  });

  for (const file of readdirSync('client/src', { recursive: true, encoding: 'utf8' }).filter((it) => it.endsWith('.ts')))
    it(`of client/src/${file} go through l10n.t`, () => assert.deepEqual(bareTexts(readFileSync(join('client/src', file), 'utf8')), []));

  it('that would be overlooked are found', () => {
    const bare = (code: string): readonly string[] => bareTexts(`import { l10n } from 'vscode';\n${code}`);
    assert.deepEqual(bare("void window.showErrorMessage('Stopped');"), ["'Stopped'"]);
    assert.deepEqual(bare("void window.showErrorMessage(l10n.t('Stopped'), 'Again');"), ["'Again'"]);
    assert.deepEqual(bare("pick({ placeholder: 'Names', title: l10n.t('Names') });"), ["'Names'"]);
    assert.deepEqual(bare('pick({ detail: isOne ? `${count} flow` : `${count} flows` });'), ['`${count} flow`', '`${count} flows`']);
    assert.deepEqual(bare("item.tooltip = 'Busy';"), ["'Busy'"]);
    assert.deepEqual(bare("const nothing = 'There is none.';"), ["'There is none.'"]);
    assert.deepEqual(bare('return `Area of ${what}`;'), ['`Area of ${what}`']);
  });

  it('for the log, for programs and for no language are left alone', () => {
    const code = [
      "import { window } from 'two words';",
      "type Kind = 'two words';",
      "item.text = '$(sync~spin) Keyhook';",
      "output.error('The search failed.');",
      "throw new Error('This cannot be.');",
      "void commands.executeCommand('setContext', 'keyhook.filter', `${kind}.${id}`);",
      "l10n.t('{0} flows of {1}', count, `'${name}'`);",
      "const choice = { label: kind === 'logical' ? logicalName : displayName, value: 'no target' };",
    ].join('\n');
    assert.deepEqual(bareTexts(code), []);
  });
});

/** Literals of TypeScript that look like something a person reads and are not handed to `l10n.t`, as they are written. */
function bareTexts(code: string): readonly string[] {
  const source = ts.createSourceFile('client.ts', code, ts.ScriptTarget.Latest, true);
  const bare: string[] = [];
  const visit = (node: ts.Node): void => {
    if (isForNobody(node)) return;
    if (partsOf(node).some((it) => hasSentence(it) || (isShown(node) && hasWord(it)))) bare.push(node.getText());
    ts.forEachChild(node, visit);
  };
  visit(source);
  return bare;
}

/** Modules, types, what goes to the log or to another program, a page's frame; and what is translated. */
function isForNobody(node: ts.Node): boolean {
  if (ts.isImportDeclaration(node) || ts.isTypeNode(node)) return true;
  if (ts.isTemplateExpression(node) && node.head.text.startsWith('<!DOCTYPE html>')) return true;
  if (ts.isNewExpression(node)) return /Error$/.test(node.expression.getText());
  return ts.isCallExpression(node) && /^l10n\.t$|^output\.|\b(execute|register)Command$/.test(node.expression.getText());
}

/** The fixed parts of a text, without the icons in it. */
function partsOf(node: ts.Node): readonly string[] {
  const parts = ts.isTemplateExpression(node)
    ? [node.head.text, ...node.templateSpans.map((it) => it.literal.text)]
    : ts.isStringLiteralLike(node)
      ? [node.text]
      : [];
  return parts.map((it) => it.replaceAll(/\$\([\w~-]+\)/g, '').replaceAll(NAME, ''));
}

const hasWord = (text: string): boolean => /\p{L}{2}/u.test(text);
/** Lower case words alone may be a name that only programs know. */
const hasSentence = (text: string): boolean => /^\W*\p{Lu}\p{L}+[,.:]? \p{L}|\p{L}{2}[,:]? \p{L}.*\.$|^ \p{L}{2}|\p{L}{2} '?$/u.test(text);

const joining = new Set([ts.SyntaxKind.PlusToken, ts.SyntaxKind.BarBarToken, ts.SyntaxKind.QuestionQuestionToken]);

/** Whether a literal becomes what the editor shows: of a row, of a question, of a message. */
function isShown(node: ts.Node): boolean {
  const { parent } = node;
  const shown = /^(label|description|detail|title|placeholder|placeHolder|prompt|tooltip|message|refused|warning|outcome)$/;
  if (ts.isPropertyAssignment(parent)) return parent.initializer === node && shown.test(parent.name.getText());
  if (ts.isCallExpression(parent)) return /\.show\w+Message$/.test(parent.expression.getText());
  if (ts.isConditionalExpression(parent)) return parent.condition !== node && isShown(parent);
  if (!ts.isBinaryExpression(parent)) return ts.isParenthesizedExpression(parent) && isShown(parent);
  const { left, operatorToken } = parent;
  if (operatorToken.kind === ts.SyntaxKind.EqualsToken) return ts.isPropertyAccessExpression(left) && shown.test(left.name.text);
  return joining.has(operatorToken.kind) && isShown(parent);
}
