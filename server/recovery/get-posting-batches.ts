import { z } from 'zod';
import { Refusal, type Sentence } from '../errors.ts';
import type { Reader } from '../warehouse/warehouse.ts';
import { POSTING_COLUMNS, POSTING_FIELDS } from './posting-columns.ts';

const batch = z.object({
  id: z.int(),
  fileName: z.string(),
  sha256: z.string(),
  encoding: z.string(),
  rowsRead: z.int(),
  rowsLoaded: z.int(),
  rowsRejected: z.int(),
  rowsSkipped: z.int(),
  firstOn: z.string().nullable(),
  lastOn: z.string().nullable(),
  principalFen: z.int(),
  interestFen: z.int(),
  loadedAt: z.string(),
});

/** One posting file as it was loaded; rows read = loaded + rejected + skipped. */
export type PostingBatch = z.infer<typeof batch> & {
  /** The same bytes had been loaded before: nothing was stored. */
  isRepeat?: boolean;
};

const COLUMNS = `id, file_name AS "fileName", sha256, encoding, rows_read AS "rowsRead",
  rows_loaded AS "rowsLoaded", rows_rejected AS "rowsRejected", rows_skipped AS "rowsSkipped",
  first_on AS "firstOn", last_on AS "lastOn", principal_fen AS "principalFen",
  interest_fen AS "interestFen", loaded_at AS "loadedAt"`;

/** Every posting file, the latest loaded first. */
export async function getPostingBatches(reader: Reader): Promise<PostingBatch[]> {
  return reader.rows(batch, `SELECT ${COLUMNS} FROM posting_batch ORDER BY id DESC`);
}

/** One posting file. Refuses with 'no-posting-batch'. */
export async function getPostingBatch(reader: Reader, id: number): Promise<PostingBatch> {
  const [found] = await reader.rows(batch, `SELECT ${COLUMNS} FROM posting_batch WHERE id = $1`, [
    id,
  ]);
  if (found) return found;
  throw new Refusal('no-posting-batch', 404, {
    happened: { zh: '没有这一批收回流水。', en: 'There is no such batch of postings.' },
    kept: { zh: '数据没有变化。', en: 'Nothing has changed.' },
    next: {
      zh: '请到「数据」页查看已导入的批次。',
      en: 'See the loaded batches on the Data page.',
    },
  });
}

const reason = z.object({
  field: z.enum(POSTING_FIELDS).nullable(),
  code: z.string(),
  raw: z.string(),
});
const reject = z.object({
  rowNo: z.int(),
  lineNo: z.int(),
  raw: z.string(),
  reasons: z.string().transform((text) => z.array(reason).parse(JSON.parse(text))),
});

const SAYS: Readonly<Record<string, (label: Sentence, raw: string) => Sentence>> = {
  missing: (label) => ({ zh: `${label.zh}为空`, en: `${label.en} is empty` }),
  'excel-damaged': (label, raw) => ({
    zh: `${label.zh}「${raw}」已被 Excel 改成科学计数,原号码丢失`,
    en: `${label.en} "${raw}" was turned into scientific notation by Excel; the number is lost`,
  }),
  'date-unreadable': (label, raw) => ({
    zh: `${label.zh}「${raw}」不是日期`,
    en: `${label.en} "${raw}" is not a date`,
  }),
  'date-future': (label, raw) => ({
    zh: `${label.zh} ${raw} 还没有到`,
    en: `${label.en} ${raw} is in the future`,
  }),
  'amount-unreadable': (label, raw) => ({
    zh: `${label.zh}「${raw}」不是金额,或精确到分以下`,
    en: `${label.en} "${raw}" is not an amount, or finer than one fen`,
  }),
  'nothing-received': () => ({ zh: '四项金额都为空', en: 'all four amounts are empty' }),
  'shares-unreadable': (_, raw) => ({
    zh: `清收人与分成比例「${raw}」对不上,或合计不是 100`,
    en: `collectors and shares "${raw}" do not match or do not add to 100`,
  }),
  duplicate: (label, raw) => ({
    zh: `${label.zh}重复,同号还在第 ${raw} 行`,
    en: `${label.en} is repeated, also on line ${raw}`,
  }),
  'already-loaded': (label) => ({
    zh: `${label.zh}在以前的批次里已经入账`,
    en: `${label.en} was already loaded with an earlier file`,
  }),
  'cell-count': (_, raw) => ({
    zh: `列数不符(${raw})`,
    en: `wrong number of cells (${raw})`,
  }),
  'cut-off': () => ({ zh: '文件在此处被截断', en: 'the file is cut off here' }),
};

const ROW: Sentence = { zh: '此行', en: 'The row' };
const UNREADABLE: Sentence = { zh: '此行无法读取', en: 'the row cannot be read' };

/** The rejected rows of a batch, in the order of the file, each with all its reasons in words. */
export async function getPostingRejects(reader: Reader, batchId: number) {
  await getPostingBatch(reader, batchId);
  const rows = await reader.rows(
    reject,
    `SELECT row_no AS "rowNo", line_no AS "lineNo", raw, reasons FROM posting_reject
     WHERE batch_id = $1 ORDER BY line_no`,
    [batchId],
  );
  return rows.map(({ reasons, ...row }) => ({
    ...row,
    reasons: reasons.map(({ field, code, raw }) => ({
      field,
      code,
      says: SAYS[code]?.(field === null ? ROW : POSTING_COLUMNS[field].label, raw) ?? UNREADABLE,
    })),
  }));
}
