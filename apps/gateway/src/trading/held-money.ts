import { RateReader, readOpenPositions, readSeriesMarks, type SeriesMark } from '@tape/persistence';
import {
  Amount,
  amount,
  BAR_RATE_DELAY_MS,
  CLASSIC_RISK,
  currenciesOf,
  decimalText,
  exposuresOf,
  MONEY_DECIMALS,
  ratesFrom,
  unrealisedPnl,
  type HeldMoney,
  type RiskPattern,
} from '@tape/risk-rules';
import type { Instrument } from '@tape/market';
import { exposureOfPosition, markedPosition, type ExposureContext, type Position } from '@tape/trading';
import { runnerOf, type Sql } from '../database/sql.js';

/** All money that is at risk or promised to be, and the prices it is valued at. */
export interface AccountHoldings {
  readonly held: readonly HeldMoney[];
  /** Of each series with an open position. */
  readonly marks: readonly SeriesMark[];
  readonly openPositions: number;
  readonly openReservations: number;
  /** What open positions would bring at their marks, account currency. */
  readonly unrealisedPnl: Amount;
  /** The same, by id of the position. */
  readonly unrealisedOf: ReadonlyMap<string, Amount>;
}

const SIGNALS = `
  select id, pattern, content->>'reservationId' as "reservationId" from signals where id = any($1::text[])`;

const INSTRUMENTS = `
  select symbol, asset_class as "assetClass", trim_scale(tick_size)::text as "tickSize",
         trim_scale(quantity_step)::text as "quantityStep", unit, trim_scale(contract_size)::text as "contractSize",
         volume_source as "volumeSource", sector
    from instruments where symbol = any($1::text[])`;

const RESERVATIONS = `
  select r.id as "reservationId", r.campaign_id as "campaignId", r.symbol, r.pattern, r.sector, r.direction,
         trim_scale(r.risk_amount)::text as "riskAmount", trim_scale(r.notional)::text as value,
         i.asset_class as "assetClass"
    from reservations r join instruments i on i.symbol = r.symbol where r.status = 'HELD' order by r.bar_time, r.id`;

interface SignalRow {
  readonly id: string;
  readonly pattern: RiskPattern;
  readonly reservationId: string;
}
interface ReservationRow extends Omit<HeldMoney, 'currencies' | 'isOpen'> {
  readonly assetClass: Instrument['assetClass'];
}
const { accountCurrency } = CLASSIC_RISK;

type HeldPosition = { readonly id: string; readonly money: HeldMoney; readonly unrealised: Amount };

/** Reads what is held. @throws Error for a position whose signal, instrument or bars are gone: its risk cannot be told. */
export async function readHoldings(sql: Sql): Promise<AccountHoldings> {
  const runner = runnerOf(sql);
  const positions = (await readOpenPositions(runner)) as readonly Position[];
  const [signals, instruments, marks, reservations] = await Promise.all([
    sql.query<SignalRow>(SIGNALS, [positions.map(({ signalId }) => signalId)]),
    sql.query<Instrument>(INSTRUMENTS, [positions.map(({ symbol }) => symbol)]),
    readSeriesMarks(runner, positions),
    sql.query<ReservationRow>(RESERVATIONS),
  ]);
  const signalOf = new Map(signals.map((row) => [row.id, row]));
  const instrumentOf = new Map(instruments.map((row) => [row.symbol, row]));
  const markOf = new Map(marks.map((mark) => [keyOf(mark), mark.close]));
  const source = new RateReader(runner, BAR_RATE_DELAY_MS);
  const open = await Promise.all(
    positions.map(async (position) => {
      const instrument = found(instrumentOf.get(position.symbol), `instrument ${position.symbol}`);
      const signal = found(signalOf.get(position.signalId), `signal of position ${position.id}`);
      const close = found(markOf.get(keyOf(position)), `bar of ${position.symbol} ${position.timeframe}`);
      // As risk values it: at the rates of its opening, which no other bar can move.
      const rates = await ratesFrom(source, instrument, { accountCurrency, atMs: position.openedAtMs });
      return heldPosition(position, signal, close, { instrument, accountCurrency, rates });
    }),
  );
  const promised = reservations.map(({ assetClass, ...row }): HeldMoney => ({
    ...row,
    currencies: currenciesOf({ symbol: row.symbol, assetClass }),
    isOpen: false,
  }));
  const held = exposuresOf<HeldMoney>({ openPositions: open.map(({ money }) => money), heldReservations: promised });
  return {
    held,
    marks,
    openPositions: open.length,
    openReservations: promised.length,
    unrealisedOf: new Map(open.map(({ id, unrealised }) => [id, unrealised])),
    unrealisedPnl: open.reduce((sum, { unrealised }) => sum.plus(unrealised), new Amount(0)),
  };
}

function heldPosition(position: Position, signal: SignalRow, close: string, context: ExposureContext): HeldPosition {
  const marked = markedPosition(position, close, context);
  const value = amount(marked.markPrice)
    .times(amount(marked.quantity))
    .times(amount(marked.contractSize))
    .times(amount(marked.quoteRate))
    .toDecimalPlaces(MONEY_DECIMALS, Amount.ROUND_UP);
  return {
    id: position.id,
    money: {
      ...exposureOfPosition(position, signal, context),
      direction: position.direction,
      value: decimalText(value),
      isOpen: true,
    },
    unrealised: unrealisedPnl(marked),
  };
}

function keyOf({ symbol, timeframe }: { readonly symbol: string; readonly timeframe: string }): string {
  return `${timeframe} ${symbol}`;
}

function found<Value>(value: Value | undefined, what: string): Value {
  if (value === undefined) throw new Error(`the ${what} is gone`);
  return value;
}
