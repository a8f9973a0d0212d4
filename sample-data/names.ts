import type { Random } from './random.ts';

/** Parts of invented names. No name here is meant to be anybody's. */
const SURNAMES = [
  ...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文',
];
const GIVEN = [
  ...'伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂华建国玉萍红春梅海燕雪飞鹏辉波斌宇浩然梓涵欣怡子轩志远文博立新永福德胜长庆树林云龙金宝翠莲月娥凤琴淑珍爱民和平晓东小军佳慧雨桐思远嘉诚俊豪少华向阳玉山水生根旺来顺',
];
const TRADES = ['农资', '粮油', '果业', '建材', '养殖', '商贸', '机械', '运输', '食品', '种业'];
const MARKS = [...'禾丰润恒瑞盛源泰昌茂兴旺鑫达裕安康和顺合广通汇嘉'];

/** A two- or three-character personal name. */
export function personName(random: Random): string {
  const given = random.chance(0.25) ? random.pick(GIVEN) : random.pick(GIVEN) + random.pick(GIVEN);
  return random.pick(SURNAMES) + given;
}

/** Names never given twice, for the staff. */
export function distinctNames(random: Random, count: number): string[] {
  const names = new Set<string>();
  while (names.size < count) names.add(personName(random));
  return [...names];
}

/** A company or cooperative of the invented county of 示范. */
export function companyName(random: Random, cooperative: boolean): string {
  const mark = random.pick(MARKS) + random.pick(MARKS) + random.pick(MARKS);
  const trade = random.pick(TRADES);
  return cooperative ? `示范县${mark}${trade}专业合作社` : `示范县${mark}${trade}有限公司`;
}
