/** What each product looks like at this bank, and whom the bank meets. */
import type { BorrowerKind, DefaultType, Guarantee, Product } from './types.ts';

export type ProductFacts = {
  /** Typical amount in yuan, and how widely amounts differ. */
  median: number;
  spread: number;
  months: readonly number[];
  rate: readonly [number, number];
  kinds: Partial<Record<BorrowerKind, number>>;
  guarantees: Partial<Record<Guarantee, number>>;
};

export const FACTS: Record<Product, ProductFacts> = {
  农户贷款: {
    median: 95_000,
    spread: 0.6,
    months: [12, 24, 36],
    rate: [600, 900],
    kinds: { 自然人: 1 },
    guarantees: { 信用: 3, 保证: 4, 联保: 2, 抵押: 0.5 },
  },
  个人经营贷款: {
    median: 350_000,
    spread: 0.6,
    months: [12, 24, 36],
    rate: [550, 850],
    kinds: { 自然人: 1, 个体工商户: 2 },
    guarantees: { 保证: 4, 抵押: 4, 联保: 1, 信用: 1 },
  },
  个人消费贷款: {
    median: 80_000,
    spread: 0.5,
    months: [24, 36],
    rate: [500, 800],
    kinds: { 自然人: 1 },
    guarantees: { 信用: 6, 保证: 4 },
  },
  信用卡: {
    median: 20_000,
    spread: 0.5,
    months: [36, 60],
    rate: [1400, 1800],
    kinds: { 自然人: 1 },
    guarantees: { 信用: 1 },
  },
  个人住房按揭: {
    median: 350_000,
    spread: 0.35,
    months: [120, 180, 240],
    rate: [350, 520],
    kinds: { 自然人: 1 },
    guarantees: { 抵押: 1 },
  },
  企业流动资金贷款: {
    median: 3_200_000,
    spread: 0.5,
    months: [12, 24],
    rate: [480, 720],
    kinds: { 企业: 5, 合作社: 1 },
    guarantees: { 抵押: 6, 保证: 3, 质押: 0.6 },
  },
  企业固定资产贷款: {
    median: 5_500_000,
    spread: 0.3,
    months: [36, 60],
    rate: [480, 680],
    kinds: { 企业: 1 },
    guarantees: { 抵押: 1 },
  },
};
export const COLLATERAL: Record<string, Record<string, number>> = {
  农户贷款: { 农村房屋: 3, 林权: 1, 农机: 1 },
  个人住房按揭: { 城镇住房: 1 },
  企业固定资产贷款: { 厂房: 2, 国有土地使用权: 1 },
  企业流动资金贷款: { 厂房: 2, 国有土地使用权: 1, 机器设备: 1, 商铺: 1 },
};
export const JOBS = [
  '种植户',
  '养殖户',
  '个体经营',
  '务工',
  '运输',
  '教师',
  '医护',
  '建筑',
  '餐饮',
  '',
];
/** How common each reason for not paying is. */
export const TYPES: Record<DefaultType, number> = {
  incapable: 27,
  habitual: 20,
  bystander: 14,
  opportunist: 18,
  disputer: 10,
  evader: 11,
};
export const TYPES_IN_CONTAGION: Record<DefaultType, number> = {
  incapable: 15,
  habitual: 12,
  bystander: 55,
  opportunist: 8,
  disputer: 5,
  evader: 5,
};
