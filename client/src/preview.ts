import type { ChangeAnnotation, CreateFile, DeleteFile, WorkspaceEdit } from 'vscode-languageclient';

type Annotations = Readonly<Record<string, ChangeAnnotation>>;
type Step = NonNullable<WorkspaceEdit['documentChanges']>[number];

/**
 * In its preview the editor leaves unticked what is to be confirmed, so a change would be made in part, or not at all, by whoever
 * only says yes. Here what is to be confirmed is a step that does nothing and that the preview leaves out, to create a file that is
 * there or to delete one that is not; the rest is ticked.
 */
export function tickingAll<Answer>(answer: Answer): Answer {
  if (isEdit(answer)) return ticked(answer);
  const edit = (answer as { readonly edit?: unknown } | null | undefined)?.edit;
  return isEdit(edit) ? { ...answer, edit: ticked(edit) } : answer;
}

function ticked<Edit extends WorkspaceEdit>(edit: Edit): Edit {
  const annotations: Annotations = edit.changeAnnotations ?? {};
  const asking = Object.keys(annotations).find((it) => annotations[it]?.needsConfirmation);
  const changes = edit.documentChanges ?? [];
  if (asking === undefined || changes.length === 0) return edit;
  const calm = Object.entries(annotations).map(([id, it]) => [id, { ...it, needsConfirmation: false }]);
  const question = `${asking}?`;
  return {
    ...edit,
    changeAnnotations: { ...(Object.fromEntries(calm) as Annotations), [question]: annotations[asking] },
    documentChanges: [idle(changes, question), ...changes],
  };
}

/** Does nothing before these changes. */
function idle(changes: readonly Step[], annotationId: string): CreateFile | DeleteFile {
  const isNew = (uri: string): boolean => changes.some((it) => 'kind' in it && it.kind === 'create' && it.uri === uri);
  const uris = changes.map(fileOf);
  const there = uris.find((it) => !isNew(it));
  if (there !== undefined) return { kind: 'create', uri: there, options: { ignoreIfExists: true }, annotationId };
  return { kind: 'delete', uri: `${uris[0]}/none`, options: { ignoreIfNotExists: true }, annotationId }; // nothing lies below a file
}

function fileOf(step: Step): string {
  if ('textDocument' in step) return step.textDocument.uri;
  return step.kind === 'rename' ? step.oldUri : step.uri;
}

const isEdit = (value: unknown): value is WorkspaceEdit => typeof value === 'object' && value !== null && 'changeAnnotations' in value;
