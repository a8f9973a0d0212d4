import { NOTHING_CHANGED, Refusal, type Sentence } from '../errors.ts';
import { compareKeys } from './ratio.ts';

/** How an amount in units is said to a person: "120 万元". */
export type SayUnits = (units: bigint) => Sentence;

export const sayPlainUnits: SayUnits = (units) => ({
  zh: `${units} 个单位`,
  en: `${units} ${units === 1n ? 'unit' : 'units'}`,
});

export interface BoundedParty {
  key: string;
  label: string;
  weight: bigint;
  floor: bigint;
  cap: bigint | undefined;
}

function refusal(code: string, zh: string, en: string, next: Sentence): Refusal {
  return new Refusal(code, 422, { happened: { zh, en }, kept: NOTHING_CHANGED, next });
}

const CHANGE_LIMITS: Sentence = {
  zh: '请调整目标、下限、上限或锁定后重试。',
  en: 'Change the target, the floors, the caps or the locks and try again.',
};

/** What can be wrong with one party, or with two of one name. */
export function refuseBadParty(parties: readonly BoundedParty[], say: SayUnits): void {
  const seen = new Set<string>();
  for (const { key, label, weight, floor, cap } of parties) {
    if (seen.has(key)) {
      throw refusal(
        'duplicate-party',
        `“${label}”出现了两次,无法分配。`,
        `"${label}" appears twice, so nothing can be split.`,
        { zh: '请让每个名称只出现一次。', en: 'Let every name appear once.' },
      );
    }
    seen.add(key);
    if (weight < 0n) {
      throw refusal(
        'weight-negative',
        `“${label}”的权重是负数。`,
        `The weight of "${label}" is negative.`,
        { zh: '权重须为零或正数。', en: 'A weight is zero or more.' },
      );
    }
    if (floor < 0n || (cap !== undefined && cap < 0n)) {
      throw refusal(
        'limit-negative',
        `“${label}”的下限或上限是负数。`,
        `The floor or cap of "${label}" is negative.`,
        CHANGE_LIMITS,
      );
    }
    if (cap !== undefined && floor > cap) {
      throw refusal(
        'floor-above-cap',
        `“${label}”的下限 ${say(floor).zh}高于上限 ${say(cap).zh},相差 ${say(floor - cap).zh}。`,
        `The floor of "${label}", ${say(floor).en}, is above its cap, ${say(cap).en}, by ${say(floor - cap).en}.`,
        { zh: '请降低下限或提高上限。', en: 'Lower the floor or raise the cap.' },
      );
    }
  }
}

/**
 * What can be wrong with the whole: floors above the total, or nothing that could take it. `whose`
 * total it is, where it is not the bank's.
 */
export function refuseBadTotal(
  total: bigint,
  parties: readonly BoundedParty[],
  say: SayUnits,
  whose?: string,
): void {
  const zh = whose === undefined ? '待分配的' : `“${whose}”可分配的`;
  const en = whose === undefined ? 'to split' : `that "${whose}" has to split`;
  if (total < 0n) {
    throw refusal(
      'total-negative',
      '待分配的合计是负数。',
      'The total to split is negative.',
      CHANGE_LIMITS,
    );
  }
  const floors = parties.reduce((sum, party) => sum + party.floor, 0n);
  if (floors > total) {
    const largest = [...parties].sort((a, b) =>
      a.floor === b.floor ? compareKeys(a.key, b.key) : a.floor > b.floor ? -1 : 1,
    )[0];
    throw refusal(
      'floors-above-total',
      `下限与锁定合计 ${say(floors).zh},超过${zh} ${say(total).zh},多出 ${say(floors - total).zh};最大的一项是“${largest?.label}”${say(largest?.floor ?? 0n).zh}。`,
      `Floors and locks add up to ${say(floors).en}, ${say(floors - total).en} above the ${say(total).en} ${en}; the largest is "${largest?.label}" with ${say(largest?.floor ?? 0n).en}.`,
      CHANGE_LIMITS,
    );
  }
  if (floors === total) return;
  if (parties.every((party) => party.weight === 0n)) {
    throw refusal(
      'weights-zero',
      `所有权重都是零,${say(total - floors).zh}没有人可以承担。`,
      `All weights are zero, so nobody can take the ${say(total - floors).en}.`,
      {
        zh: '请换一种分配依据,或先导入有不良贷款的台账。',
        en: 'Choose another basis, or load a loan book that has non-performing loans.',
      },
    );
  }
  let room = 0n;
  for (const { weight, floor, cap } of parties) {
    if (weight > 0n && cap === undefined) return;
    room += weight > 0n && cap !== undefined ? cap : floor;
  }
  if (room < total) {
    throw refusal(
      'caps-below-total',
      `上限与锁定合计只能容纳 ${say(room).zh},比${zh} ${say(total).zh}少 ${say(total - room).zh}。`,
      `Caps and locks hold only ${say(room).en}, ${say(total - room).en} less than the ${say(total).en} ${en}.`,
      CHANGE_LIMITS,
    );
  }
}
