import { SUBJECT_ROOT, type EventDefinition } from '@tape/contracts';

const PROBE = 'probe';
/** A number of lanes so large that the probe's lane is not 0, as it must be with one lane. */
const MANY_LANES = 1_000_003;

/** How the subjects of one kind of event look, read off its contract. */
export interface SubjectShape {
  /** `tape.v1.bar.ingested`: what every subject of the event starts with. */
  readonly prefix: string;
  /** Tokens behind the prefix, the lane included. */
  readonly tokens: number;
  /** Whether the last token is the lane. */
  readonly partitioned: boolean;
}

/**
 * Finds the shape by asking the contract for the subject of a payload whose every field reads as one token.
 * @throws Error when the subject does not start with the event's name: such an event cannot be filtered for.
 */
export function subjectShape(definition: EventDefinition): SubjectShape {
  const single = definition.subject(probe(), 1);
  const many = definition.subject(probe(), MANY_LANES);
  const prefix = `${SUBJECT_ROOT}.${definition.name}`;
  if (single !== prefix && !single.startsWith(`${prefix}.`)) {
    throw new Error(`the subject of ${definition.name} must start with ${prefix}, not be ${single}`);
  }
  const rest = single.slice(prefix.length + 1);
  return { prefix, tokens: rest === '' ? 0 : rest.split('.').length, partitioned: single !== many };
}

/** The subject filter of one lane of an event; `null` stands for all lanes. */
export function subjectFilter(shape: SubjectShape, lane: number | null): string {
  if (shape.tokens === 0) return shape.prefix;
  if (lane === null || !shape.partitioned) return `${shape.prefix}.>`;
  return [shape.prefix, ...Array.from({ length: shape.tokens - 1 }, () => '*'), String(lane)].join('.');
}

/** Text and object at once: every property is again a probe, and as a string it is one plain token. */
function probe(): unknown {
  const text: unknown = Object(PROBE);
  return new Proxy(text as object, {
    get(target, key) {
      if (key === 'length') return PROBE.length;
      const own: unknown = Reflect.get(target, key, target);
      if (typeof own === 'function') return own.bind(target) as unknown;
      return typeof key === 'symbol' ? own : probe();
    },
  });
}
