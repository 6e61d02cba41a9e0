import type { Chain } from '../api/wire.js';

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
          {stage.message !== '' && (
            <tr className="chain-message">
              <td colSpan={3}>{stage.message}</td>
            </tr>
          )}
        </tbody>
      ))}
    </table>
  );
}
