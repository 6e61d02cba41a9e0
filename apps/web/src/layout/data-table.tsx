import type { ReactNode } from 'react';

export interface Column<Row> {
  readonly name: string;
  readonly right?: boolean;
  readonly cell: (row: Row) => ReactNode;
}

interface Props<Row> {
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
}

/** A short table; the first column names the row. On a narrow screen it scrolls sideways inside its panel. */
export function DataTable<Row>({ label, columns, rows, keyOf }: Props<Row>) {
  return (
    <div className="table-scroll" role="group" aria-label={label} tabIndex={0}>
      <table className="grid">
        <thead>
          <tr>
            {columns.map(({ name, right }) => (
              <th key={name} scope="col" className={right === true ? 'right' : undefined}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)}>
              {columns.map(({ name, right, cell }, index) =>
                index === 0 ? (
                  <th key={name} scope="row">
                    {cell(row)}
                  </th>
                ) : (
                  <td key={name} className={right === true ? 'right num' : undefined}>
                    {cell(row)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
