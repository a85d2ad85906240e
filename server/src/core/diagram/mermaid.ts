import { printable, visible } from '../reports/check';
import type { Diagram, DiagramBlock, DiagramBranch, DiagramEdge, DiagramStep } from './diagram';

/** A flow as a Mermaid flowchart, for Markdown that is rendered: what holds others is a subgraph, and each of its branches. */
export function diagramMermaid(diagram: Diagram): string {
  const writing = new Writing();
  const title = JSON.stringify(printable(oneLine(diagram.name))); // what is valid JSON is valid YAML too
  return ['---', `title: ${title}`, '---', 'flowchart TD', ...[...writing.block(diagram.steps)].map((it) => `  ${it}`), ''].join('\n');
}

class Writing {
  /** Short ones that are no words of the language, whatever the steps are called. */
  readonly #ids = new Map<string, string>();
  #count = 0;

  *block({ steps, edges }: DiagramBlock): Iterable<string> {
    for (const step of steps) yield* step.branches.length > 0 ? this.#holder(step) : [`${this.#idOf(step.id)}${shapeOf(step)}`];
    for (const edge of edges) yield this.#edge(edge);
  }

  *#holder(step: DiagramStep): Iterable<string> {
    yield `subgraph ${this.#idOf(step.id)}["${textOf(step)}"]`;
    for (const branch of step.branches) for (const line of this.#branch(branch)) yield `  ${line}`;
    yield 'end';
  }

  *#branch(branch: DiagramBranch): Iterable<string> {
    const isNamed = branch.label !== '';
    if (isNamed) yield `subgraph ${this.#next()}["${escaped(branch.label)}"]`;
    const lines = branch.steps.length > 0 ? this.block(branch) : [`${this.#next()}["No actions"]`];
    for (const line of lines) yield isNamed ? `  ${line}` : line;
    if (isNamed) yield 'end';
  }

  #edge({ from, to, label }: DiagramEdge): string {
    const ends = [this.#idOf(from), this.#idOf(to)];
    return ends.join(label === '' ? ' --> ' : ` -. "${escaped(label)}" .-> `);
  }

  #idOf(id: string): string {
    const known = this.#ids.get(id) ?? this.#next();
    this.#ids.set(id, known);
    return known;
  }

  #next(): string {
    return `s${++this.#count}`;
  }
}

function shapeOf(step: DiagramStep): string {
  return step.look === 'trigger' ? `(["${textOf(step)}"])` : `["${textOf(step)}"]`;
}

function textOf({ name, what, connector, connection }: DiagramStep): string {
  const second = connector === undefined ? what : `${connector} · ${what}`;
  return [name, second, ...(connection === undefined ? [] : [connection])].map(escaped).join('<br/>');
}

/** As an entity each character that Markdown, HTML or Mermaid could read as more than itself; what could begin a list does so only where a line begins. */
function escaped(text: string): string {
  const line = oneLine(text);
  if (line === '') return '#160;'; // the language has no empty texts
  return line.replace(/^[-+](?= )|[.)](?<=^\d+.)|[^\p{L}\p{M}\p{N} .,:'·–—…/()+\-=?]/gu, (it) => `#${it.codePointAt(0)};`);
}

function oneLine(text: string): string {
  return visible(text.replace(/[\s\p{Cc}\p{Cs}]+/gu, ' ').trim());
}
