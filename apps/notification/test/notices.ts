import type { Notice, Severity } from '@tape/notification';

export function notice(key: string, severity: Severity = 'CRITICAL'): Notice {
  return {
    key,
    kind: 'emergency-exit',
    severity,
    title: `Notice ${key}`,
    text: 'What happened.',
    facts: [{ name: 'Limit', value: '99' }],
    occurredAtMs: Date.parse('2026-03-02T14:30:00Z'),
    correlationId: key,
  };
}

export function notices(count: number, prefix = 'n'): readonly Notice[] {
  return Array.from({ length: count }, (_, index) => notice(`${prefix}${index}`));
}

/** Waits until `fact` holds; the test's own timeout is the only limit. */
export async function until(fact: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await fact())) await new Promise((resolve) => setTimeout(resolve, 20));
}
