import { histogramQuantile, sumOf, type Sample } from './prometheus-text.js';
import { probeService, type ProbedService } from './service-probe.js';

/** How long one round of asking is good for: the page asks often, the services should not notice. */
const FRESH_MS = 2_000;

export interface ServiceView {
  readonly name: string;
  readonly status: 'up' | 'degraded' | 'down';
  readonly message: string | null;
  /** Messages waiting in all lanes of the service. */
  readonly lag: number;
  readonly p50_ms: number | null;
  readonly p95_ms: number | null;
  readonly messages_handled: number;
  readonly dead_letters: number;
}

/** The stage each service measures its latency under. */
const STAGE_OF: Readonly<Record<string, string>> = {
  detection: 'detection',
  'validation-chain': 'validation',
  risk: 'risk',
  signal: 'signal',
  execution: 'execution',
};

/** What the services say of themselves over HTTP, asked at most every two seconds however many clients ask. */
export class ServiceHealth {
  readonly #urls: ReadonlyMap<string, string>;
  #asked: { readonly atMs: number; readonly answer: Promise<readonly ProbedService[]> } | undefined;

  constructor(urls: ReadonlyMap<string, string>) {
    this.#urls = urls;
  }

  async services(): Promise<readonly ServiceView[]> {
    return (await this.#probe()).map((service) => view(service));
  }

  async measures(): Promise<{
    readonly cache_hit_rate: number | null;
    readonly avg_analysis_time_ms: number | null;
    readonly detector_failures: Readonly<Record<string, number>>;
  }> {
    const samples = await this.#samples();
    const hits = sumOf(samples, 'cache_hits_total');
    const reads = hits + sumOf(samples, 'cache_misses_total');
    const detection = { stage: 'detection' };
    const analysed = sumOf(samples, 'pipeline_stage_latency_ms_count', detection);
    const failures: Record<string, number> = {};
    for (const { name, labels, value } of samples) {
      const detector = labels['detector'];
      if (name === 'detector_failures_total' && detector !== undefined && value > 0) {
        failures[detector] = (failures[detector] ?? 0) + value;
      }
    }
    return {
      cache_hit_rate: reads === 0 ? null : Math.round((hits / reads) * 1_000) / 1_000,
      avg_analysis_time_ms:
        analysed === 0 ? null : rounded(sumOf(samples, 'pipeline_stage_latency_ms_sum', detection) / analysed),
      detector_failures: failures,
    };
  }

  async #samples(): Promise<readonly Sample[]> {
    return (await this.#probe()).flatMap((service) => service.samples);
  }

  #probe(): Promise<readonly ProbedService[]> {
    const nowMs = performance.now();
    if (this.#asked === undefined || nowMs - this.#asked.atMs > FRESH_MS) {
      const answer = Promise.all([...this.#urls].map(([name, url]) => probeService(name, url)));
      this.#asked = { atMs: nowMs, answer };
    }
    return this.#asked.answer;
  }
}

function view({ name, status, message, samples }: ProbedService): ServiceView {
  const stage = STAGE_OF[name];
  const quantile = (q: number) =>
    stage === undefined ? null : rounded(histogramQuantile(samples, 'pipeline_stage_latency_ms', { stage }, q));
  return {
    name,
    status,
    message,
    lag: sumOf(samples, 'consumer_lag_messages'),
    p50_ms: quantile(0.5),
    p95_ms: quantile(0.95),
    messages_handled: sumOf(samples, 'messages_handled_total'),
    dead_letters: sumOf(samples, 'dead_letters_total'),
  };
}

function rounded(value: number | null): number | null {
  return value === null ? null : Math.round(value * 100) / 100;
}
