import { Choice } from '../layout/choice.js';
import { Field } from '../layout/field.js';
import type { RunForm } from './run-request.js';

interface Props {
  readonly form: RunForm;
  readonly onChange: (change: Partial<RunForm>) => void;
}

type NumberField = 'minConfidence' | 'riskScale' | 'minimumR' | 'maxHeat' | 'costScale';

const NUMBERS: readonly { readonly field: NumberField; readonly label: string }[] = [
  { field: 'costScale', label: 'Costs, times' },
  { field: 'riskScale', label: 'Risk, times' },
  { field: 'minConfidence', label: 'Least confidence' },
  { field: 'minimumR', label: 'Least R' },
  { field: 'maxHeat', label: 'Most heat, %' },
];

/** The account and the rules; in a study a list is a choice to be tried. */
export function OptionFields({ form, onChange }: Props) {
  const isStudy = form.kind !== 'SINGLE';
  const both = isStudy ? [['both', 'try both'] as const] : [];
  return (
    <>
      <Field label="Equity">
        <input
          className="input num"
          inputMode="decimal"
          pattern="\d+(\.\d+)?"
          title="A plain number, like 100000"
          required
          value={form.equity}
          onChange={(event) => onChange({ equity: event.target.value })}
        />
      </Field>
      <Field label="Profile">
        <Choice
          label="Profile"
          value={form.profile}
          options={[['classic', 'classic: graded'], ['strict', 'strict'], ...both]}
          onChoose={(profile) => onChange({ profile })}
        />
      </Field>
      <Field label="Target">
        <Choice
          label="Target"
          value={form.target}
          options={[['PRIMARY', 'of the pattern'], ['CONSERVATIVE', 'conservative'], ...both]}
          onChoose={(target) => onChange({ target })}
        />
      </Field>
      {NUMBERS.map(({ field, label }) => (
        <Field key={field} label={isStudy ? `${label}: one or more` : label}>
          <input
            className="input num"
            inputMode={isStudy ? 'text' : 'decimal'}
            pattern={isStudy ? '[\\d.,; ]+' : '\\d+(\\.\\d+)?'}
            title={isStudy ? 'Numbers with commas between are tried one by one' : 'A plain number'}
            required
            value={form[field]}
            onChange={(event) => onChange({ [field]: event.target.value })}
          />
        </Field>
      ))}
    </>
  );
}

/** By what the best is known, and how the time is cut. */
export function StudyFields({ form, onChange }: Props) {
  return (
    <>
      <Field label="Best by">
        <Choice
          label="Best by"
          value={form.objective}
          options={[
            ['expectancy_r', 'expectancy in R'],
            ['net_pnl', 'net result'],
            ['sharpe', 'Sharpe'],
            ['sortino', 'Sortino'],
            ['calmar', 'Calmar'],
          ]}
          onChoose={(objective) => onChange({ objective })}
        />
      </Field>
      {form.kind === 'WALK_FORWARD' && (
        <>
          <Field label="Windows">
            <Choice
              label="Windows"
              value={form.windowMode}
              options={[
                ['ROLLING', 'rolling'],
                ['ANCHORED', 'anchored'],
              ]}
              onChoose={(windowMode) => onChange({ windowMode })}
            />
          </Field>
          <Days
            label="Chosen from, days"
            value={form.inSampleDays}
            onChange={(inSampleDays) => onChange({ inSampleDays })}
          />
          <Days
            label="Kept for, days"
            value={form.outOfSampleDays}
            onChange={(outOfSampleDays) => onChange({ outOfSampleDays })}
          />
        </>
      )}
    </>
  );
}

function Days({
  label,
  value,
  onChange,
}: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}) {
  return (
    <Field label={label}>
      <input
        className="input num"
        type="number"
        min={1}
        required
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </Field>
  );
}
