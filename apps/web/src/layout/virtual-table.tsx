import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, type ReactNode } from 'react';

export interface VirtualColumn<Row> {
  readonly name: string;
  /** As a grid takes it: `70px`, `1fr`. */
  readonly width: string;
  readonly right?: boolean;
  readonly cell: (row: Row) => ReactNode;
}

interface Props<Row> {
  readonly label: string;
  readonly columns: readonly VirtualColumn<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  /** Somebody has come near the end. */
  readonly onEnd?: () => void;
}

/** Pixels that a column needs for each `fr` of its width; below that the table scrolls sideways. */
const PIXELS_PER_FR = 86;
const GAP = 14;

function leastWidth(columns: readonly { readonly width: string }[]): number {
  return columns.reduce(
    (sum, { width }) => sum + GAP + Number.parseFloat(width) * (width.endsWith('fr') ? PIXELS_PER_FR : 1),
    GAP,
  );
}

/** Height of every row, in pixels; the same in the style. */
const ROW_HEIGHT = 27;
const OVERSCAN = 12;

/** A long table with rows of one height, of which only those in sight are made. */
export function VirtualTable<Row>({ label, columns, rows, keyOf, onEnd }: Props<Row>) {
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    getItemKey: (index) => keyOf(rows[index]!),
    overscan: OVERSCAN,
    useFlushSync: false,
  });
  const items = virtual.getVirtualItems();
  const isNearEnd = (items.at(-1)?.index ?? 0) >= rows.length - OVERSCAN * 2;
  useEffect(() => {
    if (isNearEnd) onEnd?.();
  }, [isNearEnd, onEnd, rows.length]);
  const gridTemplateColumns = columns
    .map(({ width }) => (width.endsWith('fr') ? `minmax(0, ${width})` : width))
    .join(' ');
  return (
    <div ref={scroller} className="virtual" tabIndex={0}>
      <div
        className="virtual-table"
        style={{ minWidth: leastWidth(columns) }}
        role="table"
        aria-label={label}
        aria-rowcount={rows.length + 1}
      >
        <div role="rowgroup" className="virtual-head">
          <div role="row" aria-rowindex={1} className="virtual-cells" style={{ gridTemplateColumns }}>
            {columns.map(({ name, right }) => (
              <span key={name} role="columnheader" className={right === true ? 'right' : undefined}>
                {name}
              </span>
            ))}
          </div>
        </div>
        <div role="rowgroup" className="rows" style={{ height: virtual.getTotalSize() }}>
          {items.map((item) => (
            <div
              key={item.key}
              role="row"
              aria-rowindex={item.index + 2}
              className="virtual-row virtual-cells"
              style={{ gridTemplateColumns, transform: `translateY(${item.start}px)` }}
            >
              {columns.map(({ name, right, cell }) => (
                <span key={name} role="cell" className={right === true ? 'right num' : undefined}>
                  {cell(rows[item.index]!)}
                </span>
              ))}
            </div>
          ))}
        </div>
      </div>
    </div>
  );
}
