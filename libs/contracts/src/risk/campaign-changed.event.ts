import { z } from 'zod';
import { defineEvent, type PayloadOf } from '../envelope/event-definition.js';
import { subjectToken } from '../envelope/subject-token.js';
import { decimal, direction, epochMs, symbol, timeframe } from '../envelope/wire-types.js';
import { SUBJECT_ROOT } from '../stream/streams.js';

export const campaignState = z.enum(['FORMING', 'ACTIVE', 'MARKUP', 'MARKDOWN', 'COMPLETED', 'INVALIDATED']);

/** A campaign was opened, moved on or ended. Published by risk. */
export const campaignChanged = defineEvent({
  name: 'risk.campaign',
  version: 1,
  stream: 'RISK',
  payload: z.strictObject({
    campaignId: z.string().min(1).describe('`SYMBOL-RANGESTART`: everything built in one range.'),
    symbol,
    timeframe,
    direction,
    state: campaignState,
    previousState: campaignState.nullable().describe('Null when it was just opened.'),
    guardPrice: decimal.describe('Price whose loss ends it.'),
    reason: z.string().min(1).describe('Closed word for the step.'),
    atMs: epochMs.describe('Business time of the change.'),
  }),
  subject: (campaign) => `${SUBJECT_ROOT}.risk.campaign.${subjectToken(campaign.symbol)}`,
  messageId: (campaign) => `campaign:${campaign.campaignId}:${campaign.state}:${campaign.reason}:${campaign.atMs}`,
  partitionKey: (campaign) => campaign.symbol,
});
export type CampaignChanged = PayloadOf<typeof campaignChanged>;
