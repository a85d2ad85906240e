import { isRandom, secretNamed, secretsIn } from '../facts/secrets';
import { flawsOf } from '../flaws';
import type { EnvironmentVariable } from '../model';
import { inFlow, type Draft, type Rule } from '../rule';
import type { Location, Word } from '../text';

export const exposedSecret: Rule = {
  id: 'exposed-secret',
  severity: 'error',
  summary: 'A flow or an environment variable holds a password, a key or another secret that everybody can read.',

  *check({ variables }) {
    for (const variable of variables) yield* inVariable(variable);
  },

  checkFlow: inFlow(function* (flow, inside) {
    for (const { step, flaw } of flawsOf(inside, 'secret'))
      yield {
        at: { uri: flow.uri, span: flaw.span },
        message: `The ${step.role} '${step.name.value}' of flow '${flow.name}' has ${flaw.what} in it for everybody to read: ${WHAT_TO_DO}`,
        subject: step.name.value,
      };
    for (const { span, what, property } of inside.secretDefaults)
      yield {
        at: { uri: flow.uri, span },
        message: `The default of the parameter '${property}' of flow '${flow.name}' has ${what} in it for everybody to read: ${WHAT_TO_DO}`,
        subject: property,
      };
  }),
};

const WHAT_TO_DO = 'have a new one made, and keep that in Azure Key Vault behind an environment variable of the type secret.';

/** What a variable of the type secret holds is the path of a secret in a vault. */
function* inVariable({ uri, label, schemaName, type, defaultValue, value }: EnvironmentVariable): Iterable<Draft> {
  if (type === 'secret') return;
  const held = secretNamed(schemaName.value) ?? secretNamed(label);
  const places: readonly (readonly [where: string, at: Location & Word] | undefined)[] = [
    defaultValue && ['default', { uri, ...defaultValue }],
    value && ['shipped value', value],
  ];
  for (const it of places) {
    if (!it) continue;
    const [where, at] = it;
    const what = secretsIn(at.value)[0]?.what ?? (held !== undefined && isRandom(at.value) ? held : undefined);
    if (what === undefined) continue;
    yield {
      at: { uri: at.uri, span: at.span },
      message: `The ${where} of the environment variable '${label}' has ${what} in it for everybody to read: ${WHAT_TO_DO}`,
      subject: schemaName.value,
    };
  }
}
