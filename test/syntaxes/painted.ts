import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { loadWASM, OnigScanner, OnigString } from 'vscode-oniguruma';
import { INITIAL, parseRawGrammar, Registry, type IGrammar, type StateStack } from 'vscode-textmate';

interface Manifest {
  readonly contributes: {
    readonly grammars: readonly { readonly scopeName: string; readonly path: string; readonly injectTo: readonly string[] }[];
  };
}

/** The languages of VS Code that a flow can be shown in, with VS Code's own grammars as `tm-grammars` carries them. */
const JSON_GRAMMARS: Readonly<Record<string, string>> = {
  'source.json': require.resolve('tm-grammars/grammars/json.json'),
  'source.json.comments': require.resolve('tm-grammars/grammars/jsonc.json'),
};

const ours = (JSON.parse(readFileSync('package.json', 'utf8')) as Manifest).contributes.grammars;
const paths = new Map([...Object.entries(JSON_GRAMMARS), ...ours.map((it) => [it.scopeName, it.path] as const)]);
const wasm = loadWASM(readFileSync(join(dirname(require.resolve('vscode-oniguruma')), 'onig.wasm')));

/** One language of VS Code, as it is by itself and as it is with the grammars of our manifest. */
export interface Language {
  readonly plain: IGrammar;
  readonly injected: IGrammar;
}

export async function languageOf(scope: string): Promise<Language> {
  const load = async (injections: readonly string[]): Promise<IGrammar> => {
    const registry = new Registry({
      onigLib: wasm.then(() => ({
        createOnigScanner: (patterns) => new OnigScanner(patterns),
        createOnigString: (text) => new OnigString(text),
      })),
      loadGrammar: (name) => Promise.resolve(parseRawGrammar(readFileSync(paths.get(name)!, 'utf8'), 'grammar.json')),
      getInjections: (name) => (name === scope ? [...injections] : []),
    });
    return (await registry.loadGrammar(scope))!;
  };
  const injections = ours.filter((it) => it.injectTo.includes(scope)).map((it) => it.scopeName);
  return { plain: await load([]), injected: await load(injections) };
}

/**
 * The sign for the innermost scope of a character. A blank stands for what is as in JSON without us, `!` for anything else: an unknown
 * scope, or one that has no business beside, or within, an expression.
 */
const SIGN_OF: Readonly<Record<string, string>> = {
  'punctuation.section.embedded.begin.flow-expression': '@',
  'punctuation.section.embedded.end.flow-expression': '}',
  'meta.embedded.inline.flow-expression': '_',
  'support.function.flow-expression': 'f',
  'punctuation.section.parens.begin.flow-expression': '(',
  'punctuation.section.parens.end.flow-expression': ')',
  'punctuation.section.brackets.begin.string.flow-expression': '[',
  'punctuation.section.brackets.end.string.flow-expression': ']',
  'punctuation.separator.arguments.flow-expression': ',',
  'punctuation.accessor.flow-expression': '.',
  'punctuation.accessor.optional.flow-expression': '?',
  'variable.other.property.flow-expression': 'p',
  'punctuation.definition.string.begin.flow-expression': "'",
  'punctuation.definition.string.end.flow-expression': "'",
  'string.quoted.single.flow-expression': 's',
  'constant.character.escape.quote.flow-expression': 'q',
  'constant.character.escape.flow-expression': 'e',
  'constant.language.flow-expression': 'c',
  'constant.numeric.flow-expression': 'n',
  'constant.character.escape.json': '\\',
  'invalid.illegal.unrecognized-string-escape.json': '\\',
};

/** Every sign but `!`, each once. */
export const SIGNS = [...new Set(Object.values(SIGN_OF))].join('');

const EMBEDDED = 'meta.embedded.inline.flow-expression';
/** The only signs that stand outside of expressions. */
const OUTSIDE = '@}e';

export interface Painted {
  readonly line: string;
  /** Of each character. */
  readonly scopes: readonly Scopes[];
  /** One for each character. */
  readonly signs: string;
}

type Scopes = readonly string[];

/** Each line as a person would see it. */
export function painted({ plain, injected }: Language, text: string): Painted[] {
  let before: { readonly plain: StateStack; readonly injected: StateStack } = { plain: INITIAL, injected: INITIAL };
  return text.split(/\r?\n/).map((line) => {
    const without = plain.tokenizeLine(line, before.plain);
    const within = injected.tokenizeLine(line, before.injected);
    before = { plain: without.ruleStack, injected: within.ruleStack };
    const scopes = eachOf(within.tokens, line.length);
    return { line, scopes, signs: signsOf(scopes, eachOf(without.tokens, line.length)) };
  });
}

function eachOf(tokens: readonly { readonly endIndex: number; readonly scopes: Scopes }[], length: number): Scopes[] {
  let token = 0;
  return Array.from({ length }, (_, at) => {
    while (tokens[token]!.endIndex <= at) token++;
    return tokens[token]!.scopes;
  });
}

function signsOf(scopes: readonly Scopes[], bare: readonly Scopes[]): string {
  let signs = '';
  for (const [at, it] of scopes.entries()) {
    const isAsBefore = at > 0 && it === scopes[at - 1] && bare[at] === bare[at - 1];
    signs += isAsBefore ? signs[at - 1]! : signOf(it, bare[at]!);
  }
  return signs;
}

function signOf(scopes: Scopes, bare: Scopes): string {
  const kept = scopes.filter((it) => it !== 'meta.literal.flow-expression');
  if (kept.join(' ') === bare.join(' ')) return ' ';
  const sign = SIGN_OF[kept.at(-1)!] ?? '!';
  return OUTSIDE.includes(sign) === kept.includes(EMBEDDED) ? '!' : sign;
}
