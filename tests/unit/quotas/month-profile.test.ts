import { describe, expect, it } from 'vitest';
import { monthProfile } from '../../../server/quotas/month-profile.ts';

const sum = (values: readonly bigint[]) => values.reduce((a, b) => a + b, 0n);
const quarter = (parts: readonly bigint[], q: number) => sum(parts.slice(q * 3, q * 3 + 3));

describe('the shape of a year', () => {
  it('is 30, 25, 20 and 25 percent by quarter unless chosen otherwise', () => {
    const { parts } = monthProfile('default', [], 0);
    const whole = sum(parts);
    expect([0, 1, 2, 3].map((q) => (quarter(parts, q) * 100n) / whole)).toEqual([
      30n,
      25n,
      20n,
      25n,
    ]);
  });

  it('follows a complete year of postings exactly', () => {
    const posted = [14, 12, 9, 8, 7, 9, 5, 5, 7, 7, 8, 9].map((part) => part * 1_000_003);
    expect(monthProfile('learned', posted, 12).parts).toEqual([
      14n,
      12n,
      9n,
      8n,
      7n,
      9n,
      5n,
      5n,
      7n,
      7n,
      8n,
      9n,
    ]);
  });

  it('keeps the default part for months that are not over, and learns only from whole ones', () => {
    const posted = [80, 80, 80, 0, 0, 0, 40, 40, 40, 120, 999_999, 0];
    const { parts, learnedMonths } = monthProfile('learned', posted, 10);
    const whole = sum(parts);
    expect(learnedMonths).toBe(10);
    expect((parts[10] ?? 0n) * 300n).toBe(whole * 25n);
    expect((parts[11] ?? 0n) * 300n).toBe(whole * 25n);
    expect((parts[0] ?? 0n) * 40n).toBe((parts[6] ?? 0n) * 80n);
  });

  it('counts a month of net reversals as none, never as negative', () => {
    const posted = [-50, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10];
    expect(monthProfile('learned', posted, 12).parts[0]).toBe(0n);
  });

  it('refuses to learn from less than half a year or from nothing', () => {
    expect(() => monthProfile('learned', [5, 5, 5], 3)).toThrow(/no season/);
    expect(() => monthProfile('learned', [], 12)).toThrow(/no postings/);
  });
});
