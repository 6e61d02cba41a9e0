interface Props {
  readonly symbols: readonly string[];
  /** Those that are not taken. */
  readonly left: ReadonlySet<string>;
  readonly onChange: (left: ReadonlySet<string>) => void;
}

/** Which symbols a run reads: all, unless somebody takes some out. */
export function SymbolTicks({ symbols, left, onChange }: Props) {
  const chosen = symbols.filter((symbol) => !left.has(symbol));
  return (
    <fieldset>
      <legend>
        Symbols, {chosen.length} of {symbols.length}
      </legend>
      <div className="ticks">
        {symbols.map((symbol) => (
          <label key={symbol} className="only">
            <input
              type="checkbox"
              checked={!left.has(symbol)}
              onChange={(event) => onChange(toggled(left, symbol, !event.target.checked))}
            />
            {symbol}
          </label>
        ))}
        {symbols.length === 0 && <span className="muted">No bars are stored yet: import some on the page Data.</span>}
        {symbols.length > 1 && (
          <button
            type="button"
            className="link"
            onClick={() => onChange(chosen.length === 0 ? new Set() : new Set(symbols))}
          >
            {chosen.length === 0 ? 'all' : 'none'}
          </button>
        )}
      </div>
    </fieldset>
  );
}

function toggled(set: ReadonlySet<string>, member: string, isIn: boolean): ReadonlySet<string> {
  const others = [...set].filter((each) => each !== member);
  return new Set(isIn ? [...others, member] : others);
}
