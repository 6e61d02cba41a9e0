import { useId, type ReactNode } from 'react';

interface Props {
  readonly title: string;
  readonly count?: number | undefined;
  /** Stands right of the title. */
  readonly extra?: ReactNode;
  /** Of a list that scrolls by itself and must not grow with its rows. */
  readonly tall?: boolean;
  readonly area?: string;
  readonly children: ReactNode;
}

/** A titled part of a page. */
export function Panel({ title, count, extra, tall = false, area, children }: Props) {
  const id = useId();
  return (
    <section className={`panel ${tall ? 'panel-tall' : ''} ${area ?? ''}`} aria-labelledby={id}>
      <div className="panel-head">
        <h2 id={id} className="panel-title">
          {title}
          {count !== undefined && <span className="count num">{count}</span>}
        </h2>
        {extra}
      </div>
      <div className="panel-body">{children}</div>
    </section>
  );
}
