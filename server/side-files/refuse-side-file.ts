import { NOTHING_CHANGED, Refusal, type Sentence } from '../errors.ts';
import type { SideField } from './side-kind.ts';

/** Refuses a file that lacks required columns, naming them and the columns it has. */
export function refuseColumns(
  kind: { id: string; label: { zh: string; en: string } },
  missing: readonly SideField[],
  header: readonly string[],
): Refusal {
  const usual = (field: SideField) => field.headers.slice(0, 3);
  const columns = header.slice(0, 40);
  return new Refusal(
    'side-column-missing',
    422,
    {
      happened: {
        zh: `${kind.label.zh}缺少必需的列:${missing
          .map((field) => `「${field.label.zh}」(常见表头:${usual(field).join('、')})`)
          .join(';')}。文件里的列是:${columns.join('、')}。`,
        en: `This file (${kind.label.en}) lacks required columns: ${missing
          .map((field) => `"${field.label.en}" (usual headers: ${usual(field).join(', ')})`)
          .join('; ')}. Its columns are: ${columns.join(', ')}.`,
      },
      kept: NOTHING_CHANGED,
      next: {
        zh: `请确认这是${kind.label.zh},在列对应里指明这些列,或补上后重新上传。`,
        en: `Check that this is the right kind of file (${kind.label.en}), say which columns these are, or add them and upload it again.`,
      },
    },
    { missing: missing.map(({ id }) => id), columns },
  );
}

export const fileMissing = () =>
  new Refusal('no-side-file', 404, {
    happened: { zh: '没有这一份文件。', en: 'There is no such file.' },
    kept: NOTHING_CHANGED,
    next: {
      zh: '请到「数据」页查看已导入的文件。',
      en: 'See the loaded files on the Data page.',
    },
  });

export const columnUnknown = (column: string, field: string) =>
  new Refusal('mapping-invalid', 422, {
    happened: {
      zh: `列对应有误:列「${column}」或字段「${field}」不存在,或同一字段用了两次。`,
      en: `The mapping is wrong: there is no column "${column}" or no field "${field}", or a field is used twice.`,
    },
    kept: NOTHING_CHANGED,
    next: { zh: '请重新选择这一列的含义。', en: 'Choose again what the column means.' },
  });

export const nothingToCorrect = (fileName: string) =>
  new Refusal('nothing-to-correct', 422, {
    happened: {
      zh: `「${fileName}」没有待更正的拒收行,或更正文件里没有「原文件行号」这一列。`,
      en: `"${fileName}" has no rejected rows left to correct, or the corrected file lacks the column "Line in the file".`,
    },
    kept: NOTHING_CHANGED,
    next: {
      zh: '请下载拒收行,改好后带着「原文件行号」列交回。',
      en: 'Download the rejected rows and bring them back corrected, with their line numbers.',
    },
  });

/** Refuses corrected rows of which not one is right, naming what is still wrong with the first. */
export function stillWrong(
  rows: readonly { lineNo: number; says: readonly Sentence[] }[],
): Refusal {
  const shown = rows.slice(0, 5);
  return new Refusal(
    'still-wrong',
    422,
    {
      happened: {
        zh: `交回的 ${rows.length} 行仍有错误:${shown
          .map(({ lineNo, says }) => `第 ${lineNo} 行 ${says.map(({ zh }) => zh).join('、')}`)
          .join(';')}。`,
        en: `The ${rows.length} rows brought back are still wrong: ${shown
          .map(({ lineNo, says }) => `line ${lineNo}, ${says.map(({ en }) => en).join(', ')}`)
          .join('; ')}.`,
      },
      kept: NOTHING_CHANGED,
      next: { zh: '请改正后再交回。', en: 'Correct them and bring them back again.' },
    },
    { rows: rows.length },
  );
}
