import type { ServiceDefinition } from './service-definition.js';

/** A name that is no service. */
export class UnknownService extends Error {
  override readonly name = 'UnknownService';
}

/** One process to start: `name` tells replicas apart, `service` is the program they share. */
export interface ServiceInstance extends ServiceDefinition {
  readonly service: string;
}

/**
 * The instances to start, in the order of the catalogue.
 * @param names services wanted; all when absent. Throws UnknownService for one the catalogue lacks
 * @param replicas processes a service; the first keeps the name, the others are `name-2`, `name-3` …
 */
export function chooseServices(
  catalogue: readonly ServiceDefinition[],
  names: readonly string[] | undefined,
  replicas: Readonly<Record<string, number>> = {},
): readonly ServiceInstance[] {
  const known = catalogue.map(({ name }) => name);
  for (const name of [...(names ?? []), ...Object.keys(replicas)]) {
    if (!known.includes(name)) throw new UnknownService(`there is no service "${name}"; there are ${known.join(', ')}`);
  }
  return catalogue
    .filter(({ name }) => names?.includes(name) ?? true)
    .flatMap((definition) =>
      Array.from({ length: replicas[definition.name] ?? 1 }, (_, index) => ({
        ...definition,
        service: definition.name,
        name: index === 0 ? definition.name : `${definition.name}-${index + 1}`,
      })),
    );
}
