/** Something that carries a bar's series. */
interface OfSeries {
  readonly event: { readonly data: { readonly symbol: string; readonly timeframe: string } };
}

/** Parts a batch by series; the order inside each series stays. */
export function bySeries<Item extends OfSeries>(batch: readonly Item[]): readonly (readonly Item[])[] {
  const groups = new Map<string, Item[]>();
  for (const item of batch) {
    const { symbol, timeframe } = item.event.data;
    const key = `${timeframe} ${symbol}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return [...groups.values()];
}
