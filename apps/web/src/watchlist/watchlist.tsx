import type { Series } from '../api/wire-market.js';
import { seriesKey } from '../desk/desk-state.js';
import { useDesk, useDeskState } from '../desk/use-desk.js';
import { decimalsOf, price, signedPercent } from '../format/number.js';
import { Notice } from '../layout/notice.js';
import { PhaseChip } from '../layout/badge.js';

interface Props {
  readonly chosen: string | null;
  readonly onChoose: (key: string) => void;
}

/** Every series, one row each. */
export function Watchlist({ chosen, onChoose }: Props) {
  const desk = useDesk();
  const { value, error } = useDeskState((state) => state.series);
  return (
    <nav className="panel watchlist" aria-label="Watchlist">
      <h2 className="panel-title">Watchlist</h2>
      {value === undefined && error === undefined && <Notice kind="loading">Loading series…</Notice>}
      {value === undefined && error !== undefined && (
        <Notice kind="error" onRetry={() => desk.retry('series')}>
          {error}
        </Notice>
      )}
      {value?.length === 0 && (
        <Notice kind="empty">
          No bars yet. Import a CSV with <code>POST /api/v1/imports</code>, or send bars to{' '}
          <code>POST /api/v1/bars</code>.
        </Notice>
      )}
      {value !== undefined && value.length > 0 && (
        <ul className="series-list">
          {value.map((series) => (
            <SeriesRow
              key={seriesKey(series)}
              series={series}
              chosen={seriesKey(series) === chosen}
              onChoose={() => onChoose(seriesKey(series))}
            />
          ))}
        </ul>
      )}
    </nav>
  );
}

function SeriesRow({ series, chosen, onChoose }: { series: Series; chosen: boolean; onChoose: () => void }) {
  const { last_price: last, previous_price: before } = series;
  const change = last === null || before === null || Number(before) === 0 ? null : Number(last) / Number(before) - 1;
  const tone = change === null || change === 0 ? '' : change < 0 ? 'down' : 'up';
  return (
    <li>
      <button type="button" className="series-row" aria-current={chosen} onClick={onChoose}>
        <span className="series-name">
          <strong>{series.symbol}</strong>
          <span className="series-note">
            {series.timeframe}
            {series.simulated && <span className="sim-mark"> simulated</span>}
          </span>
        </span>
        <span className="series-price num">
          <span>{price(last, decimalsOf(last, before))}</span>
          <span className={`series-note ${tone}`}>{change === null ? '' : signedPercent(change * 100)}</span>
        </span>
        <span className="series-phase">
          {series.desired_state === 'RUNNING' ? (
            <PhaseChip side={series.side} phase={series.phase} />
          ) : (
            <span className="chip chip-warn">{series.desired_state.toLowerCase()}</span>
          )}
        </span>
      </button>
    </li>
  );
}
