import { NOTHING_CHANGED, Refusal, type Sentence } from '../errors.ts';
import type { MoneyUnit } from '../money.ts';
import { sayUnitsOf } from './say-money.ts';

const NAMES_SHOWN = 6;

function list(names: readonly string[], language: 'zh' | 'en'): string {
  const shown = names.slice(0, NAMES_SHOWN).join(language === 'zh' ? '、' : ', ');
  if (names.length <= NAMES_SHOWN) return shown;
  return language === 'zh'
    ? `${shown}等 ${names.length} 项`
    : `${shown} and ${names.length - NAMES_SHOWN} more`;
}

/** A line (a row or a column) that cannot keep its sum after a change, and why. */
export interface BlockedLine {
  line: Sentence;
  /** What the line must add up to. */
  total: bigint;
  /** The least and the most that it can add up to now; no most when nothing limits it. */
  least: bigint;
  most: bigint | undefined;
  /** What in the line cannot move. */
  fixed: { zh: string[]; en: string[] };
  unit: MoneyUnit;
}

/** Refuses with 'no-way' when the line cannot hold its sum; names what is fixed and by how much. */
export function refuseBlocked(blocked: BlockedLine): void {
  const { line, total, least, most, fixed, unit } = blocked;
  if (least <= total && (most === undefined || most >= total)) return;
  const say = sayUnitsOf(unit);
  const isOver = least > total;
  const by = say(isOver ? least - total : total - (most ?? 0n));
  const held = {
    zh: fixed.zh.length === 0 ? '' : `(已固定:${list(fixed.zh, 'zh')})`,
    en: fixed.en.length === 0 ? '' : ` (fixed: ${list(fixed.en, 'en')})`,
  };
  const found = say(isOver ? least : (most ?? 0n));
  const sum = say(total);
  throw new Refusal(
    'no-way',
    422,
    {
      happened: isOver
        ? {
            zh: `${line.zh}须合计 ${sum.zh},改后至少 ${found.zh},多出 ${by.zh}${held.zh}。`,
            en: `${line.en} must add up to ${sum.en}; after the change it is at least ${found.en}, ${by.en} too much${held.en}.`,
          }
        : {
            zh: `${line.zh}须合计 ${sum.zh},改后最多 ${found.zh},少 ${by.zh}${held.zh}。`,
            en: `${line.en} must add up to ${sum.en}; after the change it is at most ${found.en}, ${by.en} too little${held.en}.`,
          },
      kept: NOTHING_CHANGED,
      next: {
        zh: '请换一个承担差额的范围,或先解除其中的锁定。',
        en: 'Choose somebody else to take the difference, or release one of the locks first.',
      },
    },
    { by: String(isOver ? least - total : total - (most ?? 0n)) },
  );
}
