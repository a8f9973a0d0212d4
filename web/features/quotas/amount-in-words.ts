const DIGITS = '零壹贰叁肆伍陆柒捌玖';
const PLACES = ['', '拾', '佰', '仟'];

/** 1–9999 in capital figures; one 零 stands for any run of zeros between two digits. */
function four(value: bigint): string {
  let text = '';
  let isGap = false;
  for (let place = 3; place >= 0; place--) {
    const digit = Number((value / 10n ** BigInt(place)) % 10n);
    if (digit === 0) {
      isGap = text !== '';
      continue;
    }
    text += `${isGap ? '零' : ''}${DIGITS[digit]}${PLACES[place]}`;
    isGap = false;
  }
  return text;
}

function whole(value: bigint): string {
  for (const [size, name] of [
    [100_000_000n, '亿'],
    [10_000n, '万'],
  ] as const) {
    if (value < size) continue;
    const rest = value % size;
    const gap = rest > 0n && rest < size / 10n ? '零' : '';
    return `${whole(value / size)}${name}${gap}${rest > 0n ? whole(rest) : ''}`;
  }
  return four(value);
}

/**
 * Fen as 人民币大写, by the rules for bills (中国人民银行《正确填写票据和结算凭证的基本规定》): a run of
 * zeros is one 零, 角 that is zero before 分 is 零, 整 ends what has no 分.
 * 1_640_902 → 人民币壹万陆仟肆佰零玖元零贰分.
 */
export function amountInChinese(fen: number): string {
  const size = BigInt(Math.abs(fen));
  const [yuan, jiao, cent] = [size / 100n, Number((size / 10n) % 10n), Number(size % 10n)];
  const sign = fen < 0 ? '负' : '';
  const head = yuan > 0n ? `${whole(yuan)}元` : '';
  if (jiao === 0 && cent === 0) return `人民币${sign}${head || '零元'}整`;
  const tenths = jiao > 0 ? `${DIGITS[jiao]}角` : head === '' ? '' : '零';
  return `人民币${sign}${head}${tenths}${cent > 0 ? `${DIGITS[cent]}分` : '整'}`;
}

const ONES =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const TENS = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const THOUSANDS = ['', ' thousand', ' million', ' billion', ' trillion'];

function three(value: number): string {
  const [hundreds, rest] = [Math.floor(value / 100), value % 100];
  const tens = TENS[Math.floor(rest / 10) - 2] ?? '';
  const small =
    rest < 20 ? (ONES[rest] ?? '') : `${tens}${rest % 10 > 0 ? `-${ONES[rest % 10]}` : ''}`;
  if (hundreds === 0) return small;
  return `${ONES[hundreds]} hundred${rest > 0 ? ` and ${small}` : ''}`;
}

/** Fen in English words: 1_640_902 → "RMB sixteen thousand four hundred and nine yuan, two fen". */
export function amountInEnglish(fen: number): string {
  const size = Math.abs(fen);
  const [yuan, cents] = [Math.floor(size / 100), size % 100];
  const groups: string[] = [];
  for (let rest = yuan, place = 0; rest > 0; rest = Math.floor(rest / 1000), place++) {
    if (rest % 1000 > 0) groups.unshift(`${three(rest % 1000)}${THOUSANDS[place]}`);
  }
  const words = groups.length === 0 ? 'zero' : groups.join(' ');
  return `RMB ${fen < 0 ? 'minus ' : ''}${words} yuan${cents > 0 ? `, ${three(cents)} fen` : ' only'}`;
}
