import { readFlow, type FlowInside, type FlowReading } from './facts/flow';
import type { SourceFile } from './files';
import { FileChanged } from './fix';
import { FLOWS, recent } from './memo';

/**
 * What stands inside of a flow. Of most flows it is read when somebody looks, and forgotten soon. Throws `FileChanged` when the
 * file is no longer what it was.
 */
export function insideOf({ file }: { readonly file: SourceFile }): FlowInside {
  return insides(file);
}

/** All that a flow's file says. */
export function readingOf({ file }: { readonly file: SourceFile }, facts: FlowReading['facts']): FlowReading {
  return { facts, inside: insides(file) };
}

/** Takes what has just been read of a flow: whoever reads it looks at it next. Of files that nobody edits many are read, one after the other. */
export function keepInside(file: SourceFile, inside: FlowInside): void {
  if (file.version === undefined) insides.hold(file, inside);
  else insides.keep(file, inside);
}

const insides = recent(FLOWS, readInside, (file: SourceFile) => file.uri);

function readInside(file: SourceFile): FlowInside {
  const text = file.text();
  if (text === undefined) throw new FileChanged(file.uri);
  return readFlow(text).inside;
}
