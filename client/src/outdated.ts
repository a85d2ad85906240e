import type { WorkspaceEdit } from 'vscode-languageclient';

/**
 * Whether an answer of the server holds an edit of a document that has another version by now. Neither the language client nor
 * the editor looks at the versions, so such an edit would land beside what it is meant for.
 * `versionOf` gives the version of a document that is open.
 */
export function isOutdated(answer: unknown, versionOf: (uri: string) => number | undefined): boolean {
  const changes = (Array.isArray(answer) ? answer : [answer]).flatMap((it) => editIn(it)?.documentChanges ?? []);
  return changes.some((it) => {
    if (!('textDocument' in it)) return false;
    const { uri, version } = it.textDocument;
    return version !== null && version !== versionOf(uri);
  });
}

/** An edit itself, or that of a code action or a refactoring. */
function editIn(answer: unknown): WorkspaceEdit | undefined {
  if (typeof answer !== 'object' || answer === null) return undefined;
  return 'edit' in answer ? editIn(answer.edit) : 'documentChanges' in answer ? (answer as WorkspaceEdit) : undefined;
}
