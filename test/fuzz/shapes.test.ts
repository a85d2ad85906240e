import * as fc from 'fast-check';
import { forAll, tried } from './budget';
import { lookAtEverything } from './everything';
import { mutated, mutation } from './mutations';
import { hostileName } from './names';
import { corpus, example, pages, type Source } from './sources';

const RUNS = { pages: 500, example: 12, corpus: 40 };

describe('files of the right shape with something else in them', function () {
  this.timeout(0); // what takes too long is stopped where it does

  it(`are survived in the examples of the pages ${tried(RUNS.pages)}`, () => survive(pages(), RUNS.pages));
  it(`are survived in the example ${tried(RUNS.example)}`, () => survive([example()], RUNS.example));
  it(`are survived in the corpus ${tried(RUNS.corpus)}`, function () {
    const sources = corpus();
    if (sources.length === 0) {
      console.log('      skipped: there is no corpus');
      this.skip();
    }
    survive(sources, RUNS.corpus);
  });
});

function survive(sources: readonly Source[], runs: number): void {
  const plan = fc.record({
    source: fc.nat(sources.length - 1),
    file: fc.nat(),
    mutations: fc.array(mutation, { minLength: 1, maxLength: 4, size: 'max' }),
    newName: fc.oneof(fc.constantFrom('con_Renamed', 'New_name', 'Area – Teams – Personal'), hostileName),
    salt: fc.nat(1_000),
  });
  forAll(plan, runs, ({ source, file, mutations, newName, salt }) => {
    const { name, files } = sources[source]!;
    const uri = [...files.keys()][file % files.size]!;
    const text = mutations.reduce(mutated, files.get(uri)!);
    try {
      lookAtEverything(new Map(files).set(uri, text), uri, { newName, salt });
    } catch (error) {
      throw new Error(`${name}, ${uri} with ${mutations.map((it) => it.how).join(', ')}: ${(error as Error).message}\n${shown(text)}`);
    }
  });
}

function shown(text: string): string {
  return text.length > 3_000 ? `${text.slice(0, 3_000)}…` : text;
}
