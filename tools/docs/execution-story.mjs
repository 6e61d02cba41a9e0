import { DAY_MS, BAR, CAMPAIGN_ID, SIGNAL_ID, series, LATER } from './story-cast.mjs';

const order = {
  clientOrderId: 'ord_91d2b7c40e6f4a53',
  signalId: SIGNAL_ID,
  campaignId: CAMPAIGN_ID,
  ...series,
  purpose: 'ENTRY',
  buySell: 'BUY',
  quantity: '109',
  state: 'NEW',
  filledQuantity: '0',
  averagePrice: null,
  fees: '0',
  reason: null,
  atMs: BAR + DAY_MS,
};
const position = {
  positionId: `pos:${SIGNAL_ID}`,
  signalId: SIGNAL_ID,
  campaignId: CAMPAIGN_ID,
  ...series,
  direction: 'LONG',
  quantity: '109',
  initialQuantity: '109',
  entryPrice: '100.92',
  stop: '96.20',
  exitPrice: null,
  exitReason: null,
  realisedPnl: '0',
  fees: '1.00',
  rMultiple: null,
  openedAtMs: BAR + DAY_MS,
  closedAtMs: null,
  atMs: BAR + DAY_MS,
};

/** Examples of what execution publishes. */
export const EXECUTION_STORY = {
  'order.created': {
    payload: order,
    invariants: ['The row with its `clientOrderId` is in Postgres before anything is sent.'],
  },
  'order.submitted': { payload: { ...order, state: 'SUBMITTED' }, invariants: ['Follows `order.created`.'] },
  'order.filled': {
    payload: { ...order, state: 'FILLED', filledQuantity: '109', averagePrice: '100.92', fees: '1.00' },
    invariants: ['`filledQuantity` never goes back and never exceeds `quantity`.'],
  },
  'order.cancelled': {
    payload: { ...order, state: 'CANCELLED', reason: 'open-through-stop' },
    invariants: ['`reason` is there. What was filled before stays filled.'],
  },
  'order.rejected': {
    payload: { ...order, state: 'REJECTED', reason: 'insufficient-funds' },
    invariants: ['`reason` is there. Nothing of it was filled.'],
  },
  'position.opened': {
    payload: position,
    invariants: ['`quantity` = `initialQuantity` > 0.', 'One position per signal.'],
  },
  'position.modified': {
    payload: {
      ...position,
      quantity: '55',
      stop: '100.92',
      realisedPnl: '819.10',
      fees: '2.00',
      atMs: BAR + 5 * DAY_MS,
    },
    invariants: ['`quantity` never grows; the stop never moves against the position.'],
  },
  'position.closed': {
    payload: {
      ...position,
      quantity: '0',
      exitPrice: '96.41',
      exitReason: 'EMERGENCY_EXIT',
      realisedPnl: '-493.59',
      fees: '2.00',
      rMultiple: '-0.96',
      closedAtMs: LATER + DAY_MS,
      atMs: LATER + DAY_MS,
    },
    invariants: ['`quantity` is 0; `exitPrice`, `exitReason`, `rMultiple` and `closedAtMs` are there.'],
  },
};
