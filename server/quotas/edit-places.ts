import { NOTHING_CHANGED, Refusal, type Sentence } from '../errors.ts';
import { FEN_PER_UNIT, type MoneyUnit } from '../money.ts';
import { refuseBrokenUnits } from './check-target.ts';
import { officerKey } from './officer-bounds.ts';
import type { EditPlace, PlanEdit } from './plan-edit.ts';

/** What an edit fixes, in units, by row key (or branch), and by month. All of one kind. */
export type Placed =
  | { kind: 'cell'; cells: Map<string, Map<number, bigint>> }
  | { kind: 'year'; years: Map<string, bigint> }
  | { kind: 'branch'; branches: Map<string, bigint> };

function refuse(code: string, zh: string, en: string, next: Sentence): never {
  throw new Refusal(code, 422, { happened: { zh, en }, kept: NOTHING_CHANGED, next });
}

const kindOf = (place: EditPlace): Placed['kind'] | undefined => {
  if (place.officer === undefined) return place.month === undefined ? 'branch' : undefined;
  return place.month === undefined ? 'year' : 'cell';
};

function nameOf({ branch, officer, month }: EditPlace): Sentence {
  const who = officer === undefined ? branch : `${branch} ${officer}`;
  return month === undefined
    ? { zh: who, en: who }
    : { zh: `${who} ${month} 月`, en: `${who}, month ${month}` };
}

/**
 * Reads an edit's places. `has` tells which officers (by key) and branches have a row. Refuses with
 * 'unknown-name', 'limit-negative', 'not-whole-units', 'duplicate-place', 'edit-mixed' or
 * 'absorber-unfit'.
 */
export function readPlaces(edit: PlanEdit, unit: MoneyUnit, has: (key: string) => boolean): Placed {
  const perUnit = BigInt(FEN_PER_UNIT[unit]);
  const kinds = new Set(edit.places.map(kindOf));
  const [kind] = kinds;
  if (kinds.size !== 1 || kind === undefined) {
    refuse(
      'edit-mixed',
      '一次修改里混有月份、全年和机构的金额,无法确定差额由谁承担。',
      'One change mixes amounts of months, years and branches, so it is not clear who takes the difference.',
      { zh: '请分几次修改。', en: 'Make the changes one kind at a time.' },
    );
  }
  const fits =
    kind === 'cell' || edit.absorb === 'bank' || (kind === 'year' && edit.absorb === 'branch');
  if (!fits) {
    refuse(
      'absorber-unfit',
      kind === 'year'
        ? '改的是全年任务,差额只能由本机构其他人或全行其他人承担。'
        : '改的是机构全年任务,差额只能由全行其他机构承担。',
      kind === 'year'
        ? "A year was changed: only the branch's other officers or the rest of the bank can take the difference."
        : "A branch's year was changed: only the other branches can take the difference.",
      { zh: '请改选差额由谁承担。', en: 'Choose who takes the difference.' },
    );
  }
  const cells = new Map<string, Map<number, bigint>>();
  const years = new Map<string, bigint>();
  const branches = new Map<string, bigint>();
  for (const place of edit.places) {
    const { branch, officer, month, amountFen } = place;
    const name = nameOf(place);
    const key = officer === undefined ? branch : officerKey({ branch, officer });
    if (!has(key)) {
      refuse(
        'unknown-name',
        `任务表里没有“${officer === undefined ? branch : `${branch} ${officer}`}”,或其名下没有本类别的贷款。`,
        `The quota table has no "${officer === undefined ? branch : `${branch} ${officer}`}", or no loans of this category are held there.`,
        { zh: '请核对机构和清收员姓名。', en: "Check the branch and the officer's name." },
      );
    }
    if (!(amountFen >= 0)) {
      refuse(
        'limit-negative',
        `${name.zh}的金额是负数。`,
        `The amount of ${name.en} is negative.`,
        {
          zh: '请填零或正数。',
          en: 'Enter zero or more.',
        },
      );
    }
    refuseBrokenUnits(amountFen, unit, {
      zh: `${name.zh}的金额`,
      en: `The amount of ${name.en}`,
    });
    const units = BigInt(amountFen) / perUnit;
    const months = cells.get(key) ?? new Map<number, bigint>();
    const isTwice = month === undefined ? years.has(key) || branches.has(key) : months.has(month);
    if (isTwice) {
      refuse(
        'duplicate-place',
        `${name.zh}的金额给了两次。`,
        `The amount of ${name.en} is given twice.`,
        { zh: '请只保留一个。', en: 'Keep one of them.' },
      );
    }
    if (month !== undefined) cells.set(key, months.set(month, units));
    else if (officer === undefined) branches.set(key, units);
    else years.set(key, units);
  }
  if (kind === 'cell') return { kind, cells };
  return kind === 'year' ? { kind, years } : { kind, branches };
}
