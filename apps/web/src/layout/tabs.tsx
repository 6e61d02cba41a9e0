import { useId, type KeyboardEvent, type ReactNode } from 'react';

export interface Tab<Name extends string> {
  readonly name: Name;
  readonly label: string;
  readonly count?: number | undefined;
}

interface Props<Name extends string> {
  readonly tabs: readonly Tab<Name>[];
  readonly chosen: Name;
  readonly onChoose: (name: Name) => void;
  readonly label: string;
  /** Stands right of the tabs. */
  readonly extra?: ReactNode;
  readonly children: ReactNode;
}

/** Tabs as the keyboard expects them: arrows move, Tab goes on into the panel. */
export function Tabs<Name extends string>({ tabs, chosen, onChoose, label, extra, children }: Props<Name>) {
  const id = useId();
  const move = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (step === 0) return;
    const at = tabs.findIndex((tab) => tab.name === chosen);
    const next = tabs[(at + step + tabs.length) % tabs.length];
    if (next === undefined) return;
    onChoose(next.name);
    document.getElementById(`${id}-${next.name}`)?.focus();
  };
  return (
    <>
      <div className="tab-row">
        <div role="tablist" aria-label={label} className="tabs" onKeyDown={move}>
          {tabs.map((tab) => (
            <button
              key={tab.name}
              id={`${id}-${tab.name}`}
              type="button"
              role="tab"
              aria-selected={tab.name === chosen}
              aria-controls={`${id}-panel`}
              tabIndex={tab.name === chosen ? 0 : -1}
              onClick={() => onChoose(tab.name)}
            >
              {tab.label}
              {tab.count !== undefined && <span className="count num">{tab.count}</span>}
            </button>
          ))}
        </div>
        {extra}
      </div>
      <div id={`${id}-panel`} role="tabpanel" aria-labelledby={`${id}-${chosen}`} className="tab-panel" tabIndex={0}>
        {children}
      </div>
    </>
  );
}
