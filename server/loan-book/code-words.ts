import type { CanonicalField } from './canonical-fields.ts';
import { CODES_BY_FIELD } from './codes.ts';
import { plain } from './read-words.ts';

/** Words that banks use for a code, beside the code itself and its two labels. */
const WORDS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  borrower_kind: {
    natural: '个人|自然人|对私|农户|居民|个人客户|私人|personal|individual|01',
    self_employed: '个体工商户|个体户|个体|小微企业主|个体经营户|02',
    enterprise:
      '企业|公司|对公|法人|单位|小微企业|小企业|中型企业|大型企业|微型企业|对公客户|企业法人|corporate|company|03',
    coop: '合作社|农民专业合作社|专业合作社|经济合作社|村集体|04',
  },
  product: {
    farm_household:
      '农户贷款|农户|农户小额信用贷款|农户联保贷款|农户小额贷款|农户经营贷款|农户生产经营贷款|支农贷款|农户保证贷款|惠农贷',
    personal_operating:
      '个人经营贷款|个人经营性贷款|个人经营|个体工商户贷款|经营贷|个人生产经营贷款|small_business',
    consumer:
      '个人消费贷款|个人消费|消费贷款|消费贷|个人综合消费贷款|debt_consolidation|home_improvement|major_purchase|car|medical|vacation|wedding|moving|educational',
    credit_card: '信用卡|信用卡透支|贷记卡|贷记卡透支|公务卡|credit_card',
    mortgage:
      '个人住房按揭|个人住房按揭贷款|住房按揭贷款|按揭|按揭贷款|个人住房贷款|住房贷款|房贷|个人商业用房贷款|house',
    corporate_wc:
      '企业流动资金贷款|流动资金贷款|流动资金|公司流动资金贷款|短期流动资金贷款|中期流动资金贷款',
    corporate_fa: '企业固定资产贷款|固定资产贷款|固定资产|项目贷款|房地产开发贷款|银团贷款',
    discount: '贴现|票据贴现|银行承兑汇票贴现|转贴现',
    other: '其他|其它|其他贷款|other|renewable_energy',
  },
  risk_class: {
    pass: '正常|1|01|一级|正常一级|正常二级|正常三级|正常四级|normal|pass|10',
    special_mention: '关注|2|02|二级|special mention|special-mention|special_mention|mention|20',
    substandard: '次级|3|03|三级|substandard|sub-standard|30',
    doubtful: '可疑|4|04|四级|doubtful|40',
    loss: '损失|5|05|五级|loss|50',
  },
  book_status: {
    on: '表内|在册|正常|未核销|未置换|存量|0|on',
    written_off: '表外|已核销|核销|账销案存|核销表外|written off|charged off',
    swapped: '已置换|置换|央行票据置换|票据置换|政府置换|置换表外|swapped',
    transferred: '已转让|转让|批量转让|已批转|资产转让|transferred',
  },
  guarantee_kind: {
    credit: '信用|信用贷款|信用方式|免担保|无担保|4|D|unsecured',
    guarantee:
      '保证|保证贷款|保证担保|一般保证|连带责任保证|自然人保证|法人保证|担保公司担保|3|C|guaranteed',
    group_joint: '联保|多户联保|农户联保|小组联保|互保',
    mortgage: '抵押|抵押贷款|抵押担保|房产抵押|房地产抵押|2|B|mortgaged',
    pledge: '质押|质押贷款|质押担保|存单质押|权利质押|1|A|pledged',
    mixed: '组合|组合担保|混合|抵押加保证|抵押+保证|质押+保证|抵押、保证|保证、抵押|多种担保',
  },
  contact_state: {
    reachable:
      '可联系|能联系|正常|正常联系|能正常联系|联系正常|可正常联系|是否失联=否|是否能正常联系=是|是否能正常联系=能|reachable',
    intermittent: '时断时续|偶尔联系|偶尔能联系|间断联系|不稳定|intermittent',
    unreachable:
      '联系不上|无法联系|无法接通|不能联系|不能正常联系|是否能正常联系=否|是否能正常联系=不能|停机|空号|拒接|unreachable',
    lost: '失联|下落不明|已失联|查无此人|跑路|是否失联=是|lost',
  },
  court_stage: {
    none: '未诉|未诉讼|未起诉|无|否|未涉诉|诉前催告|0|none',
    preserved: '诉前保全|已保全|保全|财产保全',
    filed: '已立案|立案|已起诉|起诉|已诉|已诉讼|是|诉讼中|1|filed',
    trial: '审理中|审理|一审|二审|开庭|庭审',
    judged: '已判决|判决|已调解|调解|胜诉|已判决未执行|judged',
    enforcing: '执行中|执行|强制执行|已申请执行|申请执行|恢复执行|enforcing',
    terminated_round: '终本|终结本次执行|终结本次执行程序|中止执行|终结执行',
    closed: '已结案|结案|执行完毕|已执行完毕|撤诉|closed',
  },
  decrease_reason: {
    cash: '现金收回|现金|现金清收|还款|结清|正常结清|收回|cash',
    written_off: '核销|已核销|呆账核销|written off',
    transferred: '批量转让|转让|资产转让|transferred',
    foreclosed: '以物抵债|以资抵债|抵债|foreclosed',
    upgraded: '上迁|上调|分类上调|转正常|upgraded',
  },
  company_state: {
    operating: '正常经营|正常|在营|存续|开业|在业|operating',
    stopped: '停产|停业|半停产|停产停业|歇业|停工',
    abnormal: '经营异常|异常|经营困难|列入经营异常名录',
    revoked: '吊销|已吊销|吊销未注销',
    deregistered: '注销|已注销',
    bankrupt: '破产|破产清算|破产重整|已破产',
  },
  fund_use: {
    as_contract: '按合同|按合同用途|按约定|与合同一致|一致|合规|正常',
    diverted: '挪用|改变用途|未按合同|不一致|违规挪用',
    third_party: '第三人使用|他人使用|借名|冒名|顶名|借名贷款|转借他人',
  },
  asset_grade: {
    A: 'A|A级',
    B: 'B|B级',
    C: 'C|C级',
    D: 'D|D级',
    none: '查无|无|无线索|无财产|没有',
  },
  other_bank_state: {
    current: '正常|无逾期|current',
    overdue: '逾期|不良|有逾期|overdue',
    none: '无|无贷款|没有|none',
  },
};

/** What a yes or a no means under a header that asks a question: `是否核销`, `置换标志`. */
const UNDER_HEADER: readonly [RegExp, string, Readonly<Record<'yes' | 'no', string>>][] = [
  [/是否核销|核销标志/, 'book_status', { yes: 'written_off', no: 'on' }],
  [/置换/, 'book_status', { yes: 'swapped', no: 'on' }],
  [/转让标志|是否转让/, 'book_status', { yes: 'transferred', no: 'on' }],
  [/能.*联系/, 'contact_state', { yes: 'reachable', no: 'unreachable' }],
  [/失联/, 'contact_state', { yes: 'lost', no: 'reachable' }],
  [/诉讼|起诉|涉诉/, 'court_stage', { yes: 'filed', no: 'none' }],
];

const YES = '是|有|y|yes|true|t|1|√|✓|已|对|是的|有的|涉及|存在';
const NO = '否|无|没有|n|no|false|f|0|×|未|不|不是|不存在|非|正常';
const FLAG_WORDS: Readonly<Record<string, Readonly<Record<'yes' | 'no', string>>>> = {
  is_deceased: { yes: '死亡|已死亡|身故|已故', no: '健在|在世|生存' },
  is_divorced: { yes: '离婚|离异|已离婚', no: '已婚|未婚|丧偶|有配偶|初婚|再婚|复婚|单身' },
  in_custody: { yes: '服刑|服刑中|在押|羁押|在监', no: '未服刑|刑满释放' },
  is_disabled: { yes: '残疾|一级|二级|三级|四级', no: '健全|健康' },
  has_serious_illness: { yes: '重病|重大疾病|患病', no: '健康' },
  on_dibao: { yes: '低保|低保户|特困|五保户', no: '非低保' },
  works_away: { yes: '外出|外出务工|务工|在外', no: '在家|本地|在本地|未外出' },
  has_dispute: { yes: '有争议|争议', no: '无争议' },
  has_complaint: { yes: '已投诉|投诉中|有投诉', no: '无投诉|未投诉' },
  is_public_employee: { yes: '公职人员|公职|公务员|事业单位|村干部|教师', no: '非公职' },
  spouse_signed: { yes: '共签|已签|已共签', no: '未签|未共签' },
  is_dishonest_listed: { yes: '失信|已列入|列入|失信被执行人', no: '未列入|非失信' },
};

/** Twelve-tier and numbered grades down to the word: `五级-次级`, `3-次级`, `次级类贷款`, `正常2`. */
export const TRIM_AROUND =
  '^(五级分类|五级|四级)?[-—:_. ]*([0-9]{1,2}[-—:_.、 ]*)?|(类贷款|类|贷款)?[-—]?([0-9一二三四]级?)?[+-]?$';

/** A cell for comparing with words: folded, lower case, without blanks. */
export const normalWord = (cell: string): string => plain(cell).toLowerCase().replace(/\s/g, '');

function entries(words: Readonly<Record<string, string>>): [string, string][] {
  return Object.entries(words).flatMap(([code, list]) =>
    list.split('|').map((word): [string, string] => [normalWord(word), code]),
  );
}

/** Every word that a code column understands, with its code. */
export function codeWords(fieldId: string, header: string): ReadonlyMap<string, string> {
  const list = CODES_BY_FIELD[fieldId] ?? {};
  const words = new Map<string, string>();
  for (const [code, label] of Object.entries(list)) {
    for (const word of [code, label.zh, label.en]) words.set(normalWord(word), code);
  }
  for (const [word, code] of entries(WORDS[fieldId] ?? {})) {
    if (!words.has(word)) words.set(word, code);
  }
  for (const [pattern, field, { yes, no }] of UNDER_HEADER) {
    if (field !== fieldId || !pattern.test(header)) continue;
    for (const word of YES.split('|')) words.set(word, yes);
    for (const word of NO.split('|')) words.set(word, no);
  }
  return words;
}

/**
 * The words that say a value plainly, lower case, with the value as text: a code itself, its two
 * labels and the first word that banks use for it; yes and no, and the flag's own first words.
 */
export function plainWords({ id, kind }: Pick<CanonicalField, 'id' | 'kind'>): Map<string, string> {
  const first = (list = '') => list.split('|')[0] ?? '';
  const words = new Map<string, string>();
  if (kind === 'flag') {
    const own = FLAG_WORDS[id];
    for (const word of ['是', 'yes', 'true', first(own?.yes)]) words.set(word, 'true');
    for (const word of ['否', 'no', 'false', first(own?.no)]) words.set(word, 'false');
  }
  for (const [code, label] of Object.entries(kind === 'code' ? (CODES_BY_FIELD[id] ?? {}) : {})) {
    for (const word of [code, label.zh, label.en, first(WORDS[id]?.[code])]) {
      words.set(word.toLowerCase(), code);
    }
  }
  words.delete('');
  return words;
}

/** Every word that a flag column understands. */
export function flagWords(fieldId: string): ReadonlyMap<string, boolean> {
  const words = new Map<string, boolean>();
  const own = FLAG_WORDS[fieldId];
  for (const word of [...(own?.no ?? '').split('|'), ...NO.split('|')]) words.set(word, false);
  for (const word of [...(own?.yes ?? '').split('|'), ...YES.split('|')]) words.set(word, true);
  words.delete('');
  return words;
}

/** What is left of a word when what banks write around it is gone; the word itself if nothing is. */
export function stemOf(word: string): string {
  if (word.length <= 2 && /^[ -~]*$/.test(word)) return word;
  return word.replaceAll(new RegExp(TRIM_AROUND, 'g'), '') || word;
}

/** Words by their stems, so that one look-up serves every spelling. */
export function byStem<Value>(words: ReadonlyMap<string, Value>): Map<string, Value> {
  const stems = new Map<string, Value>();
  for (const [word, value] of words) if (stemOf(word) === word) stems.set(word, value);
  for (const [word, value] of words) {
    const stem = stemOf(word);
    if (!stems.has(stem)) stems.set(stem, value);
  }
  return stems;
}

/** The code or flag a cell stands for, given words by their stems; undefined when none is known. */
export function readWord<Value>(
  stems: ReadonlyMap<string, Value>,
  cell: string,
): Value | undefined {
  return stems.get(stemOf(normalWord(cell)));
}
