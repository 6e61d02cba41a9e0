import type { AuditEntry } from '../api/wire-operations.js';
import { usePagedList } from '../desk/use-paged-list.js';
import { barTime } from '../format/time.js';
import { ListState } from '../layout/list-state.js';
import { Panel } from '../layout/panel.js';
import { VirtualTable } from '../layout/virtual-table.js';

/** Who changed what, when and why. */
export function AuditTail() {
  const list = usePagedList<AuditEntry>('audit', {
    keyOf: ({ id }) => id,
    on: ['portfolio', 'symbol_state', 'position', 'emergency_exit_triggered'],
  });
  return (
    <Panel title="Audit log" tall>
      <ListState of={list} onRetry={list.reload} empty="Nobody has changed anything yet.">
        {(rows) => (
          <VirtualTable
            label="Audit log"
            rows={rows}
            keyOf={({ id }) => id}
            onEnd={list.more}
            columns={[
              { name: 'When', width: '120px', cell: ({ at }) => barTime(at, '1m') },
              { name: 'Who', width: '80px', cell: ({ actor }) => <span title={actor}>{actor}</span> },
              { name: 'What', width: '1.4fr', cell: ({ action }) => action },
              { name: 'Of', width: '1.3fr', cell: ({ subject }) => <span title={subject}>{subject}</span> },
              { name: 'Note', width: '2fr', cell: ({ note }) => <span title={note ?? ''}>{note ?? ''}</span> },
            ]}
          />
        )}
      </ListState>
    </Panel>
  );
}
