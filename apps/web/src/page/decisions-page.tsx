import { useState } from 'react';
import type { PageProps } from '../app.js';
import { query } from '../api/request.js';
import type { Rejection, Signal } from '../api/wire-decision.js';
import { usePagedList } from '../desk/use-paged-list.js';
import { words } from '../format/words.js';
import { Choice } from '../layout/choice.js';
import { ListState } from '../layout/list-state.js';
import { Panel } from '../layout/panel.js';
import { AsOfView, explainedOf } from '../explain/as-of-view.js';
import { RejectionList } from '../rejection/rejection-list.js';
import { RejectionReasons } from '../rejection/rejection-reasons.js';
import { ShadowSummary } from '../rejection/shadow-summary.js';
import { SignalList } from '../signal/signal-list.js';
import { revealOnMarket } from './reveal.js';

const STATUSES = ['APPROVED', 'CLAIMED', 'FILLED', 'TARGET_HIT', 'STOPPED', 'CLOSED', 'EXPIRED', 'CANCELLED'] as const;
const STAGES = ['VOLUME', 'PHASE', 'LEVELS', 'RISK', 'STRATEGY'] as const;

/** Everything that was decided: what passed with its whole chain, and what did not with what that cost. `detail` names one to explain. */
export function DecisionsPage({ detail, theme }: PageProps) {
  const explained = explainedOf(detail);
  if (explained !== null) return <AsOfView key={explained.id} explained={explained} theme={theme} />;
  return (
    <div className="page page-decisions">
      <h1 className="sr-only">Signals and rejections</h1>
      <Signals />
      <Rejections />
      <RejectionReasons />
      <ShadowSummary />
    </div>
  );
}

function Signals() {
  const [status, setStatus] = useState('');
  const [inOrder, setInOrder] = useState<'priority' | 'time'>('time');
  const list = usePagedList<Signal>(`signals?${query({ status: status || undefined })}`, {
    keyOf: ({ id }) => id,
    on: ['signal_generated', 'signal_status'],
  });
  const sorted =
    inOrder === 'time' ? list : { ...list, value: list.value?.toSorted((a, b) => b.priority - a.priority) };
  return (
    <Panel
      title="Signals"
      tall
      count={list.value?.length}
      extra={
        <span className="filters">
          <Choice
            label="Status"
            value={status}
            options={[['', 'every status'], ...STATUSES.map((each) => [each, words(each).toLowerCase()] as const)]}
            onChoose={setStatus}
          />
          <Choice
            label="Order"
            value={inOrder}
            options={[
              ['time', 'newest first'],
              ['priority', 'best first'],
            ]}
            onChoose={(value) => setInOrder(value === 'priority' ? 'priority' : 'time')}
          />
        </span>
      }
    >
      <ListState
        of={sorted}
        onRetry={list.reload}
        empty={
          status === ''
            ? 'No signal yet. A candidate becomes one when all five stages let it pass.'
            : `No signal is ${words(status).toLowerCase()} now.`
        }
      >
        {(signals) => <SignalList signals={signals} onReveal={revealOnMarket} onEnd={list.more} />}
      </ListState>
    </Panel>
  );
}

function Rejections() {
  const [stage, setStage] = useState('');
  const [nearMiss, setNearMiss] = useState(false);
  const path = `rejections?${query({ stage: stage || undefined, near_miss: nearMiss || undefined })}`;
  const list = usePagedList<Rejection>(path, { keyOf: ({ id }) => id, on: ['signal_rejected'] });
  return (
    <Panel
      title="Rejections"
      tall
      count={list.value?.length}
      extra={
        <span className="filters">
          <Choice
            label="Stage"
            value={stage}
            options={[['', 'every stage'], ...STAGES.map((each) => [each, each.toLowerCase()] as const)]}
            onChoose={setStage}
          />
          <label className="only" title="Within 10 % of the limit that refused it">
            <input type="checkbox" checked={nearMiss} onChange={(event) => setNearMiss(event.target.checked)} />
            near misses
          </label>
        </span>
      }
    >
      <ListState
        of={list}
        onRetry={list.reload}
        empty={
          stage === '' && !nearMiss
            ? 'Nothing refused yet. Every candidate that a stage refuses is listed here with what was measured.'
            : 'Nothing was refused that way.'
        }
      >
        {(rejections) => <RejectionList rejections={rejections} onReveal={revealOnMarket} onEnd={list.more} />}
      </ListState>
    </Panel>
  );
}
