import { describe, expect, it } from '@jest/globals';
import { createLogger } from '@tape/observability';
import type { StartedService } from './start-service.js';
import { stopService } from './stop-service.js';

type Faults = Partial<Record<'handlers' | 'outbox' | 'application' | 'cache' | 'traces', () => Promise<unknown>>>;

/** A service whose parts write down when they were stopped, and fail as told. */
function service(faults: Faults = {}) {
  const steps: string[] = [];
  const lines: { level: string; step?: string }[] = [];
  const part = (name: keyof Faults, answer?: unknown) => async (): Promise<unknown> => {
    steps.push(name);
    return (await faults[name]?.()) ?? answer;
  };
  const started = {
    app: { close: part('application') },
    logger: createLogger({
      service: 'test',
      destination: { write: (line: string) => void lines.push(JSON.parse(line) as { level: string }) },
    }),
    url: '',
    parts: {
      readiness: { drain: () => steps.push('readiness') },
      strategy: { close: part('handlers') },
      relay: { drain: part('outbox', true) },
      announcements: { stopped: (reason: string) => Promise.resolve(steps.push(`announced ${reason}`)) },
      cache: { close: part('cache') },
      stopTracing: part('traces'),
    },
  } as unknown as StartedService;
  return { started, steps, problems: () => lines.filter(({ level }) => level !== 'INFO').map((line) => line.step) };
}

const IN_ORDER = ['readiness', 'handlers', 'outbox', 'announced SIGTERM', 'application', 'cache', 'traces'];

describe('stopService', () => {
  it('refuses new work first, then finishes what runs, then publishes, then closes', async () => {
    const { started, steps, problems } = service();
    await stopService(started, 'SIGTERM');
    expect(steps).toEqual(IN_ORDER);
    expect(problems()).toEqual([]);
  });

  it.each(['handlers', 'outbox', 'application', 'cache', 'traces'] as const)(
    'goes on to the next step when "%s" fails, and says so',
    async (broken) => {
      const { started, steps, problems } = service({ [broken]: () => Promise.reject(new Error('broken')) });
      await stopService(started, 'SIGTERM');
      expect(steps).toEqual(IN_ORDER);
      expect(problems()).toEqual([broken]);
    },
  );

  it('says that events stayed in the outbox', async () => {
    const { started, problems } = service({ outbox: () => Promise.resolve(false) });
    await stopService(started, 'SIGTERM');
    expect(problems()).toEqual(['outbox']);
  });
});
