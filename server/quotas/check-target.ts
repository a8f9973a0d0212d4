import { NOTHING_CHANGED, Refusal, type Sentence } from '../errors.ts';
import { FEN_PER_UNIT, type Fen, type MoneyUnit } from '../money.ts';
import { sayFen } from './say-money.ts';

/** 100 billion yuan: no bank this is for collects more in a year. */
const LARGEST_TARGET: Fen = 10_000_000_000_000;
/** A target this many times the whole claims is a slip of the unit. */
const ABSURD_TIMES = 100;

/** The units of a plan by name. */
export const UNIT_NAMES: Readonly<Record<MoneyUnit, Sentence>> = {
  fen: { zh: '分', en: 'fen' },
  yuan: { zh: '元', en: '1 yuan' },
  yuan_100: { zh: '百元', en: '100 yuan' },
  yuan_1000: { zh: '千元', en: '1,000 yuan' },
  wan: { zh: '万元', en: '10,000 yuan' },
};

function refuse(code: string, zh: string, en: string, next: Sentence): never {
  throw new Refusal(code, 422, { happened: { zh, en }, kept: NOTHING_CHANGED, next });
}

/** Refuses an amount that is not a whole number of the unit, with 'not-whole-units'. */
export function refuseBrokenUnits(amount: Fen, unit: MoneyUnit, what: Sentence): void {
  if (Number.isSafeInteger(amount) && amount % FEN_PER_UNIT[unit] === 0) return;
  const said = Number.isSafeInteger(amount) ? sayFen(amount) : { zh: `${amount}`, en: `${amount}` };
  refuse(
    'not-whole-units',
    `${what.zh} ${said.zh}不是整${UNIT_NAMES[unit].zh}。`,
    `${what.en} of ${said.en} is not a whole number of ${UNIT_NAMES[unit].en}.`,
    {
      zh: '请改金额,或选更小的取整单位。',
      en: 'Change the amount, or choose a smaller unit.',
    },
  );
}

/**
 * Refuses a target of zero, a negative one, a fraction of the unit ('not-whole-units') and an
 * absurd one: above 100 billion yuan, or above a hundred times the claims it is to come from.
 * `balanceFen` is undefined when there are no claims to compare with.
 */
export function checkTarget(targetFen: Fen, unit: MoneyUnit, balanceFen?: Fen): void {
  const retype: Sentence = {
    zh: '请重新填写年度目标(大于零)。',
    en: 'Enter the annual target again; it must be above zero.',
  };
  if (targetFen === 0)
    refuse('target-zero', '年度目标是零。', 'The annual target is zero.', retype);
  if (targetFen < 0) {
    refuse('target-negative', '年度目标是负数。', 'The annual target is negative.', retype);
  }
  if (!(targetFen <= LARGEST_TARGET)) {
    refuse(
      'target-absurd',
      `年度目标超过 ${sayFen(LARGEST_TARGET).zh},请检查单位。`,
      `The annual target is above ${sayFen(LARGEST_TARGET).en}; check its unit.`,
      retype,
    );
  }
  refuseBrokenUnits(targetFen, unit, { zh: '年度目标', en: 'The annual target' });
  if (balanceFen !== undefined && BigInt(targetFen) > BigInt(balanceFen) * BigInt(ABSURD_TIMES)) {
    refuse(
      'target-absurd',
      `年度目标 ${sayFen(targetFen).zh}超过全部债权 ${sayFen(balanceFen).zh}的 ${ABSURD_TIMES} 倍,请检查单位。`,
      `The annual target of ${sayFen(targetFen).en} is above ${ABSURD_TIMES} times all claims, ${sayFen(balanceFen).en}; check its unit.`,
      retype,
    );
  }
}
