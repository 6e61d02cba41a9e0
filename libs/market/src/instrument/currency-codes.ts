/** ISO 4217 codes of money and metals that are quoted against each other. Source: ISO 4217 list one. */
export const CURRENCIES: ReadonlySet<string> = new Set(
  (
    'AED ARS AUD BGN BHD BRL CAD CHF CLP CNH CNY COP CZK DKK EGP EUR GBP HKD HUF IDR ILS INR ISK JPY KES KRW KWD KZT ' +
    'MAD MXN MYR NGN NOK NZD OMR PEN PHP PKR PLN QAR RON RSD RUB SAR SEK SGD THB TND TRY TWD UAH USD UYU VND ZAR XAG XAU XPD XPT'
  ).split(' '),
);

/** Coins that are common enough to be known by name. */
export const CRYPTO_BASES: ReadonlySet<string> = new Set(
  (
    'AAVE ADA ALGO APT ARB ATOM AVAX BCH BNB BTC COMP CRO CRV DAI DASH DOGE DOT EGLD ENS EOS ETC ETH FET FIL FTM GRT ' +
    'HBAR ICP IMX INJ IOTA KAS LDO LINK LTC MANA MATIC MKR NEAR NEO OP PEPE POL QNT RENDER RUNE SAND SEI SHIB SNX SOL STX ' +
    'SUI TAO THETA TIA TON TRX UNI USDC USDT VET WIF XBT XLM XMR XRP XTZ ZEC'
  ).split(' '),
);

/** What coins are quoted in; longer codes first, so that FDUSD is not read as a coin FD in USD. */
export const CRYPTO_QUOTES: readonly string[] =
  'FDUSD BUSD TUSD USDT USDC USD EUR GBP JPY TRY BRL AUD KRW BTC ETH BNB DAI'.split(' ');
