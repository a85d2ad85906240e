import { plain, type Paint } from './check';

/** A rule's page without the marks by which the tests know where in its examples a finding stands. */
export function withoutMarks(page: string): string {
  return page.replace(/^```solution\n[^]*?(?:^```$|$(?![^]))/gm, (example) => example.replace(/\{\|[\w-]+:|\|\}/g, ''));
}

/** A page as a terminal shows it: headings stand out, examples are indented, and of a link only its words are left. */
export function pageText(page: string, paint: Paint = plain): string {
  let isExample = false;
  const lines = withoutMarks(page)
    .split('\n')
    .flatMap((line): string | [] => {
      const isFence = line.startsWith('```');
      if (isFence) isExample = !isExample;
      if (isFence) return [];
      if (isExample) return line.startsWith('--- ') ? `    ${paint.file(line)}` : `    ${line}`.trimEnd();
      return line.startsWith('#') ? paint.file(inline(line.replace(/^#+ /, ''))) : inline(line);
    });
  return lines.join('\n');
}

/** Code keeps its backticks: they tell a name from the words around it. */
function inline(line: string): string {
  return line
    .split(/(`[^`]*`)/)
    .map((it) =>
      it.startsWith('`') ? it : it.replace(/\[([^[\]]*)\]\([^()]*\)/g, '$1').replace(/\*\*([^*]+)\*\*|(?<!\w)_([^_]+)_(?!\w)/g, '$1$2'),
    )
    .join('');
}
