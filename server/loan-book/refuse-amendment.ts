import { NOTHING_CHANGED, Refusal, type Sentence } from '../errors.ts';

/** The refusals of a file that is to correct the rejected rows of a snapshot. */
function refuse(
  code: string,
  happened: Sentence,
  next: Sentence,
  details: Record<string, unknown> = {},
  status: 409 | 422 = 422,
): Refusal {
  return new Refusal(code, status, { happened, kept: NOTHING_CHANGED, next }, details);
}

const DOWNLOAD_AGAIN: Sentence = {
  zh: '请重新下载这次快照的拒收行,在那份文件里更正后再上传。',
  en: "Download the snapshot's rejected rows again, correct them in that file and upload it.",
};

export const nothingRejected = (id: number) =>
  refuse(
    'nothing-rejected',
    { zh: `快照 ${id} 没有拒收的行,无需更正。`, en: `Snapshot ${id} has no rejected rows.` },
    {
      zh: '要更换整份台账,请按同一数据日期重新导入。',
      en: 'To replace the whole book, load a file for the same as-of date.',
    },
    { id },
    409,
  );

export const notCurrent = (id: number, current: number | null) =>
  refuse(
    'snapshot-superseded',
    {
      zh: `快照 ${id} 已被${current === null ? '' : `快照 ${current} `}取代,不能再更正。`,
      en: `Snapshot ${id} has been superseded${current === null ? '' : ` by snapshot ${current}`} and cannot be amended.`,
    },
    current === null
      ? DOWNLOAD_AGAIN
      : {
          zh: `请下载快照 ${current} 的拒收行,更正后上传到那里;或先恢复快照 ${id}。`,
          en: `Download the rejected rows of snapshot ${current} and amend that one, or restore snapshot ${id} first.`,
        },
    { id, current },
    409,
  );

export const layoutUnknown = (id: number) =>
  refuse(
    'layout-unknown',
    {
      zh: `快照 ${id} 由旧版本导入,没有留下读取方式(单位、列宽),不能只更正几行。`,
      en: `Snapshot ${id} was loaded by an older version that did not keep how the file was read, so single rows cannot be amended.`,
    },
    {
      zh: '请在原文件里更正,按同一数据日期重新导入整份台账。',
      en: 'Correct the original file and load it again for the same as-of date.',
    },
    { id },
    409,
  );

export const amendmentTooLarge = (fileName: string) =>
  refuse(
    'amendment-too-large',
    {
      zh: `「${fileName}」超过 256 MB,不像是只有拒收行的文件。`,
      en: `"${fileName}" is larger than 256 MB, which no file of rejected rows is.`,
    },
    DOWNLOAD_AGAIN,
  );

export const amendmentHeader = (missing: readonly string[]) =>
  refuse(
    'amendment-header',
    {
      zh: `更正文件的表头与原文件不同,缺少:${missing.slice(0, 20).join('、')}${missing.length > 20 ? ' 等' : ''}。`,
      en: `The header differs from the original file's; it lacks: ${missing.slice(0, 20).join(', ')}${missing.length > 20 ? ', …' : ''}.`,
    },
    DOWNLOAD_AGAIN,
    { missing },
  );

/** Rows of the amendment that cannot be told to be which rejected row. */
export interface Stranger {
  /** Line of the amendment. */
  lineNo: number;
  why: 'unknown' | 'ambiguous' | 'twice' | 'mixed';
  /** What it calls itself: a line of the original file or a loan number. */
  name: string;
}

const STRANGERS: Readonly<Record<Stranger['why'], (name: string) => Sentence>> = {
  unknown: (name) => ({
    zh: name === '' ? '没有行号和借据号' : `「${name}」不在拒收行里`,
    en: name === '' ? 'has neither a line nor a loan number' : `"${name}" is no rejected row`,
  }),
  ambiguous: (name) => ({
    zh: `有几个拒收行的借据号都是「${name}」,请保留行号`,
    en: `several rejected rows have the loan number "${name}": keep the line number`,
  }),
  twice: (name) => ({
    zh: `原文件第 ${name} 行出现了两次`,
    en: `line ${name} of the original file stands here twice`,
  }),
  mixed: (name) => ({
    zh: `行号与借据号「${name}」属于两个不同的拒收行`,
    en: `its line number and its loan number "${name}" are of two different rejected rows`,
  }),
};

const SHOWN = 5;

export function amendmentStrangers(id: number, strangers: readonly Stranger[]): Refusal {
  const shown = strangers.slice(0, SHOWN).map(({ lineNo, why, name }) => ({
    lineNo,
    says: STRANGERS[why](name),
  }));
  const zh = shown.map(({ lineNo, says }) => `第 ${lineNo} 行:${says.zh}`).join(';');
  const en = shown.map(({ lineNo, says }) => `line ${lineNo}: ${says.en}`).join('; ');
  const more = strangers.length - shown.length;
  return refuse(
    'amendment-unmatched',
    {
      zh: `更正文件有 ${strangers.length} 行对不上快照 ${id} 的拒收行。${zh}${more > 0 ? ` 等` : ''}。`,
      en: `${strangers.length} rows of the file match no rejected row of snapshot ${id}. ${en}${more > 0 ? ` and ${more} more` : ''}.`,
    },
    {
      zh: '请只更正下载的拒收行,保留「原文件行号」一列,不要加行或单独排序某一列。',
      en: 'Correct only the rows that were downloaded, keep the column "Line in the file", add no rows and sort no single column.',
    },
    { strangers: strangers.slice(0, 100) },
  );
}

export const amendmentEmpty = (fileName: string) =>
  refuse(
    'amendment-empty',
    {
      zh: `「${fileName}」里没有一行更正:内容与拒收时相同,或没有数据行。`,
      en: `"${fileName}" corrects no row: its rows are as they were rejected, or there are none.`,
    },
    DOWNLOAD_AGAIN,
  );

/** A row that is still wrong, in words. */
export interface StillWrong {
  lineNo: number;
  says: Sentence;
}

export function nothingAmended(rows: number, still: readonly StillWrong[]): Refusal {
  const list = (language: keyof Sentence, line: (no: number) => string) =>
    still
      .slice(0, SHOWN)
      .map(({ lineNo, says }) => `${line(lineNo)}${says[language]}`)
      .join(language === 'zh' ? ';' : '; ');
  return refuse(
    'nothing-amended',
    {
      zh: `更正的 ${rows} 行仍然没有一行能够导入。${list('zh', (no) => `原文件第 ${no} 行:`)}。`,
      en: `None of the ${rows} corrected rows can be loaded yet. ${list('en', (no) => `Line ${no} of the original file: `)}.`,
    },
    { zh: '请按原因继续更正后再上传。', en: 'Correct them by these reasons and upload again.' },
    { rows, still: still.slice(0, 100) },
  );
}
