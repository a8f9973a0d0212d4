/**
 * Numbers as people read them. Everything is integer arithmetic on fen or on whole numerators and
 * denominators, so nothing drifts; unknown (null, undefined, NaN) is always `—`.
 */

export type Language = 'zh' | 'en';
export type Unit = 'yuan' | 'wan' | 'yi';

export const UNKNOWN = '—';

const FEN_PER: Readonly<Record<Unit, number>> = { yuan: 100, wan: 1_000_000, yi: 10_000_000_000 };
const DIGITS: Readonly<Record<Unit, number>> = { yuan: 2, wan: 0, yi: 2 };
const MINUS = '−';

type Maybe = number | null | undefined;

const isUnknown = (value: Maybe): value is null | undefined =>
  value === null || value === undefined || Number.isNaN(value);

function group(digits: string): string {
  return digits.replaceAll(/\B(?=(\d{3})+$)/g, ',');
}

/** `scaled / 10^digits` with grouping, without the sign. */
function decimal(scaled: bigint, digits: number): string {
  const text = String(scaled).padStart(digits + 1, '0');
  if (digits === 0) return group(text);
  return `${group(text.slice(0, -digits))}.${text.slice(-digits)}`;
}

/** |numerator| × 10^digits ÷ denominator, rounded half away from zero. */
function divide(numerator: bigint, denominator: bigint, digits: number): bigint {
  const magnitude = numerator < 0n ? -numerator : numerator;
  const scaled = magnitude * 10n ** BigInt(digits);
  return (scaled * 2n + denominator) / (denominator * 2n);
}

function sign(negative: boolean, zero: boolean, signed: boolean): string {
  if (zero) return '';
  if (negative) return MINUS;
  return signed ? '+' : '';
}

export interface AmountStyle {
  unit: Unit;
  /** Decimals; by default 2 for 元 and 亿元, 0 for 万元 (2 when the amount would read as 0). */
  digits?: number | undefined;
  /** Writes `+` before a positive amount. */
  signed?: boolean | undefined;
}

/** Fen in the unit, grouped, without the unit's name: 323_456_789_00 in 万元 → `32,346`. */
export function amount(fen: Maybe, { unit, digits, signed = false }: AmountStyle): string {
  if (isUnknown(fen)) return UNKNOWN;
  // The ticks of an axis need not be whole.
  const whole = BigInt(Math.round(fen));
  const per = BigInt(FEN_PER[unit]);
  let places = digits ?? DIGITS[unit];
  let scaled = divide(whole, per, places);
  if (digits === undefined && scaled === 0n && whole !== 0n) {
    places = 2;
    scaled = divide(whole, per, places);
  }
  return sign(whole < 0n, scaled === 0n, signed) + decimal(scaled, places);
}

/** The amount to the fen: `82,310,000.00 元`, `¥82,310,000.00`. For tooltips. */
export function exactAmount(fen: Maybe, language: Language): string {
  if (isUnknown(fen)) return UNKNOWN;
  if (language === 'zh') return `${amount(fen, { unit: 'yuan', digits: 2 })} 元`;
  return yuanSign(fen, amount(Math.abs(fen), { unit: 'yuan', digits: 2 }), false);
}

/** The amount with its unit for running text: `8,231 万元`; in English `¥82.31m`. */
export function amountInText(fen: Maybe, style: AmountStyle, language: Language): string {
  if (isUnknown(fen)) return UNKNOWN;
  if (language === 'zh') return `${amount(fen, style)} ${unitName(style.unit, 'zh')}`;
  const { unit, signed = false } = style;
  const size = Math.abs(fen);
  if (unit === 'yuan') return yuanSign(fen, amount(size, { ...style, signed: false }), signed);
  const [per, digits, suffix] =
    unit === 'yi' ? ([100_000_000_000n, 3, 'bn'] as const) : ([100_000_000n, 2, 'm'] as const);
  return yuanSign(fen, decimal(divide(BigInt(size), per, digits), digits) + suffix, signed);
}

function yuanSign(fen: number, size: string, signed: boolean): string {
  return `${sign(fen < 0, /^[0.,]*[a-z]*$/.test(size), signed)}¥${size}`;
}

const UNIT_NAMES: Readonly<Record<Unit, Readonly<Record<Language, string>>>> = {
  yuan: { zh: '元', en: '¥' },
  wan: { zh: '万元', en: '¥10k' },
  yi: { zh: '亿元', en: '¥100m' },
};

/** The unit's name for a column header or an axis. */
export function unitName(unit: Unit, language: Language): string {
  return UNIT_NAMES[unit][language];
}

/** Fen as a number of units, for the axis of a chart only (never for text or sums). */
export function toUnits(fen: number, unit: Unit): number {
  return fen / FEN_PER[unit];
}

/** numerator ÷ denominator of whole numbers in percent: (2, 3) → `66.7%`; nothing over 0 is `—`. */
export function percent(numerator: Maybe, denominator: Maybe, digits = 1): string {
  if (isUnknown(numerator) || isUnknown(denominator) || denominator === 0) return UNKNOWN;
  const [top, bottom] = [BigInt(numerator) * 100n, BigInt(denominator)];
  const scaled = divide(top, bottom < 0n ? -bottom : bottom, digits);
  const negative = top < 0n !== bottom < 0n;
  return `${sign(negative, scaled === 0n, false)}${decimal(scaled, digits)}%`;
}

/** A plain decimal such as a ratio the server computed: 0.7712 → `0.77`. */
export function number(value: Maybe, digits = 2, signed = false): string {
  if (isUnknown(value) || !Number.isFinite(value)) return UNKNOWN;
  const text = Math.abs(value).toFixed(digits);
  const [whole = '', fraction] = text.split('.');
  const zero = Number(text) === 0;
  const body = group(whole) + (fraction === undefined ? '' : `.${fraction}`);
  return sign(value < 0, zero, signed) + body;
}

/** A ratio the server computed, in percent: 0.686 → `68.6%`. */
export function ratio(value: Maybe, digits = 1, signed = false): string {
  const text = number(isUnknown(value) ? value : value * 100, digits, signed);
  return text === UNKNOWN ? text : `${text}%`;
}

/** A difference of ratios: 0.203 → `20.3 个百分点`, `20.3 pp`. The sign is left to the sentence. */
export function points(value: Maybe, language: Language, digits = 1): string {
  if (isUnknown(value)) return UNKNOWN;
  const text = number(Math.abs(value) * 100, digits);
  return language === 'zh' ? `${text} 个百分点` : `${text} pp`;
}

/** A whole number, grouped. */
export function count(value: Maybe, signed = false): string {
  return number(value, 0, signed);
}

const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

function parts(day: string | null | undefined): [string, number, number] | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})/.exec(day ?? '');
  if (match === null) return undefined;
  return [match[1] ?? '', Number(match[2]), Number(match[3])];
}

/** A whole date for tables and tooltips: `2026-11-20`, `20 Nov 2026`. */
export function date(day: string | null | undefined, language: Language): string {
  const read = parts(day);
  if (read === undefined) return UNKNOWN;
  const [year, month, dayOfMonth] = read;
  if (language === 'en') return `${dayOfMonth} ${MONTHS[month - 1]} ${year}`;
  return (day ?? '').slice(0, 10);
}

/** A day of the year that is being talked about: `11 月 20 日`, `Nov 20`. */
export function monthDay(day: string | null | undefined, language: Language): string {
  const read = parts(day);
  if (read === undefined) return UNKNOWN;
  const [, month, dayOfMonth] = read;
  if (language === 'en') return `${MONTHS[month - 1]} ${dayOfMonth}`;
  return `${month} 月 ${dayOfMonth} 日`;
}

/** Month 1–12 for an axis or a header: `11月`, `Nov`. */
export function monthName(month: number, language: Language): string {
  return language === 'zh' ? `${month}月` : (MONTHS[month - 1] ?? UNKNOWN);
}

/** A duration for progress: 95 → `1:35`. */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}

/** A file size: 1_234_567 → `1.2 MB`. */
export function bytes(size: number): string {
  if (size < 1000) return `${size} B`;
  return size < 1_000_000 ? `${number(size / 1000, 0)} kB` : `${number(size / 1_000_000, 1)} MB`;
}
