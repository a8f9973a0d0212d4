import { type AmountUnit, UNIT_DECIMALS } from '../loan-book/read-words.ts';
import type { Fen } from '../money.ts';

/** The units that amounts are typed and shown in; a file may count in others too. */
export const SHOWN_UNITS = ['yuan', 'wan', 'yi'] as const;

const WIDE = /[\uFF0C\uFF0E\uFF10-\uFF19\uFF0D\uFF08\uFF09]/g;
const narrow = (text: string) =>
  text.replaceAll(WIDE, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0));

/**
 * An amount as a spreadsheet gives it (`1,234.5`, `1234.50 `, full-width digits), in `unit`, to
 * fen without a float. `(12)` and `-12` are negative. Undefined when it is no amount, is finer than
 * a fen or does not fit.
 */
export function readAmount(typed: string, unit: AmountUnit): Fen | undefined {
  const text = narrow(typed).replaceAll(/[\s\u3000\u00A0¥]/g, '');
  const inBrackets = /^\((.*)\)$/.exec(text);
  const match = /^([+\-−]?)(\d{1,3}(?:,\d{3})+|\d+)?(?:\.(\d*))?$/.exec(inBrackets?.[1] ?? text);
  const [, sign = '', whole = '', after = ''] = match ?? [];
  if (match === null || (whole === '' && after === '')) return undefined;
  const decimals = after.replace(/0+$/, '');
  if (decimals.length > UNIT_DECIMALS[unit]) return undefined;
  const size = Number(whole.replaceAll(',', '') + decimals.padEnd(UNIT_DECIMALS[unit], '0'));
  if (!Number.isSafeInteger(size)) return undefined;
  const isNegative = inBrackets !== null || (sign !== '' && sign !== '+');
  return isNegative && size !== 0 ? -size : size;
}
