import type { IsoDate } from '../calendar.ts';
import type { Sentence } from '../errors.ts';
import { type OfficerKey, officerKey } from './officer-bounds.ts';
import { refuseNothingLeft, refuseReplan } from './refuse-replan.ts';
import type { ReplanRow } from './replan-sheet.ts';
import type { ReplanChange, ReplanWish } from './replan-wish.ts';

/** Who and what a change may name. */
export interface Known {
  year: number;
  /** By officerKey: everybody with a loan in the latest book; and its branches. */
  officers: ReadonlySet<string>;
  branches: ReadonlySet<string>;
}

const nameOf = ({ branch, officer }: OfficerKey) => `${branch} ${officer}`;
const CHOOSE: Sentence = {
  zh: '请核对机构和清收员姓名,从列表中选择。',
  en: "Check the branch and the officer's name; choose them from the list.",
};
const ONCE: Sentence = { zh: '请只保留一条。', en: 'Keep one of them.' };

function refuseDays(change: ReplanChange, year: number): void {
  if (change.kind === 'target') return;
  const days: IsoDate[] = change.kind === 'absence' ? [change.on, change.to] : [change.on];
  const outside = days.find((day) => !day.startsWith(`${year}-`));
  if (outside !== undefined) {
    refuseReplan(
      'change-outside-year',
      `变动日期 ${outside} 不在 ${year} 年内。`,
      `The day of a change, ${outside}, is not in ${year}.`,
      { zh: '请选方案年度内的日期。', en: "Choose a day of the plan's year." },
    );
  }
  if (change.kind === 'absence' && change.to < change.on) {
    refuseReplan(
      'days-reversed',
      `${change.officer}请假的结束日 ${change.to} 早于开始日 ${change.on}。`,
      `The leave of ${change.officer} ends on ${change.to}, before it begins on ${change.on}.`,
      { zh: '请改日期。', en: 'Correct the days.' },
    );
  }
}

/** Shares given by hand: whole hundredths of a percent of known people, 100 together. */
function refuseShares(change: ReplanChange & OfficerKey, known: Known): void {
  const shares = 'shares' in change ? change.shares : undefined;
  if (shares === undefined) return;
  const own = officerKey(change);
  const seen = new Set<string>();
  for (const share of shares) {
    const key = officerKey(share);
    if (key === own) refuseSelf(change.officer);
    if (!known.officers.has(key)) refuseUnknown(share);
    if (seen.has(key)) {
      refuseReplan(
        'share-twice',
        `接手人${share.officer}写了两次。`,
        `The successor ${share.officer} is given twice.`,
        ONCE,
      );
    }
    seen.add(key);
  }
  const hundredths = shares.map(({ percent }) => Math.round(percent * 100));
  const isBroken = shares.some(
    ({ percent }, index) =>
      !(percent > 0) || Math.abs(percent * 100 - (hundredths[index] ?? 0)) > 1e-6,
  );
  const sum = hundredths.reduce((all, own) => all + own, 0);
  if (isBroken || sum !== 10_000) {
    refuseReplan(
      'shares-not-100',
      `${change.officer}的接手份额合计 ${sum / 100}%,应为 100%,每份大于零、最多两位小数。`,
      `The shares of those who take over from ${change.officer} add up to ${sum / 100} %; they must add up to 100 %, each above zero with at most two decimals.`,
      { zh: '请改份额。', en: 'Correct the shares.' },
    );
  }
}

function refuseUnknown(who: OfficerKey): never {
  const name = nameOf(who);
  refuseReplan(
    'unknown-name',
    `方案和最新台账里都没有“${name}”。`,
    `Neither the plan nor the latest loan book has "${name}".`,
    CHOOSE,
  );
}

function refuseBranch(branch: string, known: Known): void {
  if (known.branches.has(branch)) return;
  refuseReplan(
    'unknown-name',
    `方案和最新台账里都没有机构“${branch}”。`,
    `Neither the plan nor the latest loan book has the branch "${branch}".`,
    CHOOSE,
  );
}

function refuseTwice(key: string, seen: Set<string>, says: Sentence, code: string): void {
  if (seen.has(key)) refuseReplan(code, says.zh, says.en, ONCE);
  seen.add(key);
}

/** What can be wrong with one change by itself, or with two of one officer or branch. */
export function checkReplan(
  wish: ReplanWish,
  rows: ReadonlyMap<string, ReplanRow>,
  inBook: Known,
): void {
  const { effectiveOn, changes } = wish;
  const joiners = changes.filter((change) => change.kind === 'join');
  const known = {
    year: inBook.year,
    officers: new Set([...inBook.officers, ...rows.keys(), ...joiners.map(officerKey)]),
    branches: new Set([...inBook.branches, ...[...rows.values()].map((row) => row.branch)]),
  };
  if (!effectiveOn.startsWith(`${known.year}-`)) {
    refuseReplan(
      'effective-outside-year',
      `生效日 ${effectiveOn} 不在 ${known.year} 年内。`,
      `The effective day ${effectiveOn} is not in ${known.year}.`,
      { zh: '请选方案年度内的日期。', en: "Choose a day of the plan's year." },
    );
  }
  const gone = new Set<string>();
  const joined = new Set<string>();
  const merged = new Set<string>();
  const target = new Set<string>();
  const handed = new Set<string>();
  for (const change of changes) {
    refuseDays(change, known.year);
    if (change.kind === 'target') {
      const says = { zh: '目标改了两次。', en: 'The target is changed twice.' };
      refuseTwice('', target, says, 'target-twice');
      continue;
    }
    if (change.kind === 'merge') {
      refuseBranch(change.branch, known);
      refuseBranch(change.into, known);
      const says = {
        zh: `机构“${change.branch}”并出了两次。`,
        en: `The branch "${change.branch}" is merged twice.`,
      };
      refuseTwice(change.branch, merged, says, 'merged-twice');
      if (change.into === change.branch) refuseSamePlace(change.branch);
      continue;
    }
    const key = officerKey(change);
    if (change.kind === 'join') {
      const says = {
        zh: `${nameOf(change)}加入了两次。`,
        en: `${nameOf(change)} joins twice.`,
      };
      refuseTwice(key, joined, says, 'joins-twice');
      if (change.officer.trim() === '') refuseUnknown(change);
      refuseBranch(change.branch, known);
      if (change.percent === undefined && !inBook.officers.has(key)) refuseUnknown(change);
      if (change.percent !== undefined && !(change.percent >= 1 && change.percent <= 300)) {
        refuseReplan(
          'part-out-of-range',
          `${change.officer}的任务比例 ${change.percent}% 不在 1%–300% 之间。`,
          `The part of ${change.officer}, ${change.percent} %, is not between 1 % and 300 %.`,
          {
            zh: '请填同机构人均任务的百分比,如 50。',
            en: "Enter a percentage of the branch's average, such as 50.",
          },
        );
      }
      continue;
    }
    const row = rows.get(key);
    if (row === undefined && !known.officers.has(key)) refuseUnknown(change);
    if (row === undefined) refuseNothingLeft(change, effectiveOn);
    if (change.kind === 'handover') {
      checkHandover(change, known);
      const says = {
        zh: `${nameOf(change)}移交给${nameOf(change.to)}写了两次。`,
        en: `${nameOf(change)} hands over to ${nameOf(change.to)} twice.`,
      };
      refuseTwice(`${key} ${officerKey(change.to)}`, handed, says, 'handed-twice');
      continue;
    }
    if (change.kind !== 'absence') {
      const says = {
        zh: `${nameOf(change)}离岗或调动写了两次。`,
        en: `${nameOf(change)} leaves or moves twice.`,
      };
      refuseTwice(key, gone, says, 'leaves-twice');
    }
    if (change.kind === 'move') {
      refuseBranch(change.to, known);
      if (change.to === change.branch) refuseSamePlace(change.branch);
    }
    refuseShares(change, known);
  }
}

function checkHandover(change: ReplanChange & { kind: 'handover' }, known: Known): void {
  if (!known.officers.has(officerKey(change.to))) refuseUnknown(change.to);
  if (officerKey(change.to) === officerKey(change)) refuseSelf(change.officer);
  const { percent } = change;
  if (percent === undefined) return;
  const isWhole = Math.abs(percent * 100 - Math.round(percent * 100)) < 1e-6;
  if (percent > 0 && percent <= 100 && isWhole) return;
  refuseReplan(
    'part-out-of-range',
    `移交的百分比 ${percent}% 不成立:应大于 0、不超过 100,最多两位小数。`,
    `A handover of ${percent} % does not work: it is above 0 and at most 100, with at most two decimals.`,
    {
      zh: '请改百分比,或留空随贷款转移。',
      en: 'Correct it, or leave it empty to go with the loans.',
    },
  );
}

function refuseSelf(officer: string): never {
  refuseReplan(
    'share-to-self',
    `${officer}不能接手自己的任务。`,
    `${officer} cannot take over the own quota.`,
    { zh: '请另选接手人。', en: 'Choose somebody else.' },
  );
}

function refuseSamePlace(branch: string): never {
  refuseReplan(
    'same-branch',
    `调出和调入都是“${branch}”。`,
    `The branch left and the branch joined are both "${branch}".`,
    { zh: '请选另一家机构。', en: 'Choose another branch.' },
  );
}
