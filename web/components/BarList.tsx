import type { CSSProperties, ReactNode } from 'react';
import { AppLink } from './AppLink.tsx';
import classes from './BarList.module.css';
import { type Tone, toneColor } from './tone.ts';

export interface BarItem {
  id: string;
  label: ReactNode;
  /** The bar's length; below zero it grows to the left. */
  value: number;
  /** The figure with its sign, formatted. */
  text: ReactNode;
  tone?: Tone;
  tip?: string;
  href?: string;
}

export interface BarListProps {
  label: string;
  items: readonly BarItem[];
  /** A line across all bars, such as last year's best. */
  mark?: { value: number; label: ReactNode };
  /** The tallest the list gets before it scrolls, as CSS. */
  maxHeight?: string;
}

/** Bars by name, largest as given; figures stand beside them, so that colour is never alone. */
export function BarList({ label, items, mark, maxHeight }: BarListProps) {
  const values = [...items.map((item) => item.value), mark?.value ?? 0];
  const low = Math.min(...values, 0);
  const high = Math.max(...values, 0);
  const span = high - low || 1;
  const place = (value: number) => `${((value - low) / span) * 100}%`;
  return (
    <figure
      className={classes.list}
      aria-label={label}
      style={{ '--most': maxHeight } as CSSProperties}
      // What scrolls must be reached by keyboard
      tabIndex={maxHeight === undefined ? undefined : 0}
    >
      {items.map((item) => {
        const bar = (
          <>
            <span className={classes.label}>{item.label}</span>
            <span className={classes.track} data-tip={item.tip}>
              <span
                className={classes.bar}
                style={{
                  insetInlineStart: place(Math.min(item.value, 0)),
                  width: `${(Math.abs(item.value) / span) * 100}%`,
                  background: toneColor(item.tone ?? 'brand'),
                }}
              />
              {mark ? (
                <span className={classes.mark} style={{ insetInlineStart: place(mark.value) }} />
              ) : null}
            </span>
            <span className={classes.text}>{item.text}</span>
          </>
        );
        return item.href ? (
          <AppLink key={item.id} href={item.href} className={classes.row}>
            {bar}
          </AppLink>
        ) : (
          <div key={item.id} className={classes.row}>
            {bar}
          </div>
        );
      })}
      {mark ? <figcaption className={classes.caption}>┆ {mark.label}</figcaption> : null}
    </figure>
  );
}
