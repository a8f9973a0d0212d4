import type { ReactNode } from 'react';
import classes from './Headline.module.css';
import { type Tone, toneColor } from './tone.ts';

export interface HeadlineProps {
  /** One sentence that answers the page's question; mark parts with `<Say tone="bad">`. */
  children: ReactNode;
  /** A second line in quiet type: where the answer comes from. */
  sub?: ReactNode;
  /** Buttons at the right. */
  actions?: ReactNode;
}

/** The first line of every page. */
export function Headline({ children, sub, actions }: HeadlineProps) {
  return (
    <header className={classes.row}>
      <div className={classes.words}>
        <h1 className={classes.title}>{children}</h1>
        {sub ? <p className={classes.sub}>{sub}</p> : null}
      </div>
      {actions ? <div className={`${classes.actions} no-print`}>{actions}</div> : null}
    </header>
  );
}

/** A part of a sentence in the colour of what it says; the words must say it too. */
export function Say({ tone, children }: { tone: Tone; children: ReactNode }) {
  return <span style={{ color: toneColor(tone) }}>{children}</span>;
}
