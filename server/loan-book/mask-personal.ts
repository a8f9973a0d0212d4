/** How personal data leaves the server, everywhere. Unknown (null) stays unknown. */

/** 张建国 → 张**: the family name and as many stars as characters are hidden. */
export function maskName(name: string): string {
  const [first = '', ...rest] = [...name.trim()];
  return rest.length === 0 ? first : first + '*'.repeat(Math.min(rest.length, 3));
}

/** 612301198001010011 → 612***********0011: the first three and the last four stay. */
export function maskNumber(number: string): string {
  const text = number.trim();
  if (text.length <= 7) return '*'.repeat(text.length);
  return text.slice(0, 3) + '*'.repeat(text.length - 7) + text.slice(-4);
}

/** 13812340000 → 138****0000; other numbers keep only their last two digits. */
export function maskPhone(phone: string): string {
  const text = phone.trim();
  if (/^1\d{10}$/.test(text)) return `${text.slice(0, 3)}****${text.slice(-4)}`;
  return '*'.repeat(Math.max(0, text.length - 2)) + text.slice(-2);
}

/** A company's name is no personal data; a person's is. */
export function maskBorrower(name: string | null, kind: string | null): string | null {
  if (name === null) return null;
  return kind === 'enterprise' || kind === 'coop' ? name : maskName(name);
}

const PERSONAL_HEADER =
  /姓名|名称|户名|电话|手机|联系|地址|住址|证件|身份证|账号|帐号|卡号|配偶|家庭|亲属|子女|微信|备注|病|健康|宗教|民族|name|phone|mobile|address|email|note/i;

/** Whether a column that Recoup does not know may hold personal data, by its header. */
export const isPersonalHeader = (header: string): boolean => PERSONAL_HEADER.test(header);

/** Text of which nobody knows what it is: numbers as long as a phone's show their ends only. */
export const maskDigits = (text: string): string =>
  text.replace(/\d{9,}[\dXx]/g, (number) => `${number.slice(0, 3)}****${number.slice(-2)}`);
