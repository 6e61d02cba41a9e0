import { parsePrometheus, type Sample } from './prometheus-text.js';

/** A service as it answered, or did not. */
export interface ProbedService {
  readonly name: string;
  readonly status: 'up' | 'degraded' | 'down';
  readonly message: string | null;
  readonly samples: readonly Sample[];
}

const PROBE_TIMEOUT_MS = 1_500;

/** Asks a service whether it is ready and what it has measured. Never throws: silence is an answer. */
export async function probeService(name: string, url: string): Promise<ProbedService> {
  try {
    const signal = AbortSignal.timeout(PROBE_TIMEOUT_MS);
    const [ready, measured] = await Promise.all([
      fetch(new URL('/health/ready', url), { signal }),
      fetch(new URL('/metrics', url), { signal }),
    ]);
    const samples = measured.ok ? parsePrometheus(await measured.text()) : [];
    await ready.body?.cancel();
    if (ready.ok) return { name, status: 'up', message: null, samples };
    return { name, status: 'degraded', message: `not ready (${ready.status})`, samples };
  } catch (error) {
    const timedOut = error instanceof Error && error.name === 'TimeoutError';
    return { name, status: 'down', message: timedOut ? 'no answer in time' : 'no connection', samples: [] };
  }
}
