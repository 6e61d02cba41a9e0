import type { Chain, StageVerdict } from '../api/wire.js';
import { words } from '../format/words.js';

const MARK = { PASS: '✓', WARN: '!', FAIL: '✕' } as const;

/** Every stage that was asked, with what it measured against which limit. */
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
        <tbody key={stage.stage}>
          <tr>
            <th scope="row">
              <span className={`verdict verdict-${stage.status.toLowerCase()}`} title={stage.status}>
                {MARK[stage.status]}
              </span>
              {stage.stage.charAt(0) + stage.stage.slice(1).toLowerCase()}
              {stage.near_miss && <span className="chip chip-warn">near miss</span>}
            </th>
            <td className="right num">{stage.measured ?? '–'}</td>
            <td className="right num">{stage.limit ?? '–'}</td>
          </tr>
          <tr className="chain-message">
            <td colSpan={3}>
              {stage.message}
              {lookedAt(stage) !== '' && <span className="chain-facts num">{lookedAt(stage)}</span>}
            </td>
          </tr>
        </tbody>
      ))}
    </table>
  );
}

/** What a stage went by, where no single number decided: a pass has no limit that was broken, but it had reasons. */
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
