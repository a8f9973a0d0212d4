import type { ReactNode } from 'react';
import classes from './State.module.css';

export interface EmptyStateProps {
  /** What is missing, as a sentence. */
  title: ReactNode;
  /** What to do next. */
  note?: ReactNode;
  /** The button that does it. */
  action?: ReactNode;
}

/** Nothing to show yet: says what to do next, with the button. */
export function EmptyState({ title, note, action }: EmptyStateProps) {
  return (
    <div className={classes.state}>
      <p className={classes.title}>{title}</p>
      {note ? <p className={classes.note}>{note}</p> : null}
      {action ? <div className={classes.action}>{action}</div> : null}
    </div>
  );
}
