import { describe, expect, it } from 'vitest';
import { Refusal } from '../../../server/errors.ts';
import {
  type KnownOrder,
  type OrderEvidence,
  settleOrder,
  weigh,
} from '../../../server/loan-book/resolve-date-order.ts';

function settle(cells: readonly string[], known: KnownOrder = {}): string | undefined {
  const evidence: OrderEvidence = {
    column: '到期日',
    dayFirst: false,
    monthFirst: false,
    samples: [],
  };
  for (const cell of cells) weigh(evidence, cell);
  try {
    return settleOrder([evidence], known);
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
}

describe('the order of day and month', () => {
  it('is asked for once, then remembered as long as no file contradicts it', () => {
    expect(settle(['1/2/2024'])).toBe('date-order-ambiguous');
    expect(settle(['1/2/2024'], { asked: 'dmy' })).toBe('dmy');
    expect(settle(['1/2/2024'], { remembered: 'dmy' })).toBe('dmy');
    expect(settle(['1/2/2024', '13/2/2024'], { remembered: 'dmy' })).toBe('dmy');
    expect(settle(['1/2/2024', '2/13/2024'], { remembered: 'dmy' })).toBe(
      'date-order-contradicted',
    );
    expect(settle(['1/2/2024', '2/13/2024'], { remembered: 'dmy', asked: 'mdy' })).toBe('mdy');
  });

  it('that a file disproves is not loaded by, even when it is asked for', () => {
    expect(settle(['13/2/2024'], { asked: 'mdy' })).toBe('date-order-contradicted');
  });

  it('of a file that proves both is nobody but the reader to choose', () => {
    expect(settle(['13/2/2024', '2/13/2024'], { remembered: 'dmy' })).toBe('date-order-ambiguous');
    expect(settle(['13/2/2024', '2/13/2024'], { asked: 'dmy' })).toBe('dmy');
  });

  it('does not matter where no date needs it', () => {
    expect(settle(['2024-01-02'], { remembered: 'dmy' })).toBeUndefined();
  });
});
