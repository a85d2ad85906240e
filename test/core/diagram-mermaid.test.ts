import * as assert from 'node:assert/strict';
import { diagramMermaid } from '../../server/src/core';
import type { DiagramBlock } from '../../server/src/core/diagram/diagram';
import { block, step } from '../support/diagram';

const lines = (steps: DiagramBlock, name = 'Flow'): readonly string[] =>
  diagramMermaid({ name, steps, problems: [] }).split('\n').slice(4, -1);

/** What stands in the box of a step of this name. */
const box = (name: string): string => /^ {2}s1\["(.*)<br\/>Compose"\]$/.exec(lines(block([step(name)]))[0]!)![1]!;

describe('the Mermaid text of a diagram', () => {
  it('has a node for each step, a subgraph for what holds others and for its branches, and edges', () => {
    const condition = step('If', {
      what: 'Condition',
      branches: [
        { id: 'y', label: 'Yes', ...block([step('a'), step('b')], ['a', 'b']) },
        { id: 'n', label: 'No', ...block([]) },
      ],
    });
    const scope = step('Scope', {
      what: 'Scope',
      branches: [{ id: 's', label: '', ...block([step('c', { connector: 'Teams', connection: 'Mine' })]) }],
    });
    const start = step('Start', { look: 'trigger', what: 'Starts by hand' });
    assert.equal(
      diagramMermaid({
        name: 'Ask: for "leave"',
        steps: block([start, condition, scope], ['Start', 'If'], ['If', 'Scope', 'has failed']),
        problems: [],
      }),
      `---
title: "Ask: for \\"leave\\""
---
flowchart TD
  s1(["Start<br/>Starts by hand"])
  subgraph s2["If<br/>Condition"]
    subgraph s3["Yes"]
      s4["a<br/>Compose"]
      s5["b<br/>Compose"]
      s4 --> s5
    end
    subgraph s6["No"]
      s7["No actions"]
    end
  end
  subgraph s8["Scope<br/>Scope"]
    s9["c<br/>Teams · Compose<br/>Mine"]
  end
  s1 --> s2
  s2 -. "has failed" .-> s8
`,
    );
  });

  it('lets no name be more than a name', () => {
    assert.equal(box('end'), 'end');
    assert.equal(box('a"] --> b["'), 'a#34;#93; --#62; b#91;#34;');
    assert.equal(box('<img src=x onerror=alert(1)>'), '#60;img src=x onerror=alert(1)#62;');
    assert.equal(box('#35; &amp; `code` *bold* _it_'), '#35;35#59; #38;amp#59; #96;code#96; #42;bold#42; #95;it#95;');
    assert.equal(box('%%{init: {}}%%'), '#37;#37;#123;init: #123;#125;#125;#37;#37;');
    assert.equal(box('two\nlines\u0000 and\ta tab'), 'two lines and a tab');
    assert.equal(box('1. first'), '1#46; first');
    assert.equal(box('- first'), '#45; first');
    assert.equal(box('Größe – 3.5 (v2), 日本語 😀'), 'Größe – 3.5 (v2), 日本語 #128512;');
    assert.equal(box(' '), '#160;');
  });

  it('lets a title begin nothing', () => {
    assert.equal(
      diagramMermaid({ name: 'x\n---\nflowchart', steps: block([]), problems: [] }),
      '---\ntitle: "x --- flowchart"\n---\nflowchart TD\n',
    );
  });
});
