import { performance } from 'node:perf_hooks';

export interface Lap {
  readonly seconds: number;
  /** Time the processor gave this process, all threads: what a busy machine does not blur. */
  readonly cpuSeconds: number;
}

export function stopwatch(): { readonly lap: () => Lap } {
  const startedAt = performance.now();
  const cpu = process.cpuUsage();
  return {
    lap: () => {
      const { user, system } = process.cpuUsage(cpu);
      return { seconds: (performance.now() - startedAt) / 1_000, cpuSeconds: (user + system) / 1_000_000 };
    },
  };
}
