import type { EmergencyExit } from '../api/wire-portfolio.js';
import { usePagedList } from '../desk/use-paged-list.js';
import { decimalsOf, price } from '../format/number.js';
import { barTime } from '../format/time.js';
import { words } from '../format/words.js';
import { Expandable, useOpenRows } from '../layout/expandable.js';
import { ListState } from '../layout/list-state.js';
import { Panel } from '../layout/panel.js';
import { VirtualRows } from '../layout/virtual-rows.js';
import { ExitReportView } from './exit-report-view.js';

/** Height of a closed row, in pixels. */
const ROW_HEIGHT = 57;

/** Guards that fired, newest first; each opens to its report. */
export function ExitList() {
  const { isOpen, toggle } = useOpenRows();
  const list = usePagedList<EmergencyExit>('emergency-exits', {
    keyOf: ({ id }) => id,
    on: ['emergency_exit_triggered', 'position'],
  });
  return (
    <Panel title="Emergency exits" area="wide exits" tall>
      <ListState of={list} onRetry={list.reload} empty="No guard has fired.">
        {(exits) => (
          <VirtualRows label="Exits" rows={exits} keyOf={({ id }) => id} rowHeight={ROW_HEIGHT} onEnd={list.more}>
            {(exit) => (
              <Expandable open={isOpen(exit.id)} onToggle={() => toggle(exit.id)} summary={<Summary exit={exit} />}>
                {() => <ExitReportView exit={exit} />}
              </Expandable>
            )}
          </VirtualRows>
        )}
      </ListState>
    </Panel>
  );
}

function Summary({ exit }: { readonly exit: EmergencyExit }) {
  const decimals = decimalsOf(exit.measured, exit.limit);
  return (
    <>
      <span className="row-head">
        <strong>{words(exit.trigger)}</strong>
        <span className="row-series">
          {exit.symbol} <span className="timeframe">{exit.timeframe}</span>
        </span>
        <span className="row-end">
          {!exit.has_report && <span className="chip chip-warn">closing</span>}
          <time dateTime={exit.bar_time}>{barTime(exit.bar_time, exit.timeframe)}</time>
        </span>
      </span>
      <span className="row-reason">
        <span className="reason">{exit.message}</span>
        <span className="against num">
          {price(exit.measured, decimals)} <span className="muted">vs</span> {price(exit.limit, decimals)}
        </span>
      </span>
    </>
  );
}
