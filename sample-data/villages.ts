import { BRANCHES } from './branches.ts';

export type Village = {
  name: string;
  township: string;
  branch: string;
  /** Neighbours here watch each other and stop paying one after another. */
  contagion: boolean;
};

const TOWNSHIPS = [
  '城关镇',
  '河西镇',
  '北塬乡',
  '柳林镇',
  '东镇',
  '石桥镇',
  '河口乡',
  '沙坪乡',
  '云台镇',
  '青山乡',
];
const BRANCH_OF_TOWNSHIP = [
  ['城关支行', '南关支行', '新区支行'],
  ['河西支行'],
  ['北塬支行'],
  ['柳林支行'],
  ['东镇支行'],
  ['石桥支行'],
  ['河口支行'],
  ['沙坪支行'],
  ['云台支行'],
  ['青山支行'],
];
const FIRST = [...'上下前后东西南北大小'];
const SECOND = ['河湾村', '沟村', '岭村', '杨家村', '柳树村', '李庄村', '坪村', '桥头村'];
const CONTAGION = [7, 10, 16, 21, 29, 38];

/** Forty villages, four to a township. The branches of the county town share its four. */
export const VILLAGES: readonly Village[] = Array.from({ length: 40 }, (_, index) => {
  const place = Math.floor(index / 4);
  const branches = BRANCH_OF_TOWNSHIP[place] ?? [];
  return {
    name: `${FIRST[(index * 3) % FIRST.length]}${SECOND[(index + place) % SECOND.length]}`,
    township: TOWNSHIPS[place] ?? '',
    branch: branches[index % branches.length] ?? BRANCHES[0]?.name ?? '',
    contagion: CONTAGION.includes(index),
  };
});

const byBranch = new Map<string, Village[]>();
for (const village of VILLAGES) {
  byBranch.set(village.branch, [...(byBranch.get(village.branch) ?? []), village]);
}

export function villagesOf(branch: string): readonly Village[] {
  return byBranch.get(branch) ?? VILLAGES;
}
