import type { Rejection, Signal } from '../api/wire-decision.js';
import type { AsOf } from '../api/wire-explain.js';
import { useResource } from '../desk/use-resource.js';
import { count, decimalsOf, price } from '../format/number.js';
import { barTime } from '../format/time.js';
import { words } from '../format/words.js';
import { DirectionMark, PhaseChip, SimulatedBadge } from '../layout/badge.js';
import { Figures } from '../layout/figures.js';
import { ListState } from '../layout/list-state.js';
import { Panel } from '../layout/panel.js';
import { hashOf } from '../layout/route.js';
import type { Theme } from '../layout/theme.js';
import { ChainTable } from '../signal/chain-table.js';
import { AsOfChart } from './as-of-chart.js';

export interface Explained {
  readonly kind: 'signals' | 'rejections';
  readonly id: string;
}

/** Reads `signals/ID` of an address; null for anything else. */
export function explainedOf(detail: string | null): Explained | null {
  const [kind, ...rest] = (detail ?? '').split('/');
  const id = rest.join('/');
  return (kind === 'signals' || kind === 'rejections') && id !== '' ? { kind, id } : null;
}

/** One decision with exactly what was known when it was made. */
export function AsOfView({ explained, theme }: { readonly explained: Explained; readonly theme: Theme }) {
  const { kind, id } = explained;
  const asOf = useResource<AsOf<Signal | Rejection>>(`${kind}/${encodeURIComponent(id)}/as-of`);
  return (
    <div className="page page-explain">
      <h1 className="sr-only">As of the bar of the decision</h1>
      <ListState of={asOf} onRetry={asOf.reload} empty="" loading="Reading the bars up to the decision…">
        {(value) => <Explanation kind={kind} asOf={value} theme={theme} />}
      </ListState>
    </div>
  );
}

interface ExplanationProps {
  readonly kind: Explained['kind'];
  readonly asOf: AsOf<Signal | Rejection>;
  readonly theme: Theme;
}

function Explanation({ kind, asOf, theme }: ExplanationProps) {
  const { decision, symbol, timeframe } = asOf;
  const signal = kind === 'signals' ? (decision as Signal) : undefined;
  const rejection = kind === 'rejections' ? (decision as Rejection) : undefined;
  const leading = asOf.phases[0];
  return (
    <>
      <Panel
        title={`${symbol} ${timeframe} as of ${barTime(asOf.as_of, timeframe)}`}
        area="wide"
        extra={
          <span className="filters">
            {decision.simulated && <SimulatedBadge />}
            {leading !== undefined && <PhaseChip side={leading.side} phase={leading.phase} long />}
            {asOf.higher !== null && asOf.higher.phase !== null && (
              <span className="chip chip-quiet">
                {asOf.higher.timeframe}: phase {asOf.higher.phase}
              </span>
            )}
            <a href={hashOf({ page: 'decisions', detail: null })}>Back to the lists</a>
          </span>
        }
      >
        <AsOfChart asOf={asOf} signal={signal} rejection={rejection} theme={theme} />
        <p className="panel-text muted">
          Nothing here is younger than that bar.{' '}
          {asOf.is_complete
            ? `All ${count(asOf.bars_read)} bars before it were read again by the rules of detection.`
            : `The last ${count(asOf.bars_read)} bars before it were read again; ranges that began earlier are not shown.`}
        </p>
      </Panel>
      <Panel title={signal === undefined ? 'Refused' : 'Signal'}>
        {signal === undefined ? <Refused rejection={rejection!} /> : <Issued signal={signal} />}
      </Panel>
      <Panel title="What each stage measured against its limit">
        <div className="row-detail">
          <ChainTable chain={decision.validation_chain} />
        </div>
      </Panel>
    </>
  );
}

function Issued({ signal }: { readonly signal: Signal }) {
  const decimals = decimalsOf(signal.entry, signal.stop, signal.targets.primary);
  return (
    <>
      <p className="panel-text">
        <DirectionMark direction={signal.direction} /> <strong>{signal.pattern}</strong> in phase {signal.phase}
      </p>
      <Figures
        figures={[
          { name: 'Entry', value: price(signal.entry, decimals) },
          { name: 'Stop', value: price(signal.stop, decimals) },
          { name: 'Target', value: price(signal.targets.primary, decimals), note: `${signal.r_multiple} R` },
          { name: 'Size', value: signal.position_size, note: signal.position_unit.toLowerCase() },
          { name: 'Risk', value: price(signal.risk_amount), note: `${signal.risk_percent} % of equity` },
          { name: 'Confidence', value: String(signal.confidence), note: `priority ${signal.priority.toFixed(0)}` },
        ]}
      />
    </>
  );
}

function Refused({ rejection }: { readonly rejection: Rejection }) {
  return (
    <>
      <p className="panel-text">
        <DirectionMark direction={rejection.direction} /> <strong>{rejection.pattern}</strong>
        {rejection.phase === null ? '' : ` in phase ${rejection.phase}`}. {rejection.message}
      </p>
      <Figures
        figures={[
          { name: 'Stage', value: words(rejection.stage) },
          { name: 'Reason', value: words(rejection.reason) },
          { name: 'Measured', value: rejection.measured ?? '–', note: rejection.near_miss ? 'a near miss' : '' },
          { name: 'Limit', value: rejection.limit ?? '–' },
          { name: 'Confidence', value: String(rejection.confidence) },
        ]}
      />
    </>
  );
}
