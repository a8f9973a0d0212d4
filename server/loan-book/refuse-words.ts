import { NOTHING_CHANGED, Refusal, type Sentence } from '../errors.ts';
import type { CanonicalField } from './canonical-fields.ts';
import { CODES_BY_FIELD } from './codes.ts';

/** The refusals of code tables, and of giving a loaded snapshot's words and columns a meaning. */
function refuse(
  code: string,
  happened: Sentence,
  next: Sentence,
  details: Record<string, unknown> = {},
  status: 404 | 409 | 422 = 422,
): Refusal {
  return new Refusal(code, status, { happened, kept: NOTHING_CHANGED, next }, details);
}

type Named = Pick<CanonicalField, 'id' | 'kind' | 'label'>;

/** A word as a sentence quotes it: on one line, and not for ever. */
const quoted = (word: string) => {
  const line = word.replace(/\s+/g, ' ');
  return line.length > 40 ? `${line.slice(0, 40)}…` : line;
};

export const wordFieldUnknown = (field: string) =>
  refuse(
    'word-field-unknown',
    {
      zh: `代码表里的字段「${quoted(field)}」不存在,或不能有代码表。`,
      en: `The field "${quoted(field)}" of the code table does not exist, or can have no code table.`,
    },
    {
      zh: '代码表可用于分类、是否类字段,以及机构、管户人等名称字段;请用字段的英文名,如 branch、risk_class。',
      en: 'Code tables are for codes, yes-or-no fields and names such as branch and officer: use the field id, such as branch or risk_class.',
    },
    { field },
  );

export const wordMissing = ({ id, label }: Named, meaning: string) =>
  refuse(
    'word-missing',
    {
      zh: `「${label.zh}」的代码表有一行没有代码,或代码超过 200 字(含义是「${quoted(meaning)}」)。`,
      en: `A line of the code table of "${label.en}" has no code, or one of more than 200 characters (its meaning is "${quoted(meaning)}").`,
    },
    { zh: '请补上代码或删去这一行。', en: 'Give its code or take the line out.' },
    { field: id, meaning },
  );

export function codeMeaningUnknown({ id, kind, label }: Named, word: string, meaning: string) {
  const list = Object.values(CODES_BY_FIELD[id] ?? {});
  const [zh, en] =
    kind === 'flag'
      ? ['是、否', 'yes, no']
      : [list.map((one) => one.zh).join('、'), list.map((one) => one.en).join(', ')];
  return refuse(
    'word-meaning-unknown',
    {
      zh: `「${label.zh}」没有「${quoted(meaning)}」这个含义(代码「${quoted(word)}」)。`,
      en: `"${quoted(meaning)}" is no meaning that "${label.en}" knows (for "${quoted(word)}").`,
    },
    {
      zh: `可用的含义是:${zh};不清楚的留空,按未知处理。`,
      en: `It can be: ${en}; leave it blank where it is not known.`,
    },
    { field: id, word, meaning },
  );
}

export const wordTwice = (
  { id, label }: Named,
  word: string,
  meanings: readonly (string | null)[],
) =>
  refuse(
    'word-twice',
    {
      zh: `「${label.zh}」的代码表里「${quoted(word)}」出现两次,含义不同(${meanings.map((one) => one ?? '未知').join('、')})。`,
      en: `"${quoted(word)}" stands twice in the code table of "${label.en}", with different meanings (${meanings.map((one) => one ?? 'unknown').join(', ')}).`,
    },
    { zh: '请只留下其中一行。', en: 'Leave one of the lines.' },
    { field: id, word, meanings },
  );

export const tooManyWords = ({ id, label }: Named, most: number) =>
  refuse(
    'too-many-words',
    {
      zh: `「${label.zh}」的代码表超过 ${most} 行。`,
      en: `The code table of "${label.en}" has more than ${most} lines.`,
    },
    {
      zh: '请检查这一列是否对应错了字段(例如把借据号、户名当成了代码)。',
      en: 'Check whether the column is mapped to the wrong field (a loan number or a name is no code).',
    },
    { field: id, most },
  );

export const nothingToReread = (id: number) =>
  refuse(
    'nothing-to-reread',
    {
      zh: `快照 ${id} 里没有受这些改动影响的贷款。`,
      en: `No loan of snapshot ${id} would change by this.`,
    },
    {
      zh: '代码表可以单独保存,从下一次导入起使用;已读成别的含义的写法,请重新导入那份文件。',
      en: 'Save the code table by itself: it holds from the next load on. Words that were read as something else are read again by loading the file again.',
    },
    { id },
    409,
  );

export const columnNotKept = (id: number, column: string) =>
  refuse(
    'column-not-kept',
    {
      zh: `快照 ${id} 没有保留未对应的列「${quoted(column)}」。`,
      en: `Snapshot ${id} keeps no unmapped column "${quoted(column)}".`,
    },
    {
      zh: '请从「列对应」里选一列原样保留的列。',
      en: 'Choose one of the columns kept as they are.',
    },
    { id, column },
    404,
  );

export const fieldTaken = (id: number, { id: field, label }: Named) =>
  refuse(
    'field-taken',
    {
      zh: `快照 ${id} 里「${label.zh}」已有来源,不能再从保留的列填入。`,
      en: `"${label.en}" is filled already in snapshot ${id}; a kept column cannot fill it again.`,
    },
    {
      zh: '请换一个字段;要改已有的对应,请重新导入那份文件。',
      en: 'Choose another field, or load the file again to change what is mapped.',
    },
    { id, field },
    409,
  );
