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
    campaignId: z.string().min(1),
    symbol,
    timeframe,
    direction,
    state: campaignState,
    previousState: campaignState.nullable(),
    /** Price whose loss ends it. */
    guardPrice: decimal,
    reason: z.string().min(1),
    atMs: epochMs,
  }),
  subject: (campaign) => `${SUBJECT_ROOT}.risk.campaign.${subjectToken(campaign.symbol)}`,
  messageId: (campaign) => `campaign:${campaign.campaignId}:${campaign.state}:${campaign.reason}:${campaign.atMs}`,
  partitionKey: (campaign) => campaign.symbol,
});
export type CampaignChanged = PayloadOf<typeof campaignChanged>;
