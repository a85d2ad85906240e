import * as assert from 'node:assert/strict';
import fc from 'fast-check';
import type { DiagramBlock, DiagramBranch, DiagramStep } from '../../server/src/core/diagram/diagram';
import { layOut, sizes, type LaidBlock, type LaidBox, type Layout, type Rectangle } from '../../server/src/core/diagram/layout';
import { block, step } from '../support/diagram';

const laid = (steps: DiagramBlock, folded: readonly string[] = []): Layout => layOut({ steps }, (id) => folded.includes(id), widthOf);
const widthOf = (label: string): number => label.length * 6 + 1;

const holding = (name: string, ...branches: readonly (readonly [label: string, block: DiagramBlock])[]): DiagramStep =>
  step(name, { branches: branches.map(([label, its], index): DiagramBranch => ({ id: `${name} ${index}`, label, ...its })) });

/** Blocks in which each step may run after any of those before it, and may hold blocks. */
const blocks = fc.letrec<{ block: DiagramBlock; step: (name: string) => DiagramStep }>((tie) => ({
  block: fc
    .tuple(fc.array(tie('step'), { maxLength: 6 }), fc.array(fc.tuple(fc.nat(5), fc.nat(5), fc.constantFrom('', '', 'has failed'))))
    .map(([steps, edges]) => {
      const named = steps.map((it, index) => it(String(index)));
      const forward = edges.filter(([from, to]) => from < to && to < steps.length);
      const once = new Map(forward.map((it) => [`${it[0]} ${it[1]}`, it]));
      return block(named, ...[...once.values()].map(([from, to, label]) => [String(from), String(to), label] as const));
    }),
  step: fc.oneof(
    { depthSize: 'xsmall', withCrossShrink: true },
    fc.constant((name: string) => step(name)),
    fc.constant((name: string) => step(name, { connection: 'A connection' })),
    fc
      .array(fc.tuple(fc.constantFrom('', 'Yes', 'A long name of a case'), tie('block')), { minLength: 1, maxLength: 3 })
      .map((its) => (name: string) => holding(name, ...its)),
  ),
})).block;

function* allBlocks(block: LaidBlock, inside: Rectangle): Iterable<{ readonly block: LaidBlock; readonly inside: Rectangle }> {
  yield { block, inside };
  for (const { branches } of block.boxes) for (const it of branches) yield* allBlocks(it, { ...it, x: 0, y: 0 });
}

const overlap = (a: Rectangle, b: Rectangle): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

const holds = (outer: Rectangle, it: Rectangle): boolean =>
  it.x >= outer.x && it.y >= outer.y && it.x + it.width <= outer.x + outer.width && it.y + it.height <= outer.y + outer.height;

const ofLabels = ({ edges }: LaidBlock): readonly Rectangle[] => edges.flatMap((it) => it.label ?? []);

describe('the layout of a diagram', () => {
  it('lets nothing overlap, keeps everything within what holds it, and leads every edge downwards', () => {
    fc.assert(
      fc.property(blocks, (its) => {
        const layout = laid(its);
        for (const { block, inside } of allBlocks(layout, { ...layout, x: 0, y: 0 })) {
          const things: readonly Rectangle[] = [...block.boxes, ...ofLabels(block)];
          for (const [index, it] of things.entries()) {
            assert.ok(holds(inside, it), 'something lies outside of what holds it');
            for (const other of things.slice(index + 1)) assert.ok(!overlap(it, other), 'two overlap');
          }
          for (const { branches, ...box } of block.boxes)
            for (const [index, it] of branches.entries()) {
              assert.ok(holds({ ...box, x: 0, y: 0 }, it), 'a branch lies outside of its box');
              for (const other of branches.slice(index + 1)) assert.ok(!overlap(it, other), 'two branches overlap');
            }
          for (const { edge, points } of block.edges) {
            const [from, to] = [edge.from, edge.to].map((id) => block.boxes.find((it) => it.step.id === id)!) as [LaidBox, LaidBox];
            assert.deepEqual([points[0]!.y, points.at(-1)!.y], [from.y + from.height, to.y]);
            for (const [index, { x, y }] of points.entries()) {
              const before = points[index - 1];
              if (!before) continue;
              assert.ok(before.y <= y, 'an edge leads upwards');
              assert.ok(before.x === x || before.y === y, 'an edge is neither upright nor level');
              for (const box of block.boxes) assert.ok(!crosses(before, { x, y }, box), 'an edge leads through a box');
            }
          }
        }
      }),
    );
  });

  it('is the same for the same flow', () => {
    fc.assert(fc.property(blocks, (its) => assert.deepEqual(laid(its), laid(its))));
  });

  it('takes any number of steps and branches', () => {
    const count = 150_000; // more than a call can take for arguments
    const steps = Array.from({ length: count }, (_, i) => step(`${i}`));
    const edges = steps.slice(1).map((it, i) => ({ from: steps[i]!.id, to: it.id, label: '' }));
    assert.equal(laid({ steps, edges }).boxes.length, count);
    const branches = steps.map(({ id }): DiagramBranch => ({ id, label: id, ...block([]) }));
    assert.equal(laid(block([step('Switch', { branches })])).boxes[0]!.branches.length, count);
  });

  it('stacks what follows each other in one column', () => {
    const { boxes, edges, width } = laid(block([step('a'), step('b', { connection: 'x' }), step('c')], ['a', 'b'], ['b', 'c']));
    assert.deepEqual(
      boxes.map(({ x, y, width, height }) => [x, y, width, height]),
      [
        [24, 24, 300, 50],
        [24, 114, 300, 68],
        [24, 222, 300, 50],
      ],
    );
    assert.equal(width, sizes.box + 2 * sizes.margin);
    assert.deepEqual(
      edges.map((it) => it.points),
      [
        [
          { x: 174, y: 74 },
          { x: 174, y: 114 },
        ],
        [
          { x: 174, y: 182 },
          { x: 174, y: 222 },
        ],
      ],
    );
  });

  it('leads ways past boxes beside the column, the longer ones farther out', () => {
    const steps = ['a', 'b', 'c', 'd', 'e'].map((it) => step(it));
    const ways = [
      ['a', 'b'],
      ['b', 'c'],
      ['c', 'd'],
      ['d', 'e', 'skipped'],
      ['a', 'd', 'failed'],
      ['a', 'c'],
    ] as const;
    const { boxes, edges, width } = laid(block(steps, ...ways));
    assert.deepEqual(
      boxes.map(({ x, y }) => [x, y]),
      [74, 164, 254, 344, 454].map((bottom) => [24, bottom - 50]),
    );
    assert.deepEqual(
      edges.map((it) => [it.points.map(({ x, y }) => `${x} ${y}`).join(), it.label]),
      [
        ['174 74,174 114', undefined],
        ['174 164,174 204', undefined],
        ['174 254,174 294', undefined],
        ['174 344,174 364,174 384,174 404', { x: 152, y: 364, width: 43, height: 20 }],
        ['174 74,174 87,352 87,352 114,352 164,352 184,174 184,174 204', undefined],
        ['174 74,174 101,385 101,385 114,385 164,385 204,385 254,385 274,174 274,174 294', { x: 366, y: 129, width: 37, height: 20 }],
      ],
    );
    assert.equal(width, 366 + 37 + sizes.margin);
  });

  it('lays out a long block that leads to its end from everywhere', () => {
    const steps = Array.from({ length: 250 }, (_, index) => step(String(index)));
    const next = steps.slice(1).map(({ name }, index) => [String(index), name] as const);
    const { boxes, edges } = laid(block(steps, ...next, ...next.slice(0, -1).map(([from]) => [from, '249', 'has failed'] as const)));
    assert.equal(new Set(boxes.map((it) => it.x)).size, 1);
    assert.equal(edges.length, 249 + 248);
  });

  it('sets side by side what starts together, and branches', () => {
    const { boxes } = laid(block([step('a'), step('b'), step('c')], ['a', 'b'], ['a', 'c']));
    assert.equal(boxes[1]!.y, boxes[2]!.y);
    const [first, second] = laid(block([holding('if', ['Yes', block([step('x')])], ['No', block([])])])).boxes[0]!.branches;
    assert.deepEqual([first!.y, first!.height], [second!.y, second!.height]);
    assert.ok(first!.x + first!.width < second!.x);
  });

  it('shows nothing of what a folded step holds', () => {
    const inner = block([holding('outer', ['', block([step('a'), step('b')], ['a', 'b'])]), step('after')], ['outer', 'after']);
    const [box, next] = laid(inner, ['action outer', 'action after']).boxes;
    assert.deepEqual([box!.isFolded, box!.branches, box!.height], [true, [], sizes.twoLines]);
    assert.equal(next!.isFolded, false);
  });

  it('survives steps that run after each other in a circle', () => {
    const { boxes, edges } = laid(block([step('a'), step('b'), step('c')], ['a', 'b'], ['b', 'c'], ['c', 'a'], ['b', 'a']));
    assert.deepEqual([boxes.length, edges.length], [3, 4]);
  });

  it('lays out nothing, and what is nested as deep as nobody would', () => {
    assert.deepEqual(laid(block([])), { boxes: [], edges: [], width: 48, height: 48 });
    const deep = Array.from({ length: 60 }).reduce<DiagramStep>((inner, _, index) => holding(`s${index}`, ['', block([inner])]), step('x'));
    assert.ok(laid(block([deep])).height > 60 * sizes.twoLines);
  });
});

function crosses(
  from: { readonly x: number; readonly y: number },
  to: { readonly x: number; readonly y: number },
  box: Rectangle,
): boolean {
  const [left, right] = [Math.min(from.x, to.x), Math.max(from.x, to.x)];
  return left < box.x + box.width && right > box.x && from.y < box.y + box.height && to.y > box.y;
}
