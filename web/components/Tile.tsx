import type { ReactNode } from 'react';
import { AppLink } from './AppLink.tsx';
import classes from './Tile.module.css';
import { type Tone, toneColor } from './tone.ts';

export interface TileProps {
  label: ReactNode;
  /** The figure, formatted. */
  value: ReactNode;
  unit?: ReactNode;
  /** What it compares with, in quiet type. */
  note?: ReactNode;
  tone?: Tone;
  /** Where the loans behind the figure are; the whole tile becomes the door. */
  href?: string;
  /** The exact amount, shown on hover and focus. */
  tip?: string;
}

/** One figure that matters. Lay tiles out in `<Tiles>`. */
export function Tile({ label, value, unit, note, tone = 'ink', href, tip }: TileProps) {
  const body = (
    <>
      <div className={classes.label}>{label}</div>
      <div className={classes.figure} style={{ color: toneColor(tone) }}>
        <span className={classes.value} data-tip={tip}>
          {value}
        </span>
        {unit ? <span className={classes.unit}>{unit}</span> : null}
      </div>
      {note ? <div className={classes.note}>{note}</div> : null}
    </>
  );
  if (href === undefined) return <div className={classes.tile}>{body}</div>;
  return (
    <AppLink href={href} className={`${classes.tile} ${classes.door}`}>
      {body}
    </AppLink>
  );
}

/** A row of tiles that wraps on narrow screens. */
export function Tiles({ children }: { children: ReactNode }) {
  return <div className={classes.row}>{children}</div>;
}
