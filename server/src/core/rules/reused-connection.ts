import { hasToken } from '../facts/deployment-settings';
import type { Rule } from '../rule';
import { firstEntries, judgedSettings, settingsLabel } from '../settings';

export const reusedConnection: Rule = {
  id: 'reused-connection',
  severity: 'info',
  summary: 'Deployment settings of two environments name the same connection.',

  *check(frame, neighbours, options) {
    for (const { file, reference } of judgedSettings(frame, neighbours, options.environmentOf)) {
      const environment = options.environmentOf(file.uri);
      if (environment === undefined) continue;
      for (const { name, entry } of firstEntries(file.references)) {
        const id = entry.connectionId?.value ?? '';
        const its = reference(name.value);
        if (!its || id.trim() === '' || hasToken(id)) continue;
        const elsewhere = neighbours.bindings(id).flatMap((it) => {
          const other = options.environmentOf(it.uri);
          return other === undefined || other.toLowerCase() === environment.toLowerCase() ? [] : [{ ...it, environment: other }];
        });
        const [first] = elsewhere;
        if (!first) continue;
        yield {
          at: { uri: file.uri, span: name.span },
          message: `The settings of ${environment} give the connection reference '${its.label}' the connection that the settings of ${first.environment} name as well, and a connection is of one environment: put in one of ${environment}, or correct the other.`,
          subject: name.value,
          related: elsewhere.map(({ uri, span, ...it }) => ({
            uri,
            span,
            message: `The connection in '${settingsLabel(uri)}', for ${it.environment}`,
          })),
        };
      }
    }
  },
};
