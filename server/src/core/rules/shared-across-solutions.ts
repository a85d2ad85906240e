import type { Rule } from '../rule';

export const sharedAcrossSolutions: Rule = {
  id: 'shared-across-solutions',
  severity: 'info',
  summary: 'The same connection reference is defined in more than one solution.',

  *check(frame, neighbours) {
    const uniqueName = frame.manifest?.uniqueName ?? '';
    for (const reference of frame.references) {
      const other = neighbours.definers(reference.logicalName.value).find((it) => it.uniqueName.toLowerCase() !== uniqueName.toLowerCase());
      if (!other) continue;
      yield {
        at: { uri: reference.uri, span: reference.logicalName.span },
        message: `The connection reference '${reference.label}' is also defined in the solution '${other.solutionName}': whichever is imported last decides what it says.`,
        subject: reference.logicalName.value,
        related: [
          { uri: other.reference.uri, span: other.reference.logicalName.span, message: `The definition in '${other.solutionName}'` },
        ],
      };
    }
  },
};
