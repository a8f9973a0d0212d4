/** How axis labels look. */
export const AXIS_TEXT = { fill: 'var(--ink-2)', fontSize: 11 } as const;
