import { useId, useState } from 'react';

interface Props {
  readonly label: string;
  readonly placeholder: string;
  readonly value: string;
  /** Hears the text, and the name of the file it came from. */
  readonly onText: (text: string, name: string | null) => void;
}

/** A file, or what somebody pastes in its place. */
export function CsvInput({ label, placeholder, value, onText }: Props) {
  const id = useId();
  const [name, setName] = useState<string | null>(null);
  const take = async (file: File | undefined) => {
    if (file === undefined) return;
    setName(file.name);
    onText(await file.text(), file.name);
  };
  return (
    <div className="form-field wide">
      <label htmlFor={`${id}-text`} className="muted">
        {label}
        {name !== null && ` · ${name}`}
      </label>
      <input
        type="file"
        accept=".csv,text/csv,text/plain"
        aria-label={`${label}, as a file`}
        onChange={(event) => void take(event.target.files?.[0])}
      />
      <textarea
        id={`${id}-text`}
        className="input csv"
        rows={5}
        spellCheck={false}
        placeholder={placeholder}
        value={value}
        onChange={(event) => {
          setName(null);
          onText(event.target.value, null);
        }}
      />
    </div>
  );
}
