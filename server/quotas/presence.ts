import { z } from 'zod';
import { NOTHING_CHANGED, Refusal, type Sentence } from '../errors.ts';
import { type OfficerKey, officerKey } from './officer-bounds.ts';

/**
 * When an officer is there: from the first to the last month, less months on leave; a new one counts
 * only in part. Months are checked by the plan, which answers in sentences.
 */
export const presenceEntry = z.object({
  branch: z.string(),
  officer: z.string(),
  firstMonth: z.number().default(1),
  lastMonth: z.number().default(12),
  leave: z.array(z.number()).max(12).default([]),
  isNew: z.boolean().default(false),
});
export type PresenceEntry = z.infer<typeof presenceEntry>;

/** What one's weight counts for: months present of twelve, times 1/1000. */
export interface Presence {
  /** Months 1–12 in which the officer is there. */
  months: number[];
  perMille: number;
}

const MONTHS = Array.from({ length: 12 }, (_, index) => index + 1);
export const ALWAYS: Presence = { months: MONTHS, perMille: 1000 };

/** Full presence as months × thousandths. */
export const FULL_SCALE = 12_000n;
export const scaleOf = ({ months, perMille }: Presence): bigint =>
  BigInt(months.length) * BigInt(perMille);

function refuse(code: string, zh: string, en: string, next: Sentence): never {
  throw new Refusal(code, 422, { happened: { zh, en }, kept: NOTHING_CHANGED, next });
}

const isMonth = (month: number) => Number.isInteger(month) && month >= 1 && month <= 12;

/**
 * Who is there when, by officer key; everybody else is there all year. Refuses with
 * 'presence-outside-year', 'duplicate-presence', 'unknown-name' or 'factor-absurd'.
 */
export function readPresence(
  entries: readonly PresenceEntry[],
  newStaffPerMille: number,
  known: ReadonlySet<string>,
): Map<string, Presence> {
  if (!Number.isInteger(newStaffPerMille) || newStaffPerMille < 0 || newStaffPerMille > 1000) {
    refuse(
      'factor-absurd',
      `新员工系数 ${newStaffPerMille}‰ 不成立,须在 0 到 1000‰ 之间。`,
      `A new-staff factor of ${newStaffPerMille} ‰ does not work: it is between 0 and 1000 ‰.`,
      { zh: '请重新填写。', en: 'Enter it again.' },
    );
  }
  const found = new Map<string, Presence>();
  for (const entry of entries) {
    const { officer, firstMonth, lastMonth, leave, isNew } = entry;
    const key = officerKey(entry);
    if (!known.has(key)) {
      refuse(
        'unknown-name',
        `台账里没有“${entry.branch} ${officer}”,不能设在岗月份。`,
        `The loan book has no "${entry.branch} ${officer}" whose months could be set.`,
        { zh: '请核对机构和清收员姓名。', en: "Check the branch and the officer's name." },
      );
    }
    if (![firstMonth, lastMonth, ...leave].every(isMonth) || lastMonth < firstMonth) {
      refuse(
        'presence-outside-year',
        `“${officer}”的在岗月份 ${firstMonth}–${lastMonth} 月不在本年度内,或首尾颠倒。`,
        `The months of "${officer}" (${firstMonth} to ${lastMonth}) are outside the year or end before they begin.`,
        {
          zh: '请填 1 到 12 月,先首月后末月。',
          en: 'Give months 1 to 12, the first before the last.',
        },
      );
    }
    if (found.has(key)) {
      refuse(
        'duplicate-presence',
        `“${officer}”的在岗月份写了两次。`,
        `The months of "${officer}" are given twice.`,
        { zh: '请只保留一条。', en: 'Keep one of them.' },
      );
    }
    found.set(key, {
      months: MONTHS.filter((m) => m >= firstMonth && m <= lastMonth && !leave.includes(m)),
      perMille: isNew ? newStaffPerMille : 1000,
    });
  }
  return found;
}

/** An amount that somebody fixed in a month in which the officer is not there. */
export function refuseAbsent(
  who: OfficerKey,
  months: readonly number[],
  placed: readonly { month?: number | undefined; amountFen: number }[],
): void {
  for (const { month, amountFen } of placed) {
    if (month === undefined || months.includes(month) || amountFen === 0) continue;
    refuse(
      'fixed-while-absent',
      `“${who.officer}”${month} 月不在岗,不能固定任务。`,
      `"${who.officer}" is not there in month ${month}, so no amount can be fixed in it.`,
      { zh: '请取消这项固定,或改在岗月份。', en: 'Release it, or change the months of presence.' },
    );
  }
  if (months.length === 0 && placed.some((own) => own.amountFen > 0)) {
    refuse(
      'fixed-while-absent',
      `“${who.officer}”全年不在岗,不能固定任务。`,
      `"${who.officer}" is not there all year, so no amount can be fixed.`,
      { zh: '请取消这项固定,或改在岗月份。', en: 'Release it, or change the months of presence.' },
    );
  }
}
