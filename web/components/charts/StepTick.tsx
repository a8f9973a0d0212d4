import { AXIS_TEXT } from './axis.ts';
import { breakLabel } from './break-label.ts';

interface TickProps {
  x?: number | string;
  y?: number | string;
  width?: number | string;
  visibleTicksCount?: number;
  payload?: { value?: unknown };
}

/** A name below a bar, on two lines where the bar is narrower than the name. */
export function StepTick({ x, y, width, visibleTicksCount = 1, payload }: TickProps) {
  const room = Number(width ?? 0) / visibleTicksCount;
  const lines = breakLabel(String(payload?.value ?? ''), room, AXIS_TEXT.fontSize);
  return (
    <text x={x} y={y} textAnchor="middle" {...AXIS_TEXT}>
      {lines.map((line, place) => (
        <tspan key={line} x={x} dy={place === 0 ? 10 : 13}>
          {line}
        </tspan>
      ))}
    </text>
  );
}
