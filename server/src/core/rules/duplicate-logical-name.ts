import type { Scene } from '../fix';
import type { ConnectionReference } from '../model';
import { changeDefinition } from '../refactorings/definition';
import type { Rule } from '../rule';

export const duplicateLogicalName: Rule = {
  id: 'duplicate-logical-name',
  severity: 'error',
  summary: 'A solution defines the same connection reference twice.',

  *check(frame) {
    if (frame.repeated.length === 0) return;
    const firsts = new Map(frame.references.map((it) => [it.logicalName.value.toLowerCase(), it]));
    for (const second of frame.repeated) {
      const name = second.logicalName.value;
      const first = firsts.get(name.toLowerCase());
      yield {
        at: { uri: second.uri, span: second.logicalName.span },
        message: `The connection reference '${second.label}' has the logical name '${name}', which is defined in this solution already: remove one of the two.`,
        subject: name,
        ...(first ? { related: [{ uri: first.uri, span: first.logicalName.span, message: 'The first definition' }] } : {}),
        *fixes(scene) {
          if (!first || written(first, scene) !== written(second, scene)) return;
          yield {
            title: 'Remove the second definition',
            safety: 'safe',
            preferred: true,
            edits: () => changeDefinition(second, scene, (editor, definition) => editor.remove(definition, 'remove')),
          };
        },
      };
    }
  },
};

/** The definition as it is written, but for the letter case of its logical name and the white space around elements. */
function written({ uri, span, logicalName }: ConnectionReference, scene: Scene): string {
  const text = scene.text(uri);
  const name = logicalName.value.toLowerCase();
  const element = text.slice(span.start, logicalName.span.start) + name + text.slice(logicalName.span.end, span.end);
  return element.replace(/\s+/g, ' ').replace(/> | </g, (it) => it.trim());
}
