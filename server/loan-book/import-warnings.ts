import { z } from 'zod';
import { type Fen, yuanText } from '../money.ts';
import { CANONICAL_FIELDS } from './canonical-fields.ts';

/** Something about a snapshot that its reader should know, kept with it. Amounts in fen. */
export const importWarning = z.object({
  code: z.string(),
  says: z.object({ zh: z.string(), en: z.string() }),
  count: z.int().optional(),
  amountFen: z.int().optional(),
  field: z.string().optional(),
  samples: z.array(z.string()).optional(),
});
export type ImportWarning = z.infer<typeof importWarning>;

const LABELS = new Map(CANONICAL_FIELDS.map(({ id, label }) => [id, label]));
const number = (count: number) => count.toLocaleString('en-US');
const yuan = (amount: Fen) => yuanText(amount).replace(/\B(?=(\d{3})+(?=\.))/g, ',');

export const WARNINGS = {
  unknownWords(field: string, count: number, samples: string[]): ImportWarning {
    const label = LABELS.get(field) ?? { zh: field, en: field };
    return {
      code: 'unknown-words',
      field,
      count,
      samples,
      says: {
        zh: `「${label.zh}」有 ${number(count)} 行的写法不认识(${samples.join('、')}),已按未知处理,原文保留。`,
        en: `"${label.en}" has ${number(count)} rows with words that are not known (${samples.join(', ')}); they count as unknown and their text is kept.`,
      },
    };
  },
  unreadCells(field: string, count: number, samples: string[]): ImportWarning {
    const label = LABELS.get(field) ?? { zh: field, en: field };
    return {
      code: 'unread-cells',
      field,
      count,
      samples,
      says: {
        zh: `后来对应的「${label.zh}」有 ${number(count)} 行读不出(${samples.join('、')}),已按未知处理,原文保留。`,
        en: `"${label.en}", mapped after the load, has ${number(count)} cells that cannot be read (${samples.join(', ')}); they count as unknown and their text is kept.`,
      },
    };
  },
  balanceChanged(before: Fen, after: Fen, day: string): ImportWarning {
    return {
      code: 'balance-changed',
      amountFen: after - before,
      says: {
        zh: `本金余额合计 ${yuan(after)} 元,与 ${day} 的 ${yuan(before)} 元相差超过 20%。`,
        en: `Balances sum to ¥${yuan(after)}, more than 20 % away from ¥${yuan(before)} on ${day}.`,
      },
    };
  },
  loansVanished(count: number, amountFen: Fen, day: string): ImportWarning {
    return {
      code: 'loans-vanished',
      count,
      amountFen,
      says: {
        zh: `${day} 有余额的 ${number(count)} 笔贷款(${yuan(amountFen)} 元)不在这份文件里。`,
        en: `${number(count)} loans with a balance on ${day} (¥${yuan(amountFen)}) are not in this file.`,
      },
    };
  },
  dpdFell(count: number, amountFen: Fen, day: string): ImportWarning {
    return {
      code: 'dpd-fell',
      count,
      amountFen,
      says: {
        zh: `${number(count)} 笔贷款(${yuan(amountFen)} 元)自 ${day} 起没有还款,逾期天数却变少了。`,
        en: `Days past due fell for ${number(count)} loans (¥${yuan(amountFen)}) without any payment since ${day}.`,
      },
    };
  },
  futureDates(count: number, asOf: string): ImportWarning {
    return {
      code: 'future-dates',
      count,
      says: {
        zh: `${number(count)} 行的发放、还款或联系日期晚于数据日期 ${asOf}。`,
        en: `${number(count)} rows were disbursed, paid or contacted after the as-of date ${asOf}.`,
      },
    };
  },
  balanceAboveOriginal(count: number, amountFen: Fen): ImportWarning {
    return {
      code: 'balance-above-original',
      count,
      amountFen,
      says: {
        zh: `${number(count)} 笔贷款的本金余额大于贷款金额,共多出 ${yuan(amountFen)} 元。`,
        en: `${number(count)} loans have a balance above their original principal, by ¥${yuan(amountFen)} in all.`,
      },
    };
  },
  classUnknown(count: number, amountFen: Fen, lateLoans: number): ImportWarning {
    const [zhLate, enLate] =
      lateLoans === 0
        ? ['', '']
        : [
            `其中 ${number(lateLoans)} 笔逾期超过 90 天;`,
            ` ${number(lateLoans)} of them are more than 90 days past due.`,
          ];
    return {
      code: 'class-unknown',
      count,
      amountFen,
      says: {
        zh: `${number(count)} 笔贷款(${yuan(amountFen)} 元)没有五级分类,是否不良无从判断,未计入不良;${zhLate}请指定五级分类列后重新导入。`,
        en: `${number(count)} loans (¥${yuan(amountFen)}) have no risk class, so whether they are non-performing is unknown and they are not counted as such.${enLate} Map the risk class column and import again.`,
      },
    };
  },
  classLag(count: number, amountFen: Fen): ImportWarning {
    return {
      code: 'class-lag',
      count,
      amountFen,
      says: {
        zh: `${number(count)} 笔贷款(${yuan(amountFen)} 元)的五级分类好于逾期天数对应的下限。`,
        en: `${number(count)} loans (¥${yuan(amountFen)}) are classified better than their days past due allow.`,
      },
    };
  },
  totalDiffers(fileTotal: Fen, loaded: Fen, rejected: Fen): ImportWarning {
    const difference = fileTotal - loaded;
    const rest = difference - rejected;
    return {
      code: 'total-differs',
      amountFen: difference,
      says: {
        zh: `文件合计行的本金余额是 ${yuan(fileTotal)} 元,导入的合计是 ${yuan(loaded)} 元,相差 ${yuan(difference)} 元;其中拒收行占 ${yuan(rejected)} 元,${rest === 0 ? '没有' : `另有 ${yuan(rest)} 元`}无法解释的差额。`,
        en: `The file's own total is ¥${yuan(fileTotal)} and the loaded balances sum to ¥${yuan(loaded)}: a difference of ¥${yuan(difference)}, of which rejected rows are ¥${yuan(rejected)} and ${rest === 0 ? 'nothing' : `¥${yuan(rest)}`} is unexplained.`,
      },
    };
  },
  unreadableCharacters(count: number): ImportWarning {
    return {
      code: 'unreadable-characters',
      count,
      says: {
        zh: `有 ${number(count)} 个字符按所选编码读不出来,已显示为 �。`,
        en: `${number(count)} characters cannot be read in this encoding and are shown as �.`,
      },
    };
  },
  foreignCurrency(count: number): ImportWarning {
    return {
      code: 'foreign-currency',
      count,
      says: {
        zh: `${number(count)} 笔贷款不是人民币,金额按原币数字计入合计。`,
        en: `${number(count)} loans are not in CNY; their amounts are summed as they stand.`,
      },
    };
  },
  monthOnly(field: string, samples: string[]): ImportWarning {
    const label = LABELS.get(field) ?? { zh: field, en: field };
    return {
      code: 'month-only-dates',
      field,
      samples,
      says: {
        zh: `「${label.zh}」只有年月(如 ${samples.join('、')}),按当月 1 日读取。`,
        en: `"${label.en}" gives only the month (such as ${samples.join(', ')}) and is read as its first day.`,
      },
    };
  },
  headerChanged(allAdded: string[], allRemoved: string[]): ImportWarning {
    const few = (names: string[]) =>
      names.length > 8 ? [...names.slice(0, 8), `… (${names.length})`] : names;
    const added = few(allAdded);
    const removed = few(allRemoved);
    return {
      code: 'header-changed',
      count: allAdded.length + allRemoved.length,
      says: {
        zh: `表头与上次不同:${added.length > 0 ? `新增 ${added.join('、')}` : ''}${added.length > 0 && removed.length > 0 ? ';' : ''}${removed.length > 0 ? `缺少 ${removed.join('、')}` : ''}。`,
        en: `The header differs from last time: ${[added.length > 0 ? `new ${added.join(', ')}` : '', removed.length > 0 ? `gone ${removed.join(', ')}` : ''].filter(Boolean).join('; ')}.`,
      },
    };
  },
} as const;
