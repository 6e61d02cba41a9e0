import { readChoice, type BacktestChoice, type ChoiceName } from './choice.js';

/** More would be a search for chance. */
export const MAX_VARIANTS = 200;

/** One point of a grid: what it was made of, and the whole choice. */
export interface Variant {
  readonly varied: Readonly<Partial<Record<ChoiceName, string | number>>>;
  readonly choice: BacktestChoice;
}

export type GridReading =
  | { readonly ok: true; readonly variants: readonly Variant[] }
  | { readonly ok: false; readonly problem: string };

/**
 * Every combination of the values, the last name changing fastest; a value that stands twice counts once.
 *
 * @param fixed what is chosen for all of them.
 */
export function readGrid(
  grid: Readonly<Record<string, readonly unknown[]>>,
  fixed: Readonly<Record<string, unknown>> = {},
): GridReading {
  const names = Object.keys(grid);
  if (names.length === 0) return { ok: false, problem: 'nothing is varied: name an option and its values' };
  const twice = names.find((name) => Object.hasOwn(fixed, name));
  if (twice !== undefined) return { ok: false, problem: `${twice} is both varied and fixed` };
  let points: Record<string, unknown>[] = [{}];
  for (const [name, values] of Object.entries(grid)) {
    if (!Array.isArray(values) || values.length === 0) return { ok: false, problem: `${name} has no values` };
    if (points.length * values.length > MAX_VARIANTS * MAX_VARIANTS) return tooMany();
    points = points.flatMap((point) => values.map((value: unknown) => ({ ...point, [name]: value })));
  }
  const variants = new Map<string, Variant>();
  for (const point of points) {
    const reading = readChoice({ ...fixed, ...point });
    if (!reading.ok) return { ok: false, problem: `${reading.name} ${reading.problem}` };
    const { choice } = reading;
    const varied = Object.fromEntries(names.map((name) => [name, choice[name as ChoiceName]]));
    variants.set(JSON.stringify(varied), { varied, choice });
  }
  return variants.size > MAX_VARIANTS ? tooMany() : { ok: true, variants: [...variants.values()] };
}

function tooMany(): GridReading {
  return { ok: false, problem: `more than ${MAX_VARIANTS} combinations; vary less at once` };
}

/** `minConfidence` as people write it. */
function wireName(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** A variant in words, as tables show it. */
export function variantText({ varied }: Pick<Variant, 'varied'>): string {
  return Object.entries(varied)
    .map(([name, value]) => `${wireName(name)} ${String(value)}`)
    .join(', ');
}
