import { useState } from 'react';
import type { ExposureGroup, Portfolio } from '../api/wire-portfolio.js';
import type { Loaded } from '../desk/desk-state.js';
import { price, signedMoney } from '../format/number.js';
import { DataTable } from '../layout/data-table.js';
import { ListState } from '../layout/list-state.js';
import { Tabs } from '../layout/tabs.js';

type Grouping = keyof Portfolio['exposure'];
const GROUPINGS: readonly { readonly name: Grouping; readonly label: string }[] = [
  { name: 'symbols', label: 'Symbols' },
  { name: 'campaigns', label: 'Campaigns' },
  { name: 'sectors', label: 'Sectors' },
  { name: 'currencies', label: 'Currencies' },
];

interface Props {
  readonly portfolio: Loaded<Portfolio>;
  readonly onRetry: () => void;
}

/** What is held, by what it depends on. */
export function ExposurePanel({ portfolio, onRetry }: Props) {
  const [by, setBy] = useState<Grouping>('symbols');
  return (
    <section className="panel" aria-label="Exposure">
      <Tabs
        label="Exposure by"
        tabs={GROUPINGS}
        chosen={by}
        onChoose={setBy}
        extra={<span className="muted if-room">Exposure</span>}
      >
        <ListState
          of={portfolio}
          onRetry={onRetry}
          isEmpty={({ exposure }) => exposure[by].length === 0}
          empty="Nothing is held and nothing is reserved."
        >
          {({ exposure }) => <Groups groups={exposure[by]} />}
        </ListState>
      </Tabs>
    </section>
  );
}

function Groups({ groups }: { readonly groups: readonly ExposureGroup[] }) {
  return (
    <DataTable
      label="Exposure"
      rows={groups}
      keyOf={({ name }) => name}
      columns={[
        { name: 'Name', cell: ({ name }) => name },
        { name: 'Risk', right: true, cell: ({ risk }) => price(risk) },
        { name: '% of equity', right: true, cell: ({ risk_percent: part }) => (part === null ? '–' : price(part)) },
        { name: 'Long', right: true, cell: ({ long }) => price(long) },
        { name: 'Short', right: true, cell: ({ short }) => price(short) },
        { name: 'Net', right: true, cell: ({ net }) => signedMoney(net) },
        { name: 'Open', right: true, cell: ({ positions }) => positions },
        { name: 'Reserved', right: true, cell: ({ reservations }) => reservations },
      ]}
    />
  );
}
