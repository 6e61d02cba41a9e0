import { useState } from 'react';
import { useResource } from '../desk/use-resource.js';
import { count, price, signedMoney } from '../format/number.js';
import { DataTable } from '../layout/data-table.js';
import { ListState } from '../layout/list-state.js';
import { Tabs } from '../layout/tabs.js';

const GROUPINGS = [
  { name: 'symbol', label: 'Symbols' },
  { name: 'campaign', label: 'Campaigns' },
  { name: 'strategy', label: 'Strategies' },
] as const;
type Grouping = (typeof GROUPINGS)[number]['name'];

interface PnlAnswer {
  readonly groups: readonly {
    readonly name: string;
    readonly pnl: string;
    readonly realised_pnl: string;
    readonly unrealised_pnl: string;
    readonly open_positions: number;
    readonly closed_positions: number;
    readonly winners: number;
    readonly r_multiple: string | null;
  }[];
}

/** What was earned and lost, booked and at the last close, by what it was traded for. */
export function PnlPanel() {
  const [by, setBy] = useState<Grouping>('symbol');
  const answer = useResource<PnlAnswer>(`portfolio/pnl?by=${by}`, { on: ['position', 'emergency_exit_triggered'] });
  return (
    <section className="panel wide" aria-label="Profit and loss">
      <Tabs
        label="Profit and loss by"
        tabs={GROUPINGS}
        chosen={by}
        onChoose={setBy}
        extra={<span className="muted if-room">Profit and loss</span>}
      >
        <ListState
          of={answer}
          onRetry={answer.reload}
          isEmpty={({ groups }) => groups.length === 0}
          empty="Nothing has been traded yet."
        >
          {({ groups }) => (
            <div className="scroll-box">
              <DataTable
                label="Profit and loss"
                rows={groups}
                keyOf={({ name }) => name}
                columns={[
                  { name: 'Name', cell: ({ name }) => name },
                  {
                    name: 'Result',
                    right: true,
                    cell: ({ pnl }) => <span className={pnl.startsWith('-') ? 'down' : 'up'}>{signedMoney(pnl)}</span>,
                  },
                  { name: 'Booked', right: true, cell: ({ realised_pnl: booked }) => signedMoney(booked) },
                  { name: 'Open', right: true, cell: ({ unrealised_pnl: open }) => signedMoney(open) },
                  { name: 'R', right: true, cell: ({ r_multiple: r }) => price(r) },
                  {
                    name: 'Won of closed',
                    right: true,
                    cell: ({ winners, closed_positions: closed }) => `${count(winners)} of ${count(closed)}`,
                  },
                  { name: 'Held', right: true, cell: ({ open_positions: held }) => count(held) },
                ]}
              />
            </div>
          )}
        </ListState>
      </Tabs>
    </section>
  );
}
