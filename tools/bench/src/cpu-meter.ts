import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { RunningStack } from '@tape/stack';

/** Linux reports in hundredths of a second on every architecture. */
const US_PER_TICK = 10_000;

/** Processor time used so far, microseconds, by name of the process. */
export type CpuReading = ReadonlyMap<string, number>;

/**
 * Processor time of everything that runs in a stack. Unlike seconds on the wall it hardly depends on what else a machine
 * is doing, so it tells whether a change made anything cheaper. Empty where there is no /proc.
 */
export function readCpu(stack: RunningStack): CpuReading {
  const reading = new Map<string, number>();
  if (!existsSync('/proc/self/stat')) return reading;
  for (const name of stack.services.names) reading.set(name, usedBy(stack.services.pid(name)));
  reading.set('nats', usedBy(stack.nats.pid));
  // A process for every connection.
  const postmaster = stack.postgres.pid;
  reading.set('postgres', usedBy(postmaster) + childrenOf(postmaster).reduce((sum, pid) => sum + usedBy(pid), 0));
  return reading;
}

/** Microseconds a bar by process, and their sum, between two readings. */
export function cpuPerBar(before: CpuReading, after: CpuReading, bars: number): Record<string, number> {
  const figures: Record<string, number> = {};
  let total = 0;
  for (const [name, us] of after) {
    const each = (us - (before.get(name) ?? 0)) / bars;
    figures[name] = Math.round(each);
    total += each;
  }
  return { ...figures, total: Math.round(total) };
}

interface ProcessStat {
  readonly parent: number;
  readonly us: number;
}

function usedBy(pid: number | undefined): number {
  return pid === undefined ? 0 : (statOf(pid)?.us ?? 0);
}

function childrenOf(parent: number | undefined): readonly number[] {
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .map(Number)
    .filter((pid) => parent !== undefined && statOf(pid)?.parent === parent);
}

/** Own time and that of children which have ended; undefined when the process is gone. */
function statOf(pid: number): ProcessStat | undefined {
  let stat: string;
  try {
    stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return undefined;
  }
  // The name in brackets may hold spaces; what follows it is counted from the state, field 3.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const ticks = [14, 15, 16, 17].reduce((sum, field) => sum + Number(fields[field - 3]), 0);
  return { parent: Number(fields[1]), us: ticks * US_PER_TICK };
}
