import type { ReasonCounts, StageCounts } from '../api/wire-decision.js';
import { useResource } from '../desk/use-resource.js';
import { count } from '../format/number.js';
import { words } from '../format/words.js';
import { DataTable } from '../layout/data-table.js';
import { ListState } from '../layout/list-state.js';
import { Meter } from '../layout/meter.js';
import { Panel } from '../layout/panel.js';

const ON = ['signal_rejected'] as const;

/** Which stage and which rule refuse most. */
export function RejectionReasons() {
  const stages = useResource<StageCounts>('rejections/by-stage', { on: ON });
  const reasons = useResource<ReasonCounts>('rejections/top-reasons?limit=20', { on: ON });
  return (
    <Panel title="Top reasons" count={reasons.value?.total}>
      <ListState of={stages} onRetry={stages.reload} empty="Nothing refused yet." isEmpty={({ total }) => total === 0}>
        {({ items }) => (
          <dl className="stage-shares">
            {items.map((stage) => (
              <div key={stage.stage}>
                <dt>{words(stage.stage)}</dt>
                <dd>
                  <Meter label={`${words(stage.stage)}, share of all refusals`} percent={stage.share_pct} />
                  <span className="num">
                    {count(stage.count)} <span className="muted">· {stage.share_pct} %</span>
                  </span>
                </dd>
              </div>
            ))}
          </dl>
        )}
      </ListState>
      {reasons.value !== undefined && reasons.value.items.length > 0 && (
        <DataTable
          label="Reasons"
          rows={reasons.value.items}
          keyOf={(row) => `${row.stage} ${row.reason}`}
          columns={[
            { name: 'Reason', cell: (row) => words(row.reason) },
            { name: 'Stage', cell: (row) => row.stage.toLowerCase() },
            { name: 'Refused', right: true, cell: (row) => count(row.count) },
            { name: 'Share', right: true, cell: (row) => `${row.share_pct} %` },
            { name: 'Near misses', right: true, cell: (row) => count(row.near_misses) },
          ]}
        />
      )}
    </Panel>
  );
}
