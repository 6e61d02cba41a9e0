import type { Metrics } from '../api/wire-operations.js';
import { useResource } from '../desk/use-resource.js';
import { count, milliseconds } from '../format/number.js';
import { Figures } from '../layout/figures.js';
import { ListState } from '../layout/list-state.js';
import { Panel } from '../layout/panel.js';

const POLL_MS = 3_000;

/** The pipeline as a whole, from the acceptance of a bar to the decision on it. */
export function PipelinePanel() {
  const metrics = useResource<Metrics>('orchestrator/metrics', { everyMs: POLL_MS });
  return (
    <Panel title="Bar to decision" area="wide">
      <ListState of={metrics} onRetry={metrics.reload} empty="" loading="Asking the gateway…">
        {(value) => (
          <Figures
            figures={[
              { name: 'p50', value: milliseconds(value.pipeline_latency.p50) },
              { name: 'p95', value: milliseconds(value.pipeline_latency.p95) },
              { name: 'p99', value: milliseconds(value.pipeline_latency.p99) },
              { name: 'Candidates', value: count(value.patterns_detected_total) },
              { name: 'Signals', value: count(value.signals_generated_total) },
              {
                name: 'Rejections',
                value: count(value.signals_rejected_total),
                note: `${value.rejection_rate_pct} % of decided`,
              },
            ]}
          />
        )}
      </ListState>
    </Panel>
  );
}
