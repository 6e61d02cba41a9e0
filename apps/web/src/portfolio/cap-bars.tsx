import type { CapState, CapUse } from '../api/wire-portfolio.js';
import { words } from '../format/words.js';
import { Meter } from '../layout/meter.js';

const TITLE: Readonly<Record<CapUse['cap'], string>> = {
  PORTFOLIO_HEAT: 'Portfolio heat',
  TRADE_RISK: 'Trade',
  CAMPAIGN_RISK: 'Campaign',
  CAMPAIGN_POSITIONS: 'Campaign positions',
  SECTOR_RISK: 'Sector',
  CURRENCY_RISK: 'Currency',
};

const TONE: Readonly<Record<CapState, 'good' | 'warn' | 'bad'>> = { OK: 'good', WARN: 'warn', FULL: 'bad' };

/** Every cap that something counts against: used of limit, with a warning from 80 % on. */
export function CapBars({ caps }: { readonly caps: readonly CapUse[] }) {
  return (
    <ul className="caps" tabIndex={0} aria-label="Caps">
      {caps.map((use, index) => (
        // Several trades of one symbol each have a cap of that name: only their place tells them apart.
        // oxlint-disable-next-line react/no-array-index-key
        <Cap key={`${use.cap} ${use.name ?? ''} ${index}`} use={use} />
      ))}
    </ul>
  );
}

function Cap({ use }: { readonly use: CapUse }) {
  const { cap, name, used, limit, unit, used_of_limit_percent: part, state } = use;
  const title = name === null ? TITLE[cap] : `${TITLE[cap]} · ${name}`;
  const suffix = unit === '%' ? ' %' : '';
  return (
    <li className="cap" title={unit === '%' ? 'Percent of equity' : 'Positions'}>
      <span className="cap-name">{title}</span>
      <span className="num">
        {state !== 'OK' && <span className={`chip chip-${TONE[state]}`}>{words(state).toLowerCase()}</span>}{' '}
        {used === null ? '–' : short(used)}
        {suffix} <span className="muted">of</span> {limit}
        {suffix}
      </span>
      <Meter label={title} percent={Number(part ?? 0)} tone={TONE[state]} />
    </li>
  );
}

function short(text: string): string {
  return Number(text).toLocaleString('en-US', { maximumFractionDigits: 2 });
}
