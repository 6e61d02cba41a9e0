import { useState } from 'react';
import { postJson } from '../api/request.js';
import type { Series } from '../api/wire-market.js';
import { useDesk, useDeskState } from '../desk/use-desk.js';
import { barTime } from '../format/time.js';
import { ListState } from '../layout/list-state.js';
import { Panel } from '../layout/panel.js';
import { VirtualTable } from '../layout/virtual-table.js';
import { ActionButton } from '../session/action-button.js';
import { seriesKey } from '../desk/desk-state.js';

/** Pauses and resumes analysis of a symbol; its bars go on being stored. */
export function SymbolControl() {
  const desk = useDesk();
  const series = useDeskState((state) => state.series);
  const [said, setSaid] = useState<{ readonly text: string; readonly isError: boolean }>();
  const set = async (symbol: string, step: 'pause' | 'resume') => {
    try {
      await postJson(`orchestrator/symbols/${encodeURIComponent(symbol)}/${step}`);
      setSaid({ text: `${symbol}: ${step} was asked for.`, isError: false });
    } catch (error) {
      setSaid({ text: (error as Error).message, isError: true });
    }
    desk.retry('series');
  };
  return (
    <Panel title="Symbols" count={series.value?.length} tall>
      <p className={`said ${said?.isError === true ? 'down' : ''}`} role="status">
        {said?.text}
      </p>
      <ListState of={series} onRetry={() => desk.retry('series')} empty="No series yet: it comes with its first bar.">
        {(list) => <Symbols list={list} onSet={(symbol, step) => void set(symbol, step)} />}
      </ListState>
    </Panel>
  );
}

interface Props {
  readonly list: readonly Series[];
  readonly onSet: (symbol: string, step: 'pause' | 'resume') => void;
}

function Symbols({ list, onSet }: Props) {
  return (
    <VirtualTable
      label="Symbols"
      rows={list}
      keyOf={seriesKey}
      columns={[
        {
          name: 'Series',
          width: '1.6fr',
          cell: ({ symbol, timeframe }) => (
            <>
              <strong>{symbol}</strong> <span className="timeframe">{timeframe}</span>
            </>
          ),
        },
        { name: 'Last bar', width: '120px', cell: ({ last_bar_time: at, timeframe }) => barTime(at, timeframe) },
        {
          name: 'State',
          width: '80px',
          cell: ({ desired_state: state }) => (
            <span className={`chip chip-${state === 'RUNNING' ? 'good' : 'warn'}`}>{state.toLowerCase()}</span>
          ),
        },
        {
          name: 'Switch',
          width: '90px',
          cell: ({ symbol, timeframe, desired_state: state }) => {
            const step = state === 'RUNNING' ? 'pause' : 'resume';
            return (
              <ActionButton needs="trader" onClick={() => onSet(symbol, step)}>
                {step === 'pause' ? 'Pause' : 'Resume'}
                <span className="sr-only">
                  {' '}
                  {symbol} {timeframe}
                </span>
              </ActionButton>
            );
          },
        },
      ]}
    />
  );
}
