import type { Chain, StageCheck, StageVerdict } from '../api/wire-decision.js';
import { words } from '../format/words.js';

const MARK = { PASS: '✓', WARN: '!', FAIL: '✕', NOT_APPLICABLE: '–' } as const;

/** The sign before a limit; words are compared by reading them. */
const SIGN = { 'at-least': '≥', over: '>', 'at-most': '≤', under: '<', is: '' } as const;

/** Every stage that was asked, with all it measured against which limit. */
export function ChainTable({ chain }: { chain: Chain }) {
  return (
    <table className="chain">
      <thead>
        <tr>
          <th scope="col">Stage</th>
          <th scope="col" className="right">
            Measured
          </th>
          <th scope="col" className="right">
            Limit
          </th>
        </tr>
      </thead>
      {chain.stages.map((stage) => (
        <StageRows key={stage.stage} stage={stage} />
      ))}
    </table>
  );
}

function StageRows({ stage }: { stage: StageVerdict }) {
  const facts = lookedAt(stage);
  return (
    <tbody>
      <tr>
        <th scope="row">
          <Mark status={stage.status} />
          {stage.stage.charAt(0) + stage.stage.slice(1).toLowerCase()}
          {stage.near_miss && <span className="chip chip-warn">near miss</span>}
        </th>
        <td className="right num">{stage.measured ?? '–'}</td>
        <td className="right num">{stage.limit ?? '–'}</td>
      </tr>
      <tr className="chain-message">
        <td colSpan={3}>
          {stage.message}
          {facts !== '' && <span className="chain-facts num">{facts}</span>}
        </td>
      </tr>
      {stage.checks?.map((check) => (
        <CheckRow key={`${check.name} ${check.bound}`} check={check} />
      ))}
    </tbody>
  );
}

function CheckRow({ check }: { check: StageCheck }) {
  return (
    <tr className="chain-check">
      <td>
        <Mark status={check.status} />
        {check.name}
      </td>
      <td className="right num">{check.measured === null ? '–' : shown(check.measured)}</td>
      <td className="right num">
        {SIGN[check.bound]} {check.limit === null ? '–' : shown(check.limit)}
      </td>
    </tr>
  );
}

function Mark({ status }: { status: StageVerdict['status'] }) {
  return (
    <span className={`verdict verdict-${status.toLowerCase()}`} title={status}>
      {MARK[status]}
    </span>
  );
}

/** What else a stage went by: numbers without a limit. */
function lookedAt({ metadata }: StageVerdict): string {
  return Object.entries(metadata)
    .filter(([, value]) => value !== null && value !== '')
    .map(([name, value]) => `${words(name)} ${shown(value)}`)
    .join(' · ');
}

function shown(value: string | number | boolean | null): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  const number = Number(value);
  if (value !== '' && !Number.isNaN(number)) return number.toLocaleString('en-US', { maximumFractionDigits: 3 });
  // Words of state are shouted in the contracts; names and letters stay as they are.
  return /^[A-Z][A-Z_]+$/.test(String(value)) ? words(String(value)).toLowerCase() : String(value);
}
