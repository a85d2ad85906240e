import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { Option, type Command } from 'commander';
import { diagramMermaid, flowDiagram, isNear, neighboursOf, type Flow, type Scene, type Solution } from '../core';
import { diagramSvg } from '../drawing/svg';
import { uriOf } from '../host/disk';
import { writeReport } from '../host/write-report';
import { examples, inOption, word, type Shell } from './options';
import { BadUsage, readPaths, relativePath, type Reading } from './read';
import { listed } from './references';
import { complain, type Terminal } from './terminal';

interface DiagramOptions {
  readonly format: 'mermaid' | 'svg';
  /** The file to write. */
  readonly output?: string;
  /** Where the flow is, when it is named and not a file. */
  readonly in?: readonly string[];
}

interface Found {
  readonly flow: Flow;
  readonly solution: Solution;
}

/** Draws one flow; 0 unless it throws. */
async function diagram(
  named: string,
  { format, output, in: places = [] }: DiagramOptions,
  cwd: string,
  terminal: Terminal,
): Promise<number> {
  const isPath = places.length === 0 && isFile(named, cwd);
  const reading = await readPaths(isPath ? [named] : places, cwd, terminal);
  const { flow, solution } = isPath ? flowIn(named, reading, cwd) : flowCalled(named, reading);
  requireWhole(flow, reading);
  const drawn = flowDiagram(flow, neighboursOf(solution, reading.scene), []);
  const text = format === 'svg' ? diagramSvg(drawn) : diagramMermaid(drawn);
  if (output === undefined) terminal.out(text);
  else {
    const path = resolve(cwd, output);
    writeReport(path, text, relativePath(cwd, path));
    terminal.out(`${relativePath(cwd, path)}\n`);
  }
  for (const { path, message } of reading.problems) complain(terminal, `${path} ${message}\n`);
  return 0;
}

/** A folder may be called as a flow is. */
function isFile(named: string, cwd: string): boolean {
  const path = resolve(cwd, named);
  return existsSync(path) && statSync(path).isFile();
}

function flowIn(named: string, { scene }: Reading, cwd: string): Found {
  const uri = uriOf(resolve(cwd, named));
  const found = flowsIn(scene).find(({ flow }) => flow.uri === uri);
  if (!found) throw new BadUsage(`'${named}' is not the file of a flow: name one, or say what the flow is called.`);
  return found;
}

function flowCalled(name: string, { scene, locator }: Reading): Found {
  const all = flowsIn(scene);
  const [only, ...others] = all.filter(({ flow }) => flow.name.toLowerCase() === name.trim().toLowerCase());
  if (only && others.length === 0) return only;
  if (only) {
    const paths = [only, ...others].map(({ flow }) => locator.pathOf(flow.uri)).sort();
    throw new BadUsage(`Several flows are called '${only.flow.name}': name the file of one, ${listed(paths, 'or')}.`);
  }
  const near = [...new Set(all.map(({ flow }) => flow.name))].filter((it) => isNear(it, name)).sort();
  const hint = near.length > 0 ? `; did you mean ${listed(near, 'or')}?` : ". 'keyhook list' prints those there are.";
  throw new BadUsage(`There is no flow '${name}' here${hint}`);
}

/** A flow that can be read in part only would make a picture that is wrong. */
function requireWhole({ name, uri, faults, definition }: Flow, { locator }: Reading): void {
  if (definition && faults.length === 0) return;
  const path = locator.pathOf(uri);
  throw new BadUsage(
    definition
      ? `The file of the flow '${name}' is no valid JSON, so it cannot be drawn: keyhook check '${path}' says more.`
      : `'${path}' holds no definition of a flow, so there is nothing to draw.`,
  );
}

function flowsIn({ snapshot }: Scene): readonly Found[] {
  return snapshot.solutions.flatMap((solution) => solution.flows.map((flow) => ({ flow, solution })));
}

export function defineDiagram(program: Command, { cwd, terminal, end }: Shell): void {
  program
    .command('diagram')
    .description('draw a flow: its trigger, its actions in run order, its branches and loops')
    .argument('<flow>', 'the file of the flow, or what the flow is called')
    .addOption(new Option('--format <format>', 'how to draw').choices(['mermaid', 'svg']).default('mermaid'))
    .option('--output <file>', 'write the diagram into this file', word)
    .addOption(inOption())
    .addHelpText(
      'after',
      examples(
        ["keyhook diagram 'Request absence'", 'a Mermaid flowchart for a page in Markdown'],
        ["keyhook diagram 'Request absence' --format svg --output docs/request-absence.svg", 'a picture of its own'],
      ),
    )
    .action(async (flow: string, options: DiagramOptions) => end(await diagram(flow, options, cwd, terminal)));
}
