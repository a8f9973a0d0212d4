/** What a colour says: the four pace bands, the brand, and quiet text. Never without a word or sign. */
export type Tone = 'good' | 'amber' | 'orange' | 'bad' | 'brand' | 'quiet' | 'ink';

const COLORS: Readonly<Record<Tone, string>> = {
  good: 'var(--good)',
  amber: 'var(--amber)',
  orange: 'var(--orange)',
  bad: 'var(--bad)',
  brand: 'var(--brand)',
  quiet: 'var(--ink-2)',
  ink: 'var(--ink)',
};

export function toneColor(tone: Tone): string {
  return COLORS[tone];
}

export type PaceBand = 'good' | 'amber' | 'orange' | 'bad';

/** The band of a pace (done ÷ due to date): ≥ 1.0 green, 0.9 amber, 0.7 orange, below red. */
export function paceBand(pace: number): PaceBand {
  if (pace >= 1) return 'good';
  if (pace >= 0.9) return 'amber';
  return pace >= 0.7 ? 'orange' : 'bad';
}
