import type { Coverage } from '../api/wire-operations.js';
import { usePagedList } from '../desk/use-paged-list.js';
import { barTime } from '../format/time.js';
import { words } from '../format/words.js';
import { ListState } from '../layout/list-state.js';
import { Panel } from '../layout/panel.js';
import { VirtualTable } from '../layout/virtual-table.js';

/** From when to when the calendars are known to be complete; outside of it a rule that needs them cannot be sure. */
export function CalendarCoverage() {
  const list = usePagedList<Coverage>('calendars/coverage', {
    keyOf: ({ kind, subject, known_from: from }) => `${kind} ${subject} ${from}`,
    on: [],
  });
  return (
    <Panel title="Calendars" tall>
      <ListState
        of={list}
        onRetry={list.reload}
        empty="No calendar has been imported: earnings and economic events are not known."
      >
        {(rows) => (
          <VirtualTable
            label="Calendars"
            rows={rows}
            keyOf={({ kind, subject, known_from: from }) => `${kind} ${subject} ${from}`}
            onEnd={list.more}
            columns={[
              { name: 'Calendar', width: '1fr', cell: ({ kind }) => (kind === 'EARNINGS' ? words(kind) : kind) },
              { name: 'Of', width: '1fr', cell: ({ subject }) => subject },
              { name: 'Known from', width: '1fr', cell: ({ known_from: from }) => barTime(from, '1d') },
              { name: 'Until', width: '1fr', cell: ({ known_to: to }) => barTime(to, '1d') },
            ]}
          />
        )}
      </ListState>
    </Panel>
  );
}
