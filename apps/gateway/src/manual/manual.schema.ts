import { TILT_ANOMALIES, TILT_MEASURES } from '@tape/trading';

const text = { type: 'string' } as const;
const instant = { type: 'string', format: 'date-time', nullable: true } as const;

const ANOMALIES = {
  type: 'array',
  items: {
    type: 'object',
    required: ['kind', 'measure', 'measured', 'limit', 'message'],
    properties: {
      kind: { ...text, enum: [...TILT_ANOMALIES] },
      measure: { ...text, enum: [...TILT_MEASURES] },
      measured: text,
      limit: text,
      message: text,
    },
  },
};

/** What the tilt guard said, for the API document. */
export const TILT_SCHEMA = {
  type: 'object',
  required: ['measure', 'anomalies', 'size_factor', 'locked_until'],
  properties: {
    measure: { ...text, enum: [...TILT_MEASURES] },
    anomalies: ANOMALIES,
    size_factor: { ...text, enum: ['0', '0.5', '1'], description: 'What the asked risk was multiplied with.' },
    locked_until: instant,
  },
};

export const MANUAL_SIGNAL_SCHEMA = {
  type: 'object',
  required: ['signal_id', 'source', 'overall', 'asked_risk_percent', 'risk_percent', 'enters_after', 'tilt'],
  properties: {
    signal_id: { ...text, description: 'Under which GET /api/v1/signals/{id} shows it a moment later.' },
    source: { ...text, enum: ['MANUAL'] },
    overall: { ...text, enum: ['PASS', 'WARN'] },
    asked_risk_percent: text,
    risk_percent: { ...text, description: 'Percent of equity after the tilt guard.' },
    enters_after: { ...instant, description: 'Close of the bar it was decided on; the order is for the next open.' },
    tilt: TILT_SCHEMA,
  },
};

export const MANUAL_ACTION_SCHEMA = {
  type: 'object',
  properties: {
    items: {
      type: 'array',
      items: {
        type: 'object',
        required: ['id', 'actor', 'kind', 'at', 'measure', 'outcome', 'note'],
        properties: {
          id: text,
          actor: text,
          kind: { ...text, enum: ['ENTRY', 'CLOSE', 'CANCEL'] },
          at: { ...text, format: 'date-time' },
          symbol: { ...text, nullable: true },
          timeframe: { ...text, nullable: true },
          direction: { ...text, nullable: true },
          asked_risk_percent: { ...text, nullable: true },
          risk_percent: { ...text, nullable: true },
          measure: { ...text, enum: [...TILT_MEASURES] },
          anomalies: ANOMALIES,
          locked_until: instant,
          signal_id: { ...text, nullable: true },
          outcome: { ...text, enum: ['ASKED', 'DONE', 'REJECTED', 'LOCKED_OUT'] },
          note: text,
        },
      },
    },
  },
};
