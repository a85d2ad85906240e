import { sizes, type LaidBlock, type LaidBox, type LaidBranch, type LaidEdge, type Layout, type Point } from '../core/diagram/layout';
import type { DiagramProblem } from '../core/diagram/diagram';
import { Alarm, Sign } from './icons';
import { fitted, NAME, SMALL, SMALL_BOLD, type Measure } from './text-width';
import { actionsIn, actionsInWords, filled, problemsIn, spokenOf, tipOf, withConnector, worstOf, type DrawingWords } from './words';

/** What a drawing shows besides the flow. */
export interface DrawingState {
  readonly words: DrawingWords;
  /** The step that is marked, by its id. */
  readonly marked: string | undefined;
  /** Whether somebody can go from box to box and fold them; a picture is only looked at. */
  readonly isLive: boolean;
  readonly measure: Measure;
}

/** How wide the label of an edge is, for whoever lays it out. */
export const labelWidth =
  (measure: Measure) =>
  (text: string): number =>
    Math.ceil(measure(text, SMALL)) + 20;

/** A flow that is laid out. Its colours come from a style sheet. */
export function Drawing({ layout, state }: { readonly layout: Layout; readonly state: DrawingState }) {
  return <Block block={layout} level={1} state={state} />;
}

interface Within {
  readonly level: number;
  readonly state: DrawingState;
}

function Block({ block: { boxes, edges }, ...within }: Within & { readonly block: LaidBlock }) {
  return (
    <>
      {edges.map((it, index) => (
        <Edge key={index} edge={it} />
      ))}
      {boxes.map((it, index) => (
        <Box key={it.step.id} box={it} at={index + 1} of={boxes.length} {...within} />
      ))}
    </>
  );
}

interface BoxProperties extends Within {
  readonly box: LaidBox;
  /** Which of those beside it, from 1. */
  readonly at: number;
  readonly of: number;
}

function Box({ box, at, of, level, state }: BoxProperties) {
  const { step, x, y, width, height, isFolded, branches } = box;
  const { words, marked, isLive } = state;
  const isHolding = step.branches.length > 0;
  const isMarked = step.id === marked;
  const problems = problemsIn(step, isFolded);
  const live = isLive && {
    role: 'treeitem' as const,
    tabindex: 0,
    'data-id': step.id,
    'aria-label': spokenOf(step, problems, isFolded, words),
    'aria-level': level,
    'aria-posinset': at,
    'aria-setsize': of,
    'aria-selected': isMarked,
    ...(isHolding ? { 'aria-expanded': !isFolded } : {}),
  };
  return (
    <g class={`step ${step.look}${isHolding ? ' holder' : ''}${isMarked ? ' marked' : ''}`} transform={`translate(${x} ${y})`} {...live}>
      <title>{tipOf(step, problems, words)}</title>
      {isFolded && <rect class="behind" x="5" y="5" width={width - 10} height={height} rx="8" />}
      <rect class="body" width={width} height={height} rx="8" />
      <Head box={box} problems={problems} state={state} />
      {branches.map((it) => (
        <Branch key={it.branch.id} branch={it} level={level + 1} state={state} />
      ))}
      <rect class="frame" width={width} height={height} rx="8" />
    </g>
  );
}

interface HeadProperties {
  readonly box: LaidBox;
  readonly problems: readonly DiagramProblem[];
  readonly state: DrawingState;
}

/** What a box says itself. */
function Head({ box: { step, width, isFolded }, problems, state }: HeadProperties) {
  const { words, measure, isLive } = state;
  const isHolding = step.branches.length > 0;
  const canFold = isHolding && isLive;
  const worst = worstOf(problems);
  const left = canFold ? 70 : 50;
  const right = width - 12;
  const alarm = worst ? 24 + Math.ceil(measure(String(problems.length), SMALL_BOLD)) : 0;
  const name = fitted(step.name, NAME, right - left - alarm, measure);
  const what = isFolded ? `${step.what} · ${actionsInWords(actionsIn(step), words)}` : withConnector(step.what, step.connector);
  // of what may be far wider than the window, the beginning is to be seen
  const alarmAt = isHolding ? Math.min(right - alarm, left + 8 + Math.ceil(measure(name, NAME))) : right - alarm;
  return (
    <>
      {canFold && <Fold x={4} y={13} isFolded={isFolded} />}
      <Sign look={step.look} x={left - 40} y={10} />
      <text class="name" x={left} y="22">
        {name}
      </text>
      <text class="what" x={left} y="39">
        {fitted(what, SMALL, right - left, measure)}
      </text>
      {step.connection !== undefined && (
        <text class="connection" x={left} y="56">
          {fitted(step.connection, SMALL, right - left, measure)}
        </text>
      )}
      {worst && (
        <g class={`problems ${worst}`} transform={`translate(${alarmAt} 10)`}>
          <Alarm severity={worst} />
          <text x="20" y="12">
            {problems.length}
          </text>
        </g>
      )}
    </>
  );
}

function Fold({ x, y, isFolded }: Point & { readonly isFolded: boolean }) {
  return (
    <g class="fold" transform={`translate(${x} ${y})`}>
      <rect width="24" height="24" rx="4" />
      <path d={isFolded ? 'M9 7.5 14 12l-5 4.5' : 'M7.5 9.5 12 14.5l4.5-5'} />
    </g>
  );
}

function Branch({ branch: { branch, x, y, width, height, ...block }, level, state }: Within & { readonly branch: LaidBranch }) {
  const { label, steps } = branch;
  const isEmpty = steps.length === 0;
  const live = state.isLive && { role: 'group' as const, ...(label === '' ? {} : { 'aria-label': filled(state.words.branch, label) }) };
  return (
    <g class={`branch${label === '' ? '' : ' named'}`} transform={`translate(${x} ${y})`} {...live}>
      {label !== '' && (
        <>
          <rect class="ground" width={width} height={height} rx="6" />
          <text class="label" x={width / 2} y="19">
            <title>{label}</title>
            {fitted(label, SMALL_BOLD, width - 16, state.measure)}
          </text>
        </>
      )}
      {isEmpty && (
        <text class="nothing" x={width / 2} y={(label === '' ? 0 : sizes.branchName) + 20}>
          {state.words.noActions}
        </text>
      )}
      <Block block={block} level={level} state={state} />
    </g>
  );
}

const TIP = 7;

function Edge({ edge: { edge, points, label } }: { readonly edge: LaidEdge }) {
  const end = points.at(-1)!;
  return (
    <g class={edge.label === '' ? 'edge' : 'edge other'}>
      <path class="way" d={wayThrough([...points.slice(0, -1), { x: end.x, y: end.y - TIP }])} />
      <path class="tip" d={`M${end.x} ${end.y}l-4.5 ${-TIP}h9z`} />
      {label && (
        <g transform={`translate(${label.x} ${label.y})`}>
          <rect width={label.width} height={label.height} rx={label.height / 2} />
          <text x={label.width / 2} y="14">
            {edge.label}
          </text>
        </g>
      )}
    </g>
  );
}

const ROUND = 8;

/** With rounded corners. */
function wayThrough(points: readonly Point[]): string {
  return points
    .map((it, index) => {
      const [before, after] = [points[index - 1], points[index + 1]];
      if (!before) return `M${it.x} ${it.y}`;
      if (!after) return `L${it.x} ${it.y}`;
      const [start, end] = [towards(it, before), towards(it, after)];
      return `L${start.x} ${start.y}Q${it.x} ${it.y} ${end.x} ${end.y}`;
    })
    .join('');
}

/** Where a corner begins, or ends, on the way to another point: at most in the middle. */
function towards(corner: Point, other: Point): Point {
  const [across, down] = [other.x - corner.x, other.y - corner.y];
  const length = Math.hypot(across, down);
  const part = Math.min(ROUND, length / 2) / length;
  return { x: rounded(corner.x + across * part), y: rounded(corner.y + down * part) };
}

const rounded = (it: number): number => Math.round(it * 10) / 10;
