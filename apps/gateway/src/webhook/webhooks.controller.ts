import { Controller, Headers, HttpCode, Inject, type OnApplicationBootstrap, Post, Req } from '@nestjs/common';
import { ApiBody, ApiHeader, ApiOperation, ApiResponse, ApiSecurity, ApiTags } from '@nestjs/swagger';
import { Throttle } from '@nestjs/throttler';
import { submitWebhookSignal, type TradingViewAlert, tradingViewAlert } from '@tape/contracts';
import type { Request } from 'express';
import { z } from 'zod';
import { Audited } from '../http/audited.js';
import { OwnAuthentication } from '../http/own-authentication.js';
import { Problem } from '../http/problem.js';
import { ServiceCalls } from '../http/rpc.js';
import { objectToWire } from '../wire/to-wire.js';
import { wireSchema } from '../wire/wire-schema.js';
import { WebhookGate } from './webhook-gate.js';

/** All alerts of everybody come from a few addresses of TradingView. */
const ALERTS_PER_MINUTE = 15_000;

const ALERT = z.toJSONSchema(tradingViewAlert, { unrepresentable: 'any', io: 'input' });

const WARM_UPS = 50;
const SAMPLE = {
  symbol: 'A:B',
  interval: 'D',
  action: 'buy',
  price: 2,
  stop: 1,
  target: 3,
  time: '2024-03-01T00:00:00Z',
};

/** Signals from outside. They become experiments and never an order by themselves. */
@ApiTags('experiments')
@Controller('api/v1/webhooks')
export class WebhooksController implements OnApplicationBootstrap {
  readonly #gate: WebhookGate;
  readonly #services: ServiceCalls;

  constructor(@Inject(WebhookGate) gate: WebhookGate, @Inject(ServiceCalls) services: ServiceCalls) {
    this.#gate = gate;
    this.#services = services;
  }

  /** The first alert is not the one that waits for the rules to be compiled. */
  onApplicationBootstrap(): void {
    for (let time = 0; time < WARM_UPS; time += 1) {
      const body = Buffer.from(JSON.stringify(SAMPLE));
      this.#gate.entry({ body, signature: 'sha256=none', secret: undefined });
      submitWebhookSignal.request.parse(signalOf(checkedAlert(jsonOf(body))));
    }
  }

  @Post('tradingview')
  @Audited('experiment')
  @HttpCode(202)
  @OwnAuthentication()
  @Throttle({ default: { ttl: 60_000, limit: ALERTS_PER_MINUTE } })
  @ApiOperation({
    summary:
      'An alert of TradingView: stored as an experiment before it is answered; the same content again changes nothing',
  })
  @ApiSecurity({})
  @ApiHeader({
    name: 'X-Signature',
    required: false,
    description: '`sha256=` and the HMAC-SHA256 of the body, hexadecimal.',
  })
  @ApiHeader({
    name: 'X-Webhook-Secret',
    required: false,
    description: 'The secret itself, where nothing can be signed.',
  })
  @ApiBody({ schema: ALERT as object })
  @ApiResponse({ status: 202, schema: wireSchema(submitWebhookSignal.response) })
  async tradingView(
    @Req() request: Request,
    @Headers('x-signature') signature?: string,
    @Headers('x-webhook-secret') secret?: string,
  ): Promise<object> {
    const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    const content = jsonOf(body);
    const entry = this.#gate.entry({ body, signature, secret: secret ?? secretIn(content) });
    if (entry === 'not-configured') {
      throw new Problem(
        503,
        'webhook-not-configured',
        'This gateway takes no webhooks: set TRADINGVIEW_WEBHOOK_SECRET (16 characters or more) and start it again.',
      );
    }
    if (entry === 'refused') {
      throw new Problem(
        401,
        'not-authenticated',
        signature === undefined
          ? 'Send the secret as field "secret" or header X-Webhook-Secret, or sign the body: X-Signature: sha256=<HMAC-SHA256, hexadecimal>.'
          : 'The signature is not that of this body and our secret.',
      );
    }
    return objectToWire(await this.#services.ask(submitWebhookSignal, signalOf(checkedAlert(content))));
  }
}

/** Undefined for what is no JSON: that is told only to who may know. */
function jsonOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
}

function secretIn(content: unknown): string | undefined {
  if (typeof content !== 'object' || content === null) return undefined;
  const { secret } = content as { secret?: unknown };
  return typeof secret === 'string' ? secret : undefined;
}

function checkedAlert(content: unknown): TradingViewAlert {
  if (content === undefined) throw new Problem(400, 'not-json', 'The body is not valid JSON.');
  const read = tradingViewAlert.safeParse(content);
  if (read.success) return read.data;
  const errors = read.error.issues.map(({ path, message }) => ({ field: path.join('.'), message }));
  const detail = errors.map(({ field, message }) => (field === '' ? message : `${field}: ${message}`)).join('; ');
  throw new Problem(422, 'invalid-alert', detail, { errors });
}

function signalOf({ symbol, interval, action, price, stop, target, time, strategy }: TradingViewAlert) {
  return {
    symbol,
    timeframe: interval,
    label: strategy,
    entry: price,
    stop,
    target,
    barTimeMs: time,
    direction: action === 'buy' ? ('LONG' as const) : ('SHORT' as const),
  };
}
