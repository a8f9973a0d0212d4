import { describe, expect, it } from 'vitest';
import { isPicked, togglePick, without } from '../../../web/lib/pick.ts';

describe('picking in one card what all others follow', () => {
  const cell = { defaultType: ['habitual'], painPoint: ['pp-legal'] };
  it('sets what is picked, and clears it when picked again', () => {
    const filters = { branch: ['城关支行'] };
    expect(togglePick(filters, cell)).toEqual(cell);
    expect(togglePick({ ...filters, ...cell }, cell)).toEqual({
      defaultType: undefined,
      painPoint: undefined,
    });
  });

  it('takes a row of the matrix for another pick than a cell in it', () => {
    const row = { defaultType: ['habitual'], painPoint: undefined };
    expect(isPicked(cell, row)).toBe(false);
    expect(togglePick(cell, row)).toEqual(row);
    expect(isPicked({ defaultType: ['habitual'] }, row)).toBe(true);
  });

  it('lets a card ask without its own keys', () => {
    expect(without({ branch: ['A'], asOf: '2026-11-20' }, 'branch')).toEqual({
      asOf: '2026-11-20',
    });
  });
});
