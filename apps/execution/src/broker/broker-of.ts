import type { Broker } from '@tape/trading';
import type { ExecutionConfig } from '../config.js';
import { AlpacaBroker } from './alpaca.broker.js';
import { CcxtBroker } from './ccxt.broker.js';

/**
 * The broker that the settings name.
 * @throws Error when they name none; they were checked at the start.
 */
export function brokerOf(config: ExecutionConfig): Broker {
  const { BROKER, BROKER_TIMEOUT_MS: timeoutMs } = config;
  const { ALPACA_KEY_ID: keyId, ALPACA_SECRET_KEY: secretKey, CCXT_API_KEY: apiKey, CCXT_SECRET: secret } = config;
  if (BROKER === 'alpaca' && keyId !== undefined && secretKey !== undefined) {
    return new AlpacaBroker({ baseUrl: config.ALPACA_BASE_URL.replace(/\/$/, ''), keyId, secretKey, timeoutMs });
  }
  if (BROKER === 'ccxt' && apiKey !== undefined && secret !== undefined) {
    return new CcxtBroker({
      exchange: config.CCXT_EXCHANGE,
      apiKey,
      secret,
      sandbox: config.CCXT_SANDBOX,
      spaced: true,
      baseUrl: config.CCXT_BASE_URL ?? null,
      quote: config.CCXT_QUOTE,
      timeoutMs,
    });
  }
  throw new Error('live execution was started without a broker');
}
