/** By type and kind, in lower case: how a flow starts, where no connector starts it. */
const words: ReadonlyMap<string, string> = new Map([
  ['recurrence', 'on a schedule'],
  ['slidingwindow', 'on a schedule'],
  ['request', 'by an HTTP request'],
  ['request/button', 'by hand'],
  ['request/apiconnection', 'by hand'],
  ['request/http', 'by an HTTP request'],
  ['request/powerapp', 'from an app'],
  ['request/powerappv2', 'from an app'],
  ['request/powerpages', 'from a site'],
  ['request/skills', 'by an agent'],
  ['request/virtualagent', 'by an agent'],
]);

/** How a trigger of this type, `Type` or `Type/Kind`, starts its flow: `by hand`, `on a schedule`; undefined where the type does not tell. */
export function startInWords(type: string): string | undefined {
  return words.get(type.toLowerCase());
}
