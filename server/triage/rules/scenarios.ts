import type { Sentence } from '../../errors.ts';

/** What borrowers say: the fifteen scenarios, the Chinese verbatim from the outline (A.9) [O]. */
const SCENARIOS: Readonly<Record<string, Sentence>> = {
  s01: {
    zh: '因为疫情什么都做不了,没有钱。',
    en: 'An outside shock left me without work and money.',
  },
  s02: { zh: '不是不还,现在没钱,我怎么还呢?', en: 'Not refusing; no money now, how can I?' },
  s03: { zh: '全身都是病,没法干活没有收入。', en: "Ill all over, can't work, no income." },
  s04: { zh: '你放心,发了工资我就还。', en: "Rest assured, I'll pay when wages come." },
  s05: {
    zh: '工程款没到账,到账就来处理。',
    en: "Project money hasn't arrived; I'll settle when it does.",
  },
  s06: { zh: '我家有十几瓶茅台,你们拉走吧。', en: "I've a dozen Moutai bottles, haul them away." },
  s07: { zh: '那么多人贷款,为什么只找我?', en: 'So many borrowers, why only me?' },
  s08: { zh: '这个钱都没经我手,我怎么还呢?', en: 'The money never went through my hands.' },
  s09: { zh: '这个钱是XX用的,你们去找他还。', en: 'Someone else used the money; go and ask him.' },
  s10: { zh: '这个账早就豁免了,怎么还来找我?', en: 'This debt was waived long ago.' },
  s11: { zh: '好好好,我尽力吧。', en: "OK OK, I'll do my best." },
  s12: { zh: '你们抓我好了,谁抓我谁倒霉。', en: 'Arrest me then; whoever does will be sorry.' },
  s13: { zh: '我们都离婚了,不要来找我了。', en: "We're divorced, don't come to me." },
  s14: { zh: '人都死了,别来找了,我们还不上。', en: "He's dead, stop coming, we can't pay." },
  s15: {
    zh: '你给我出个纸质的证明,承诺利息全免,我就还。',
    en: "Promise on paper to waive all interest and I'll pay.",
  },
};

/** `s02;s03` in words; text that names no scenario stays as it is. */
export function sayScenarios(tags: string): Sentence {
  const found = [...tags.matchAll(/s\d{2}/g)].flatMap(([tag]) => SCENARIOS[tag] ?? []);
  if (found.length === 0) return { zh: tags, en: tags };
  return {
    zh: found.map(({ zh }) => `「${zh}」`).join(''),
    en: found.map(({ en }) => `“${en}”`).join(' '),
  };
}
