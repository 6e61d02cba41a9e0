import type { Rejection, Signal } from '../api/wire-decision.js';
import type { Bar, CustomEvent, PhaseChange } from '../api/wire-market.js';
import { compact, decimalsOf, price } from '../format/number.js';
import { barTime } from '../format/time.js';
import { words } from '../format/words.js';

interface Props {
  readonly bar: Bar;
  readonly timeframe: string;
  readonly changes: readonly PhaseChange[];
  readonly customEvents: readonly CustomEvent[];
  readonly signals: readonly Signal[];
  readonly rejections: readonly Rejection[];
}

/** What is known of the bar under the pointer, or of the newest: its numbers, what it was read as, and why. */
export function ChartLegend({ bar, timeframe, changes, customEvents, signals, rejections }: Props) {
  const decimals = decimalsOf(bar.open, bar.high, bar.low, bar.close);
  return (
    <div className="legend" aria-live="off">
      <p className="legend-bar num">
        <span>{barTime(bar.open_time, timeframe)}</span>
        <Value name="O" text={price(bar.open, decimals)} />
        <Value name="H" text={price(bar.high, decimals)} />
        <Value name="L" text={price(bar.low, decimals)} />
        <Value name="C" text={price(bar.close, decimals)} />
        <Value name="Vol" text={compact(Number(bar.volume))} />
        {bar.ratio !== null && <Value name="×avg" text={bar.ratio.toFixed(2)} />}
        {bar.effort_result !== null && bar.effort_result !== 'NORMAL' && (
          <span className={`effort-word effort-${bar.effort_result.toLowerCase().replace('_', '-')}`}>
            {words(bar.effort_result)}
          </span>
        )}
      </p>
      {changes.slice(0, 4).map((change) => (
        <p key={`${change.side}${change.event ?? change.reason}${change.phase}`} className="legend-event">
          <strong>{change.event ?? `Phase ${change.phase ?? 'ended'}`}</strong> {words(change.reason)}
          {change.event !== null && change.phase !== null && ` · phase ${change.phase}`}
          {change.score !== null && ` · score ${change.score}`}
          {` · confidence ${change.confidence}`}
        </p>
      ))}
      {customEvents.slice(0, 3).map((event) => (
        <p key={`${event.detector}${event.known_at}`} className="legend-event">
          <strong>{event.detector}</strong> own detector · at {event.price} · score {event.score}
        </p>
      ))}
      {signals.map((signal) => (
        <p key={signal.id} className="legend-event up">
          <strong>Signal</strong> {signal.direction.toLowerCase()} {signal.pattern} · entry {signal.entry} · stop{' '}
          {signal.stop} · {signal.r_multiple} R
        </p>
      ))}
      {rejections.slice(0, 3).map((rejection) => (
        <p key={rejection.id} className="legend-event">
          <strong className="down">Refused</strong> {rejection.pattern} at {rejection.stage}: {words(rejection.reason)}
          {rejection.measured !== null && ` · ${rejection.measured}`}
          {rejection.limit !== null && ` against ${rejection.limit}`}
        </p>
      ))}
    </div>
  );
}

function Value({ name, text }: { name: string; text: string }) {
  return (
    <span>
      <span className="muted">{name}</span> {text}
    </span>
  );
}
