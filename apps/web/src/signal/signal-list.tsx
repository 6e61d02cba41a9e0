import type { ReactNode } from 'react';
import type { Signal } from '../api/wire-decision.js';
import { decimalsOf, price } from '../format/number.js';
import { barTime, shortBarTime } from '../format/time.js';
import { DirectionMark, StatusChip } from '../layout/badge.js';
import { Expandable, useOpenRows } from '../layout/expandable.js';
import { hashOf } from '../layout/route.js';
import { VirtualRows } from '../layout/virtual-rows.js';
import { ChainTable } from './chain-table.js';

interface Props {
  readonly signals: readonly Signal[];
  readonly onReveal: (symbol: string, timeframe: string, time: string) => void;
  /** Somebody has scrolled near the last one. */
  readonly onEnd?: () => void;
}

/** Height of a closed row, in pixels. */
const ROW_HEIGHT = 68;

/** Signals in the order given; each opens to the reasons it rests on. */
export function SignalList({ signals, onReveal, onEnd }: Props) {
  const { isOpen, toggle } = useOpenRows();
  return (
    <VirtualRows label="Signals" rows={signals} keyOf={({ id }) => id} rowHeight={ROW_HEIGHT} onEnd={onEnd}>
      {(signal) => (
        <Expandable open={isOpen(signal.id)} onToggle={() => toggle(signal.id)} summary={<Summary signal={signal} />}>
          {() => <Detail signal={signal} onReveal={onReveal} />}
        </Expandable>
      )}
    </VirtualRows>
  );
}

function Detail({ signal, onReveal }: { readonly signal: Signal; readonly onReveal: Props['onReveal'] }) {
  return (
    <>
      <dl className="facts">
        <Fact name="Risk">
          {price(signal.risk_amount)} ({signal.risk_percent} %)
        </Fact>
        <Fact name="Size">
          {signal.position_size} {signal.position_unit.toLowerCase()}
        </Fact>
        <Fact name="Expires">{barTime(signal.expires_at, signal.timeframe)}</Fact>
      </dl>
      <ChainTable chain={signal.validation_chain} />
      <span className="form-buttons">
        <a className="button" href={hashOf({ page: 'decisions', detail: `signals/${signal.id}` })}>
          As of that bar
        </a>
        <button
          type="button"
          className="button"
          onClick={() => onReveal(signal.symbol, signal.timeframe, signal.bar_time)}
        >
          Show on the chart
        </button>
      </span>
    </>
  );
}

function Summary({ signal }: { signal: Signal }) {
  const decimals = decimalsOf(signal.entry, signal.stop, signal.targets.primary);
  return (
    <>
      <span className="row-head">
        <DirectionMark direction={signal.direction} />
        <strong>{signal.pattern}</strong>
        <span className="row-series">
          {signal.symbol} <span className="timeframe">{signal.timeframe}</span>
        </span>
        <span className="row-end">
          {signal.needs_review && (
            <span className="chip chip-warn" title="A stage warned: look at it before you trust it.">
              !<span className="sr-only"> needs review</span>
            </span>
          )}
          <StatusChip status={signal.status ?? 'APPROVED'} />
          <time dateTime={signal.bar_time} title={`Bar of ${barTime(signal.bar_time, signal.timeframe)}`}>
            {shortBarTime(signal.bar_time, signal.timeframe)}
          </time>
        </span>
      </span>
      <span className="row-numbers six num">
        <LabelledNumber name="Entry" text={price(signal.entry, decimals)} />
        <LabelledNumber name="Stop" text={price(signal.stop, decimals)} />
        <LabelledNumber name="Target" text={price(signal.targets.primary, decimals)} />
        <LabelledNumber name="R" text={price(signal.r_multiple)} />
        <LabelledNumber name="Conf" text={String(signal.confidence)} />
        <LabelledNumber name="Prio" text={signal.priority.toFixed(0)} />
      </span>
    </>
  );
}

export function LabelledNumber({ name, text }: { name: string; text: string }) {
  return (
    <span className="labelled">
      <span className="label">{name}</span>
      <span>{text}</span>
    </span>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd className="num">{children}</dd>
    </div>
  );
}
