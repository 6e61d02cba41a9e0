import type { Rejection } from '../api/wire-decision.js';
import { shortBarTime, barTime } from '../format/time.js';
import { words } from '../format/words.js';
import { DirectionMark } from '../layout/badge.js';
import { Expandable, useOpenRows } from '../layout/expandable.js';
import { hashOf } from '../layout/route.js';
import { VirtualRows } from '../layout/virtual-rows.js';
import { ChainTable } from '../signal/chain-table.js';
import { ShadowNote, ShadowResult } from './shadow-note.js';

interface Props {
  readonly rejections: readonly Rejection[];
  readonly onReveal: (symbol: string, timeframe: string, time: string) => void;
  /** Somebody has scrolled near the last one. */
  readonly onEnd?: () => void;
}

/** Height of a closed row, in pixels. */
const ROW_HEIGHT = 57;

/** Refused candidates in the order given: stage, reason, measured against limit. */
export function RejectionList({ rejections, onReveal, onEnd }: Props) {
  const { isOpen, toggle } = useOpenRows();
  return (
    <VirtualRows label="Rejections" rows={rejections} keyOf={({ id }) => id} rowHeight={ROW_HEIGHT} onEnd={onEnd}>
      {(rejection) => (
        <Expandable
          open={isOpen(rejection.id)}
          onToggle={() => toggle(rejection.id)}
          summary={<Summary rejection={rejection} />}
        >
          {() => <Detail rejection={rejection} onReveal={onReveal} />}
        </Expandable>
      )}
    </VirtualRows>
  );
}

function Detail({ rejection, onReveal }: { readonly rejection: Rejection; readonly onReveal: Props['onReveal'] }) {
  return (
    <>
      <ChainTable chain={rejection.validation_chain} />
      {rejection.shadow !== null && rejection.shadow !== undefined && (
        <ShadowNote shadow={rejection.shadow} timeframe={rejection.timeframe} />
      )}
      <span className="form-buttons">
        <a className="button" href={hashOf({ page: 'decisions', detail: `rejections/${rejection.id}` })}>
          As of that bar
        </a>
        <button
          type="button"
          className="button"
          onClick={() => onReveal(rejection.symbol, rejection.timeframe, rejection.bar_time)}
        >
          Show on the chart
        </button>
      </span>
    </>
  );
}

function Summary({ rejection }: { rejection: Rejection }) {
  return (
    <>
      <span className="row-head">
        <DirectionMark direction={rejection.direction} />
        <strong>{rejection.pattern}</strong>
        <span className="row-series">
          {rejection.symbol} <span className="timeframe">{rejection.timeframe}</span>
        </span>
        <span className="row-end">
          <ShadowResult shadow={rejection.shadow} />
          {rejection.near_miss && <span className="chip chip-warn">near miss</span>}
          <time dateTime={rejection.bar_time} title={`Bar of ${barTime(rejection.bar_time, rejection.timeframe)}`}>
            {shortBarTime(rejection.bar_time, rejection.timeframe)}
          </time>
        </span>
      </span>
      <span className="row-reason">
        <span className="chip chip-quiet">{rejection.stage.toLowerCase()}</span>
        <span className="reason">{words(rejection.reason)}</span>
        <span className="against num">
          {rejection.measured ?? '–'} <span className="muted">vs</span> {rejection.limit ?? '–'}
        </span>
      </span>
    </>
  );
}
