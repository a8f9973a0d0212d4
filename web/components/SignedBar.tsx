import classes from './SignedBar.module.css';
import { type Tone, toneColor } from './tone.ts';

export interface SignedBarProps {
  /** Below zero grows left of the axis, above zero right. */
  value: number;
  /** The smallest and the largest value among the bars it stands with. */
  low: number;
  high: number;
  tone: Tone;
}

/** One signed bar for a table's cell; bars of one column share an axis. The figure stands beside. */
export function SignedBar({ value, low, high, tone }: SignedBarProps) {
  const from = Math.min(low, 0);
  const span = Math.max(high, 0) - from || 1;
  const axis = (-from / span) * 100;
  const width = (Math.abs(value) / span) * 100;
  return (
    <span className={classes.track} aria-hidden="true">
      <span
        className={classes.bar}
        style={{
          insetInlineStart: `${value < 0 ? axis - width : axis}%`,
          width: `${width}%`,
          background: toneColor(tone),
        }}
      />
      <span className={classes.axis} style={{ insetInlineStart: `${axis}%` }} />
    </span>
  );
}
