import { useState } from 'react';
import type { Series } from '../api/wire-market.js';
import { useDesk, useDeskState } from '../desk/use-desk.js';
import { Notice } from '../layout/notice.js';
import { Tabs } from '../layout/tabs.js';
import { RejectionList } from '../rejection/rejection-list.js';
import { SignalList } from './signal-list.js';

interface Props {
  readonly series: Series | undefined;
  readonly onReveal: (symbol: string, timeframe: string, time: string) => void;
}

/** What was decided: signals taken, candidates refused. */
export function DecisionsPanel({ series, onReveal }: Props) {
  const desk = useDesk();
  const [tab, setTab] = useState<'signals' | 'rejections'>('signals');
  const [onlyChosen, setOnlyChosen] = useState(false);
  const signals = useDeskState((state) => state.signals);
  const rejections = useDeskState((state) => state.rejections);

  const fits = (row: { symbol: string; timeframe: string }) =>
    !onlyChosen || series === undefined || (row.symbol === series.symbol && row.timeframe === series.timeframe);
  const shownSignals = signals.value?.filter(fits);
  const shownRejections = rejections.value?.filter(fits);
  const list = tab === 'signals' ? signals : rejections;
  const shown = tab === 'signals' ? shownSignals : shownRejections;
  return (
    <section className="panel decisions" aria-label="Decisions">
      <Tabs
        label="Decisions"
        tabs={[
          { name: 'signals', label: 'Signals', count: shownSignals?.length },
          { name: 'rejections', label: 'Rejections', count: shownRejections?.length },
        ]}
        chosen={tab}
        onChoose={setTab}
        extra={
          series !== undefined && (
            <label className="only">
              <input type="checkbox" checked={onlyChosen} onChange={(event) => setOnlyChosen(event.target.checked)} />
              {series.symbol} only
            </label>
          )
        }
      >
        {list.value === undefined && list.error === undefined && <Notice kind="loading">Loading…</Notice>}
        {list.value === undefined && list.error !== undefined && (
          <Notice kind="error" onRetry={() => desk.retry(tab)}>
            {list.error}
          </Notice>
        )}
        {shown?.length === 0 && <Notice kind="empty">{EMPTY[tab]}</Notice>}
        {tab === 'signals' && shownSignals !== undefined && shownSignals.length > 0 && (
          <SignalList signals={shownSignals} onReveal={onReveal} />
        )}
        {tab === 'rejections' && shownRejections !== undefined && shownRejections.length > 0 && (
          <RejectionList rejections={shownRejections} onReveal={onReveal} />
        )}
      </Tabs>
    </section>
  );
}

const EMPTY = {
  signals:
    'No signal yet. A candidate becomes one when all five stages let it pass; what was refused is under Rejections.',
  rejections: 'Nothing refused yet. Every candidate that a stage refuses is listed here with what was measured.',
} as const;
