import type { ChangeAnnotation, CreateFile, WorkspaceEdit } from 'vscode-languageclient';

type Annotations = Readonly<Record<string, ChangeAnnotation>>;

/**
 * In its preview the editor leaves unticked what is to be confirmed, so a change would be made in part, or not at all, by whoever
 * only says yes. Here what is to be confirmed is a step that does nothing and that the preview leaves out, to create a file that is
 * there; the rest is ticked.
 */
export function tickingAll<Answer>(answer: Answer): Answer {
  if (isEdit(answer)) return ticked(answer);
  const edit = (answer as { readonly edit?: unknown } | null | undefined)?.edit;
  return isEdit(edit) ? { ...answer, edit: ticked(edit) } : answer;
}

function ticked<Edit extends WorkspaceEdit>(edit: Edit): Edit {
  const annotations: Annotations = edit.changeAnnotations ?? {};
  const asking = Object.keys(annotations).find((it) => annotations[it]?.needsConfirmation);
  const some = edit.documentChanges?.find((it) => 'textDocument' in it);
  if (asking === undefined || !some) return edit;
  const calm = Object.entries(annotations).map(([id, it]) => [id, { ...it, needsConfirmation: false }]);
  const question = `${asking}?`;
  const step: CreateFile = { kind: 'create', uri: some.textDocument.uri, options: { ignoreIfExists: true }, annotationId: question };
  return {
    ...edit,
    changeAnnotations: { ...(Object.fromEntries(calm) as Annotations), [question]: annotations[asking] },
    documentChanges: [step, ...(edit.documentChanges ?? [])],
  };
}

const isEdit = (value: unknown): value is WorkspaceEdit => typeof value === 'object' && value !== null && 'changeAnnotations' in value;
