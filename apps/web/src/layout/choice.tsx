interface Props {
  readonly label: string;
  readonly value: string;
  readonly options: readonly (readonly [value: string, text: string])[];
  readonly onChoose: (value: string) => void;
}

/** One of a few, with its name for those who cannot see what stands around it. */
export function Choice({ label, value, options, onChoose }: Props) {
  return (
    <select className="choice" aria-label={label} value={value} onChange={(event) => onChoose(event.target.value)}>
      {options.map(([each, text]) => (
        <option key={each} value={each}>
          {text}
        </option>
      ))}
    </select>
  );
}
