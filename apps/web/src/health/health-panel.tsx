import { useEffect, useState } from 'react';
import { getJson } from '../api/request.js';
import type { Health, Metrics } from '../api/wire-operations.js';
import { count, milliseconds } from '../format/number.js';
import { Notice } from '../layout/notice.js';

const POLL_MS = 3_000;

interface Answer {
  readonly health: Health | undefined;
  readonly metrics: Metrics | undefined;
  readonly error: string | undefined;
}

/** How the services are: up or not, how far behind, how fast. */
export function HealthPanel() {
  const { health, metrics, error } = useHealth();
  return (
    <section className="panel health" aria-label="Services">
      <div className="tab-row">
        <h2 className="panel-title">Services</h2>
        {metrics !== undefined && (
          <p className="latency num" title="From the acceptance of a bar to the decision on it, over all bars">
            <span className="muted">bar to decision</span> p50 {milliseconds(metrics.pipeline_latency.p50)} · p95{' '}
            {milliseconds(metrics.pipeline_latency.p95)}
          </p>
        )}
      </div>
      <div className="tab-panel" role="region" aria-label="State of the services" tabIndex={0}>
        {health === undefined && error === undefined && <Notice kind="loading">Asking the services…</Notice>}
        {error !== undefined && <Notice kind="error">{error}</Notice>}
        {health?.services.length === 0 && (
          <Notice kind="empty">
            The gateway does not know where the services answer: set <code>SERVICE_URLS</code>.
          </Notice>
        )}
        {health !== undefined && health.services.length > 0 && (
          <table className="grid">
            <thead>
              <tr>
                <th scope="col">Service</th>
                <th scope="col" className="right">
                  Lag
                </th>
                <th scope="col" className="right">
                  p50
                </th>
                <th scope="col" className="right">
                  p95
                </th>
                <th scope="col" className="right">
                  Handled
                </th>
              </tr>
            </thead>
            <tbody>
              {health.services.map((service) => (
                <tr key={service.name}>
                  <th scope="row">
                    <span className={`dot dot-${service.status}`} />
                    {service.name}
                    <span className="sr-only">, {service.status}</span>
                    {service.message !== null && <span className="muted"> {service.message}</span>}
                    {service.dead_letters > 0 && (
                      <span className="chip chip-bad">{service.dead_letters} dead letters</span>
                    )}
                  </th>
                  <td className={`right num ${service.lag > 10 ? 'warn' : ''}`}>{count(service.lag)}</td>
                  <td className="right num">{milliseconds(service.p50_ms)}</td>
                  <td className="right num">{milliseconds(service.p95_ms)}</td>
                  <td className="right num">{count(service.messages_handled)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
        {health !== undefined && health.failed_detectors.length > 0 && (
          <p className="row-message down">Detectors that failed: {health.failed_detectors.join(', ')}</p>
        )}
      </div>
    </section>
  );
}

function useHealth(): Answer {
  const [answer, setAnswer] = useState<Answer>({ health: undefined, metrics: undefined, error: undefined });
  useEffect(() => {
    const asked = new AbortController();
    const ask = async () => {
      try {
        const [health, metrics] = await Promise.all([
          getJson<Health>('health/orchestrator', asked.signal),
          getJson<Metrics>('orchestrator/metrics', asked.signal),
        ]);
        setAnswer({ health, metrics, error: undefined });
      } catch (error) {
        if (!asked.signal.aborted) setAnswer((before) => ({ ...before, error: (error as Error).message }));
      }
    };
    void ask();
    const timer = window.setInterval(() => void ask(), POLL_MS);
    return () => {
      window.clearInterval(timer);
      asked.abort();
    };
  }, []);
  return answer;
}
