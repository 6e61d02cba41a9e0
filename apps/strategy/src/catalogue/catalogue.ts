import {
  createRegistry,
  createStrategy,
  meanReversion,
  momentumBreakout,
  type Strategy,
  wyckoffStrategy,
} from '@tape/strategies';
import type { DeclaredStrategy } from './strategy-files.js';

/** The strategy whose entries are the signals of the analysis: it runs in the pipeline itself and is only listed here. */
export const PIPELINE_STRATEGY = 'wyckoff';

const BUILT_IN = 'built-in';

/** All strategies of this service by id, with where each comes from. */
export class Catalogue {
  readonly #sources: ReadonlyMap<string, string>;
  readonly all: readonly Strategy[];

  /** @throws RangeError for two strategies of one name. */
  constructor(declared: readonly DeclaredStrategy[], further: readonly Strategy[] = []) {
    const own = declared.map(({ file, definition }) => [createStrategy(definition), file] as const);
    const taken = new Set(own.map(([{ id }]) => id));
    const builtIn = [
      wyckoffStrategy(),
      createStrategy(momentumBreakout()),
      createStrategy(meanReversion()),
      ...further,
    ];
    const listed = [
      // A file of the same name is the operator's edition of a built-in one.
      ...builtIn.filter(({ id }) => id === PIPELINE_STRATEGY || !taken.has(id)).map((one) => [one, BUILT_IN] as const),
      ...own,
    ];
    this.all = createRegistry(listed.map(([strategy]) => strategy)).all;
    this.#sources = new Map(listed.map(([{ id }, source]) => [id, source]));
  }

  get(id: string): Strategy | undefined {
    return this.all.find((strategy) => strategy.id === id);
  }

  sourceOf(id: string): string {
    return this.#sources.get(id) ?? BUILT_IN;
  }
}
