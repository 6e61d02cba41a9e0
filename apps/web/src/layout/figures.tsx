export interface Figure {
  readonly name: string;
  readonly value: string;
  readonly note?: string;
  readonly tone?: 'up' | 'down' | 'warn' | undefined;
}

/** Numbers with their names, as many in a line as fit. */
export function Figures({ figures }: { readonly figures: readonly Figure[] }) {
  return (
    <dl className="figures num">
      {figures.map(({ name, value, note, tone }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd className={tone}>{value}</dd>
          {note !== undefined && <dd className="muted">{note}</dd>}
        </div>
      ))}
    </dl>
  );
}
