import { grouped } from '../grouped';
import type { Rule } from '../rule';
import { judgedSettings, settingsInWords } from '../settings';

export const unboundConnectionReference: Rule = {
  id: 'unbound-connection-reference',
  severity: 'error',
  summary: 'A deployment settings file names a connection reference without a connection.',

  *check(frame, neighbours, options) {
    for (const { file, reference } of judgedSettings(frame, neighbours, options.environmentOf)) {
      for (const [name, entries] of grouped(file.references, (it) => it.logicalName.value.toLowerCase())) {
        const its = reference(name);
        const [first] = entries;
        if (!its || !first || entries.some((it) => it.connectionId?.value.trim())) continue;
        yield {
          at: { uri: file.uri, span: first.logicalName.span },
          message: `${settingsInWords(file.uri, options.environmentOf(file.uri))} name no connection for the connection reference '${its.label}': put in the id of one.`,
          subject: first.logicalName.value,
        };
      }
    }
  },
};
