import { NOTHING_CHANGED, Refusal } from '../errors.ts';
import { POSTING_COLUMNS, type PostingField } from './posting-columns.ts';

/** Refuses a posting file that lacks required columns, naming them and the columns it has. */
export function refusePostingColumns(
  missing: readonly PostingField[],
  header: readonly string[],
): Refusal {
  const usual = (field: PostingField) => POSTING_COLUMNS[field].headers.split('|').slice(0, 3);
  const columns = header.slice(0, 40);
  return new Refusal(
    'posting-column-missing',
    422,
    {
      happened: {
        zh: `收回流水缺少必需的列:${missing
          .map(
            (field) =>
              `「${POSTING_COLUMNS[field].label.zh}」(常见表头:${usual(field).join('、')})`,
          )
          .join(';')}。文件里的列是:${columns.join('、')}。`,
        en: `The posting file lacks required columns: ${missing
          .map(
            (field) =>
              `"${POSTING_COLUMNS[field].label.en}" (usual headers: ${usual(field).join(', ')})`,
          )
          .join('; ')}. Its columns are: ${columns.join(', ')}.`,
      },
      kept: NOTHING_CHANGED,
      next: {
        zh: '请确认这是收回流水(不是贷款台账),补上这些列后重新上传。',
        en: 'Check that this is a posting file (not a loan book), add the columns and upload it again.',
      },
    },
    { missing, columns },
  );
}
