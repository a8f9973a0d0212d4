import { createContext, type ReactNode, useState } from 'react';
import classes from './Card.module.css';

export interface CardProps {
  /** What the card found, as a sentence, not a topic. */
  title?: ReactNode;
  /** What is measured, in which unit, over which time. */
  subtitle?: ReactNode;
  actions?: ReactNode;
  children?: ReactNode;
  /** Lets the content reach the card's edges (a table that scrolls). */
  flush?: boolean;
  id?: string;
}

/** The place beside a card's actions where what it holds may add its own; null where there is none. */
export const CardActions = createContext<HTMLElement | null>(null);

/** A card: a finding with what shows it. Lay cards side by side with `<Columns>`. */
export function Card({ title, subtitle, actions, children, flush = false, id }: CardProps) {
  const [slot, setSlot] = useState<HTMLElement | null>(null);
  return (
    <section className={classes.card} id={id}>
      {title || actions ? (
        <div className={classes.head}>
          <div className={`${classes.actions} no-print`}>
            {actions}
            <span ref={setSlot} className={classes.slot} />
          </div>
          {title ? <h2 className={classes.title}>{title}</h2> : null}
          {subtitle ? <p className={classes.subtitle}>{subtitle}</p> : null}
        </div>
      ) : null}
      <div className={flush ? classes.flush : classes.body}>
        <CardActions value={slot}>{children}</CardActions>
      </div>
    </section>
  );
}

/** Cards side by side in the given proportion; one below the other when it gets narrow. */
export function Columns({ children, template = '1fr 1fr' }: ColumnsProps) {
  return (
    <div className={classes.columns} style={{ '--template': template } as React.CSSProperties}>
      {children}
    </div>
  );
}

interface ColumnsProps {
  children: ReactNode;
  /** CSS grid columns, for example `7fr 5fr`. */
  template?: string;
}
