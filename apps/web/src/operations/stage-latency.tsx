import type { Health } from '../api/wire-operations.js';
import { useResource } from '../desk/use-resource.js';
import { milliseconds } from '../format/number.js';
import { words } from '../format/words.js';
import { ListState } from '../layout/list-state.js';
import { Meter } from '../layout/meter.js';
import { Panel } from '../layout/panel.js';

const POLL_MS = 5_000;

/** In the order in which a bar meets them. */
const STAGES = ['detection', 'validation-chain', 'risk', 'signal', 'execution'] as const;

/** Where the time of a bar goes, by the p95 of each stage. */
export function StageLatency() {
  const health = useResource<Health>('health/orchestrator', { everyMs: POLL_MS });
  return (
    <Panel title="Latency by stage">
      <ListState of={health} onRetry={health.reload} empty="" loading="Asking the services…">
        {({ services }) => {
          const stages = STAGES.map((name) => services.find((each) => each.name === name)).filter(
            (each) => each !== undefined,
          );
          const slowest = Math.max(1, ...stages.map(({ p95_ms: p95 }) => p95 ?? 0));
          if (stages.length === 0) return <p className="panel-text muted">No stage answers.</p>;
          return (
            <dl className="stage-shares stage-latency">
              {stages.map(({ name, p50_ms: p50, p95_ms: p95 }) => (
                <div key={name}>
                  <dt>{words(name)}</dt>
                  <dd>
                    <Meter label={`p95 of ${name}, of the slowest stage`} percent={((p95 ?? 0) / slowest) * 100} />
                    <span className="num">
                      {milliseconds(p95)} <span className="muted">· p50 {milliseconds(p50)}</span>
                    </span>
                  </dd>
                </div>
              ))}
            </dl>
          );
        }}
      </ListState>
    </Panel>
  );
}
