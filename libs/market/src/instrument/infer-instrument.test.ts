import { describe, expect, it } from '@jest/globals';
import { inferInstrument } from './infer-instrument.js';

describe('inferInstrument', () => {
  it.each([
    ['AAPL', 'STOCK', '0.0001', 'SHARES', '1', 'TRADED'],
    ['BRK.B', 'STOCK', '0.0001', 'SHARES', '1', 'TRADED'],
    ['ETH', 'STOCK', '0.0001', 'SHARES', '1', 'TRADED'],
    ['SEKEUR', 'FOREX', '0.00001', 'LOTS', '100000', 'TICK'],
    ['EURUSD', 'FOREX', '0.00001', 'LOTS', '100000', 'TICK'],
    ['EUR/USD', 'FOREX', '0.00001', 'LOTS', '100000', 'TICK'],
    ['USDJPY', 'FOREX', '0.001', 'LOTS', '100000', 'TICK'],
    ['XAUUSD', 'FOREX', '0.001', 'LOTS', '100', 'TICK'],
    ['BTCUSDT', 'CRYPTO', '0.00000001', 'CONTRACTS', '1', 'TRADED'],
    ['BTC-USD', 'CRYPTO', '0.00000001', 'CONTRACTS', '1', 'TRADED'],
    ['ETH/BTC', 'CRYPTO', '0.00000001', 'CONTRACTS', '1', 'TRADED'],
    ['PEPEFDUSD', 'CRYPTO', '0.00000001', 'CONTRACTS', '1', 'TRADED'],
    ['NEWCOINUSDT', 'CRYPTO', '0.00000001', 'CONTRACTS', '1', 'TRADED'],
    ['UNITTESTBTC', 'CRYPTO', '0.00000001', 'CONTRACTS', '1', 'TRADED'],
    ['ALPHA-SIM', 'CRYPTO', '0.00000001', 'CONTRACTS', '1', 'TRADED'],
  ])('%s is %s', (symbol, assetClass, tickSize, unit, contractSize, volumeSource) => {
    expect(inferInstrument(symbol)).toMatchObject({ symbol, assetClass, tickSize, unit, contractSize, volumeSource });
  });

  it.each(['METH', 'USDX', 'BUSD', 'GBTC'])('%s, a ticker that ends like a quote, stays a stock', (symbol) => {
    expect(inferInstrument(symbol).assetClass).toBe('STOCK');
  });
});
