import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, type ReactNode } from 'react';

interface Props<Row> {
  readonly label: string;
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  /** Height of a row before it has been measured, in pixels. */
  readonly rowHeight: number;
  readonly children: (row: Row) => ReactNode;
  /** Somebody has come near the end. */
  readonly onEnd?: (() => void) | undefined;
}

/** Rows kept ready above and below what is seen. */
const OVERSCAN = 8;

/** A list of which only what is in sight is made, however long it is. Rows may change their height. */
export function VirtualRows<Row>({ label, rows, keyOf, rowHeight, children, onEnd }: Props<Row>) {
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => keyOf(rows[index]!),
    overscan: OVERSCAN,
    // Rows are measured while React draws: drawing at once from there is refused by it.
    useFlushSync: false,
  });
  const items = virtual.getVirtualItems();
  const isNearEnd = (items.at(-1)?.index ?? 0) >= rows.length - OVERSCAN * 2;
  useEffect(() => {
    if (isNearEnd) onEnd?.();
  }, [isNearEnd, onEnd, rows.length]);

  return (
    <div ref={scroller} className="virtual" role="group" aria-label={label} tabIndex={0}>
      <ul className="rows" style={{ height: virtual.getTotalSize() }}>
        {items.map((item) => (
          <li
            key={item.key}
            ref={virtual.measureElement}
            data-index={item.index}
            className="row virtual-row"
            aria-setsize={rows.length}
            aria-posinset={item.index + 1}
            style={{ transform: `translateY(${item.start}px)` }}
          >
            {children(rows[item.index]!)}
          </li>
        ))}
      </ul>
    </div>
  );
}
