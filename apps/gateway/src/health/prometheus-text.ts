/** One measured value of a service, with its labels. */
export interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

const LINE = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? (\S+)/;
const LABEL = /([a-zA-Z_]\w*)="((?:[^"\\]|\\.)*)"/g;

/** Reads the text a service answers on /metrics. Lines it cannot read are left out. */
export function parsePrometheus(text: string): Sample[] {
  const samples: Sample[] = [];
  for (const line of text.split('\n')) {
    if (line === '' || line.startsWith('#')) continue;
    const match = LINE.exec(line);
    if (match === null) continue;
    const value = Number(match[3]);
    if (Number.isNaN(value)) continue;
    const labels = Object.fromEntries([...(match[2] ?? '').matchAll(LABEL)].map((label) => [label[1], label[2]]));
    samples.push({ name: match[1] ?? '', labels, value });
  }
  return samples;
}

export function sumOf(samples: readonly Sample[], name: string, labels: Readonly<Record<string, string>> = {}): number {
  return matching(samples, name, labels).reduce((sum, sample) => sum + sample.value, 0);
}

/**
 * A quantile (0..1) of a histogram, interpolated within its bucket; null when nothing was observed. Beyond the last
 * finite bucket the answer is that bucket's bound: more is not known.
 */
export function histogramQuantile(
  samples: readonly Sample[],
  name: string,
  labels: Readonly<Record<string, string>>,
  quantile: number,
): number | null {
  const buckets = new Map<number, number>();
  for (const { labels: own, value } of matching(samples, `${name}_bucket`, labels)) {
    const bound = own['le'] === '+Inf' ? Number.POSITIVE_INFINITY : Number(own['le']);
    buckets.set(bound, (buckets.get(bound) ?? 0) + value);
  }
  const sorted = [...buckets].toSorted(([a], [b]) => a - b);
  const total = sorted.at(-1)?.[1] ?? 0;
  if (total === 0) return null;
  const rank = quantile * total;
  let lowerBound = 0;
  let lowerCount = 0;
  for (const [bound, count] of sorted) {
    if (count >= rank) {
      if (!Number.isFinite(bound)) return lowerBound;
      const inside = count - lowerCount;
      return inside === 0 ? bound : lowerBound + ((bound - lowerBound) * (rank - lowerCount)) / inside;
    }
    lowerBound = bound;
    lowerCount = count;
  }
  return lowerBound;
}

function matching(samples: readonly Sample[], name: string, labels: Readonly<Record<string, string>>): Sample[] {
  const wanted = Object.entries(labels);
  return samples.filter(
    (sample) => sample.name === name && wanted.every(([label, value]) => sample.labels[label] === value),
  );
}
