import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import type { StackEvent, StartStackOptions } from '../src/index.js';

const entry = join(import.meta.dirname, 'fixture-service.mjs');

/** Two tiny services in place of the real ones. */
export const FIXTURE_STACK = {
  catalogue: [
    { name: 'gateway', entry, preferredPort: 31_900, stopWave: 0 },
    { name: 'worker', entry, preferredPort: 31_901, stopWave: 1 },
  ],
  migration: join(import.meta.dirname, 'fixture-migration.mjs'),
  redis: false,
} as const satisfies StartStackOptions;

/** Collects what a stack reports, as short lines. */
export function eventLines(): { readonly lines: string[]; readonly onEvent: (event: StackEvent) => void } {
  const lines: string[] = [];
  return { lines, onEvent: (event) => lines.push('name' in event ? `${event.kind} ${event.name}` : event.kind) };
}

export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await sleep(20);
}

export async function query(url: string, statement: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(statement)).rows;
  } finally {
    await client.end();
  }
}

/** The environment a fixture service runs with. */
export async function environmentOf(url: string): Promise<Record<string, string>> {
  const response = await fetch(`${url}/health/ready`);
  return (await response.json()) as Record<string, string>;
}
