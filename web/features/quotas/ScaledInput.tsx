import { NumberInput } from '@mantine/core';

interface Props {
  label: string;
  /** A whole number of thousandths; undefined is empty. */
  value: number | undefined;
  /** As percent, as so many times, or as the thousandths themselves. */
  as: 'percent' | 'times' | 'perMille';
  min?: number;
  max?: number;
  onChange: (value: number) => void;
  /** For an input that needs no visible label. */
  isBare?: boolean;
}

const PER_SHOWN = { percent: 10, times: 1000, perMille: 1 } as const;
const DECIMALS = { percent: 1, times: 3, perMille: 0 } as const;

/** Thousandths typed as percent, as times, or as they are. What is out of bounds the plan refuses. */
export function ScaledInput({ label, value, as, min, max, onChange, isBare = false }: Props) {
  return (
    <NumberInput
      size="xs"
      {...(isBare ? { 'aria-label': label, w: 84 } : { label })}
      {...(min === undefined ? {} : { min: min / PER_SHOWN[as] })}
      {...(max === undefined ? {} : { max: max / PER_SHOWN[as] })}
      clampBehavior={min === undefined && max === undefined ? 'none' : 'strict'}
      hideControls
      decimalScale={DECIMALS[as]}
      value={value === undefined ? '' : value / PER_SHOWN[as]}
      onChange={(typed) => {
        if (typeof typed === 'number') onChange(Math.round(typed * PER_SHOWN[as]));
      }}
    />
  );
}
