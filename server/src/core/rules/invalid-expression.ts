import { EditSet } from '../edit-set';
import type { Flaw } from '../facts/steps';
import type { Fix, Scene } from '../fix';
import { expressionFlawsOf } from '../flaws';
import type { Flow } from '../model';
import { speakerOf } from '../name-uses';
import { inFlow, type Rule } from '../rule';
import type { Span } from '../text';

export const invalidExpression: Rule = {
  id: 'invalid-expression',
  severity: 'error',
  summary: 'An expression cannot be read.',

  checkFlow: inFlow(function* (flow, inside) {
    for (const { step, flaw } of expressionFlawsOf(inside, 'syntax', 'double-quoted', 'too-long'))
      yield {
        at: { uri: flow.uri, span: flaw.span },
        message: `${speakerOf(step, flow)} has an expression that ${clauseOf(flaw)}.`,
        subject: step?.name.value ?? 'outputs',
        ...(flaw.kind === 'double-quoted' ? { fixes: (scene) => [inSingleQuotes(flaw.span, flow, scene)] } : {}),
      };
  }),
};

function clauseOf(flaw: Extract<Flaw, { readonly kind: 'syntax' | 'double-quoted' | 'too-long' }>): string {
  if (flaw.kind === 'syntax') return `cannot be read: ${flaw.reason}`;
  if (flaw.kind === 'double-quoted') return 'has a string in double quotes: write it in single quotes';
  return `is ${flaw.length.toLocaleString('en')} characters long, and 8,192 is the most: let several actions do parts of it`;
}

function inSingleQuotes(span: Span, flow: Flow, scene: Scene): Fix {
  return {
    title: 'Write it in single quotes',
    safety: 'safe',
    preferred: true,
    edits: () => {
      const set = new EditSet(scene);
      set.replace(flow.uri, span, requoted(scene.text(flow.uri).slice(span.start, span.end)));
      return set.build();
    },
  };
}

/** A string of an expression as it stands in a JSON string, its double quotes made single ones; a quote inside of those is written twice. */
function requoted(written: string): string {
  const characters = written.match(/\\u[\da-f]{4}|\\.|[^]/gi) ?? [];
  const inner = characters.slice(1, -1).map((it) => (it === "'" || it === '\\u0027' ? `${it}${it}` : it));
  return `'${inner.join('')}'`;
}
