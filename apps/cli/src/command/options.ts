import { InvalidArgumentError, Option } from 'commander';

export const csvOption = (): Option =>
  new Option('--csv <file>', 'bars: timestamp,open,high,low,close,volume in any order').makeOptionMandatory();
export const csvFilesOption = (): Option =>
  new Option('--csv <files...>', 'one file a series, AAPL_1d.csv MSFT_1d.csv').makeOptionMandatory();
export type Profile = 'classic' | 'strict';
export const profileOption = (): Option =>
  new Option('--profile <profile>', 'gates of the analysis').choices(['classic', 'strict']).default('classic');
export const symbolOption = (): Option => new Option('--symbol <symbol>', 'default: from the file name, AAPL_1d.csv');
export const timeframeOption = (): Option =>
  new Option('--timeframe <length>', '1m 5m 15m 1h 4h 1d 1w; default: from the file name');
export const resampleOption = (): Option =>
  new Option('--resample <length>', 'make longer bars of the file first: 5m 15m 1h 4h 1d 1w');
export const strictOption = (): Option =>
  new Option('--strict', 'stop at the first bad row instead of leaving it out').default(false);
export const urlOption = (): Option => new Option('--url <url>', 'gateway; default: TAPE_URL, then the running stack');
export const tokenOption = (): Option =>
  new Option('--token <token>', "bearer token of the gateway; default: TAPE_API_TOKEN, then the running stack's");
export const giveUpOption = (): Option =>
  new Option('--give-up-after <seconds>', 'how long to try while the gateway or ingest is away')
    .default(300)
    .argParser(positive);

export const formatOption = (...formats: readonly [string, ...string[]]): Option =>
  new Option('--format <format>', 'how to print').choices([...formats]).default(formats[0]);

/** @throws InvalidArgumentError, which commander reports as wrong usage. */
export function positive(text: string): number {
  const value = Number(text);
  if (Number.isFinite(value) && value > 0) return value;
  throw new InvalidArgumentError('must be a number above zero.');
}

/** @throws InvalidArgumentError */
export function wholeNumber(text: string): number {
  const value = Number(text);
  if (Number.isSafeInteger(value) && value > 0) return value;
  throw new InvalidArgumentError('must be a whole number above zero.');
}
