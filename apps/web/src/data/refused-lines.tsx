import type { RefusedLine } from '../api/wire-data.js';
import { words } from '../format/words.js';
import { VirtualTable } from '../layout/virtual-table.js';

/** Which lines are not taken, with field and rule. */
export function RefusedLines({ lines }: { readonly lines: readonly RefusedLine[] }) {
  return (
    <VirtualTable
      label="Refused lines"
      rows={lines}
      keyOf={({ line, field, rule }) => `${line} ${field ?? ''} ${rule ?? ''}`}
      columns={[
        { name: 'Line', width: '56px', right: true, cell: ({ line }) => line },
        { name: 'Field', width: '84px', cell: ({ field }) => field ?? '–' },
        { name: 'Rule', width: '1.2fr', cell: ({ rule }) => (rule === null ? '–' : words(rule)) },
        { name: 'Why', width: '4fr', cell: ({ message }) => <span title={message ?? ''}>{message ?? ''}</span> },
      ]}
    />
  );
}
