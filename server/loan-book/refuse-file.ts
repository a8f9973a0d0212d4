import { NOTHING_CHANGED, Refusal, type Sentence } from '../errors.ts';
import type { CanonicalField } from './canonical-fields.ts';
import type { Encoding } from './detect-encoding.ts';
import type { Container } from './sniff-container.ts';

/** The refusals of a loan book as a file. Each says what the file is, and what to do. */
function refuse(
  code: string,
  happened: Sentence,
  next: Sentence,
  details: Record<string, unknown> = {},
  status: 404 | 409 | 422 = 422,
): Refusal {
  return new Refusal(code, status, { happened, kept: NOTHING_CHANGED, next }, details);
}

const SAVE_AS: Sentence = {
  zh: '请用 Excel 或 WPS 打开它,另存为 xlsx 或「CSV UTF-8」后再上传。',
  en: 'Open it in Excel or WPS, save it as xlsx or "CSV UTF-8" and upload that.',
};
const EXPORT_AGAIN: Sentence = {
  zh: '请从原系统重新导出为 CSV 或 xlsx 后再上传。',
  en: 'Export it from the source system again as CSV or xlsx and upload that.',
};
const UNPACK: Sentence = {
  zh: '请先解压,再上传里面的 CSV 或 xlsx 文件。',
  en: 'Unpack it and upload the CSV or xlsx file inside.',
};

/** Files that no table is read from. */
type NoTable = Exclude<Container, 'text' | 'empty' | 'xlsx'>;

const CONTAINERS: Readonly<Record<NoTable, [Sentence, Sentence]>> = {
  xls: [{ zh: '旧版 Excel 工作簿(xls)', en: 'an old Excel workbook (xls)' }, SAVE_AS],
  xlsb: [{ zh: 'Excel 二进制工作簿(xlsb)', en: 'a binary Excel workbook (xlsb)' }, SAVE_AS],
  ods: [{ zh: 'ODS 电子表格', en: 'an ODS spreadsheet' }, SAVE_AS],
  encrypted: [
    { zh: '加了密码的 Excel 工作簿', en: 'an Excel workbook that is locked with a password' },
    {
      zh: '请用 Excel 或 WPS 打开它,去掉密码(文件 - 信息 - 保护工作簿),另存为 xlsx 后再上传。',
      en: 'Open it in Excel or WPS, take the password off (File - Info - Protect Workbook), save it as xlsx and upload that.',
    },
  ],
  document: [{ zh: 'Word 或 PPT 文档', en: 'a Word or PowerPoint document' }, EXPORT_AGAIN],
  zip: [{ zh: 'ZIP 压缩包', en: 'a ZIP archive' }, UNPACK],
  gzip: [{ zh: '压缩了两次的 GZ 文件', en: 'a gzip archive inside another' }, UNPACK],
  archive: [{ zh: '压缩包', en: 'an archive' }, UNPACK],
  html: [
    { zh: '网页(HTML)', en: 'a web page (HTML)' },
    {
      zh: '系统可能把登录页或网页表格存成了 CSV。请重新登录后导出,或用 Excel 打开后另存为 xlsx 或「CSV UTF-8」。',
      en: 'The system may have saved its sign-in page or a web table under that name. Sign in and export again, or open it in Excel and save it as xlsx or "CSV UTF-8".',
    },
  ],
  xml: [{ zh: 'XML 文件', en: 'an XML file' }, SAVE_AS],
  json: [{ zh: 'JSON 文件', en: 'a JSON file' }, EXPORT_AGAIN],
  pdf: [{ zh: 'PDF 文件', en: 'a PDF document' }, EXPORT_AGAIN],
  image: [{ zh: '图片', en: 'a picture' }, EXPORT_AGAIN],
};

/** `inside` when the file had to be unpacked to see it. */
export function notATable(container: NoTable, fileName: string, inside = false): Refusal {
  const [what, next] = CONTAINERS[container];
  return refuse(
    'not-a-table',
    {
      zh: `「${fileName}」${inside ? '解压后' : '其实'}是${what.zh},不是可以读取的数据表。`,
      en: `"${fileName}" ${inside ? 'holds' : 'is really'} ${what.en}, not a table that can be read.`,
    },
    next,
    { container },
  );
}

export const fileDamaged = (fileName: string, kind: 'xlsx' | 'gzip') =>
  refuse(
    'file-damaged',
    kind === 'xlsx'
      ? {
          zh: `「${fileName}」这个 Excel 工作簿不完整或已损坏,打不开。`,
          en: `The Excel workbook "${fileName}" is cut off or damaged and cannot be opened.`,
        }
      : {
          zh: `「${fileName}」这个 GZ 压缩文件不完整或已损坏,解不开。`,
          en: `The gzip archive "${fileName}" is cut off or damaged and cannot be unpacked.`,
        },
    {
      zh: '请确认文件下载或复制完整(能用 Excel 打开),再重新上传。',
      en: 'Check that it was downloaded or copied whole (Excel opens it) and upload it again.',
    },
    { kind },
  );

export const archiveBomb = (fileName: string) =>
  refuse(
    'archive-bomb',
    {
      zh: `「${fileName}」解压后大得不正常,像是压缩炸弹,没有继续解压。`,
      en: `"${fileName}" unpacks to far more than any table does; unpacking was stopped.`,
    },
    {
      zh: '请确认文件来源;若确是台账,请从原系统导出为 CSV 后再上传。',
      en: 'Check where the file comes from; if it is a loan book, export it as CSV and upload that.',
    },
  );

export const formulaWithoutValue = (sheet: string, cell: string) =>
  refuse(
    'formula-without-value',
    {
      zh: `工作表「${sheet}」的 ${cell} 是公式,文件里没有保存它的计算结果。`,
      en: `Cell ${cell} of the sheet "${sheet}" is a formula whose result the file does not hold.`,
    },
    {
      zh: '请用 Excel 或 WPS 打开工作簿,保存一次后重新上传。',
      en: 'Open the workbook in Excel or WPS, save it once and upload it again.',
    },
    { sheet, cell },
  );

export const sheetMissing = (sheet: string, fileName: string, names: readonly string[]) =>
  refuse(
    'sheet-missing',
    names.length === 0
      ? {
          zh: `「${fileName}」没有工作表,不能指定「${sheet}」。`,
          en: `"${fileName}" has no sheets, so there is no "${sheet}" in it.`,
        }
      : {
          zh: `「${fileName}」里没有工作表「${sheet}」。它的工作表是:${names.join('、')}。`,
          en: `"${fileName}" has no sheet "${sheet}". Its sheets are: ${names.join(', ')}.`,
        },
    { zh: '请改选一个工作表后重试。', en: 'Choose another sheet and try again.' },
    { sheet, names },
  );

export const fileEmpty = (fileName: string) =>
  refuse(
    'file-empty',
    { zh: `「${fileName}」是空文件。`, en: `"${fileName}" is empty.` },
    EXPORT_AGAIN,
  );

export const headerOnly = (fileName: string) =>
  refuse(
    'header-only',
    {
      zh: `「${fileName}」只有表头,没有一行数据。`,
      en: `"${fileName}" has a header and no row of data.`,
    },
    {
      zh: '请检查导出条件(机构、日期)后重新导出。',
      en: 'Check what the export was asked for (branch, date) and export again.',
    },
  );

export function columnMissing(
  missing: readonly CanonicalField[],
  seen: readonly string[],
): Refusal {
  const shown = seen.slice(0, 40);
  const zh = missing.map(
    ({ label, headers }) => `「${label.zh}」(常见表头:${headers.slice(0, 4).join('、')})`,
  );
  const en = missing.map(
    ({ label, headers }) => `"${label.en}" (usual headers: ${headers.slice(0, 4).join(', ')})`,
  );
  const constant = missing.some(({ id }) => id === 'branch' || id === 'officer');
  return refuse(
    'column-missing',
    {
      zh: `找不到必需的列:${zh.join(';')}。文件里的列是:${shown.join('、')}${seen.length > 40 ? ' 等' : ''}。`,
      en: `These required columns are missing: ${en.join('; ')}. The file's columns are: ${shown.join(', ')}${seen.length > 40 ? ', …' : ''}.`,
    },
    {
      zh: `请在列对应表里指定,或换一份含有这些列的导出${constant ? ';机构和管户人可以为全部行填一个固定值' : ''}。`,
      en: `Point to them in the column table, or export a file that has them${constant ? '; branch and officer can be given one fixed value for all rows' : ''}.`,
    },
    { missing: missing.map(({ id }) => id), columns: seen },
  );
}

export const mappingInvalid = (name: string, fieldId: string, why: 'unknown' | 'twice') =>
  refuse(
    'mapping-invalid',
    why === 'twice'
      ? {
          zh: `字段「${fieldId}」被对应了两次(列「${name}」)。`,
          en: `The field "${fieldId}" is mapped twice (column "${name}").`,
        }
      : {
          zh: `列对应表里的「${name}」→「${fieldId}」不存在。`,
          en: `The mapping "${name}" → "${fieldId}" names a column or a field that does not exist.`,
        },
    { zh: '请修改列对应表后重试。', en: 'Correct the column table and try again.' },
    { column: name, field: fieldId, why },
  );

const ENCODING_NAMES: Readonly<Record<Encoding, string>> = {
  'utf-8': 'UTF-8',
  gb18030: 'GB18030(GBK)',
  'utf-16le': 'UTF-16LE',
  'utf-16be': 'UTF-16BE',
  'windows-1252': 'Windows-1252',
  big5: 'Big5',
  shift_jis: 'Shift_JIS',
};

export const encodingWrong = (tried: Encoding, detected: Encoding | undefined) =>
  refuse(
    'encoding-wrong',
    {
      zh: `这份文件不能按 ${ENCODING_NAMES[tried]} 编码读取,会出现乱码。`,
      en: `This file cannot be read as ${ENCODING_NAMES[tried]}: its characters come out garbled.`,
    },
    detected === undefined
      ? {
          zh: '请在编码一栏改选(如 Windows-1252、Big5),看预览是否正常;或另存为「CSV UTF-8」。',
          en: 'Choose another encoding (such as Windows-1252 or Big5) and check the preview, or save the file as "CSV UTF-8".',
        }
      : {
          zh: `它看起来是 ${ENCODING_NAMES[detected]},请改选后重试。`,
          en: `It looks like ${ENCODING_NAMES[detected]}: choose that and try again.`,
        },
    { tried, detected: detected ?? null },
  );

export const lineTooLong = (lineNo: number) =>
  refuse(
    'line-too-long',
    {
      zh: `第 ${lineNo} 行超过 8 MB,不是正常的表格数据。`,
      en: `Line ${lineNo} is longer than 8 MB, which no table has.`,
    },
    {
      zh: '请检查文件是否缺少换行或已损坏,重新导出后再上传。',
      en: 'Check whether the file has lost its line breaks or is damaged, and export it again.',
    },
    { lineNo },
  );

export const dateOrderAmbiguous = (columns: readonly string[], samples: readonly string[]) =>
  refuse(
    'date-order-ambiguous',
    {
      zh: `「${columns.join('、')}」的日期分不清月和日的先后(例如 ${samples.slice(0, 3).join('、')})。`,
      en: `The dates in "${columns.join('", "')}" do not show whether the day or the month comes first (for example ${samples.slice(0, 3).join(', ')}).`,
    },
    {
      zh: '请选择「月/日/年」或「日/月/年」后重试。',
      en: 'Choose month/day/year or day/month/year and try again.',
    },
    { columns, samples: samples.slice(0, 5) },
  );

const ORDER_NAMES = {
  mdy: { zh: '月/日/年', en: 'month/day/year' },
  dmy: { zh: '日/月/年', en: 'day/month/year' },
} as const;

export const dateOrderContradicted = (
  columns: readonly string[],
  proof: readonly string[],
  of: { known: 'mdy' | 'dmy'; proven: 'mdy' | 'dmy'; isRemembered: boolean },
) => {
  const [known, proven] = [ORDER_NAMES[of.known], ORDER_NAMES[of.proven]];
  const shown = proof.slice(0, 3);
  return refuse(
    'date-order-contradicted',
    {
      zh: `${of.isRemembered ? `这个来源上次的日期按「${known.zh}」读取` : `日期选择了按「${known.zh}」读取`},但「${columns.join('、')}」只能是「${proven.zh}」(例如 ${shown.join('、')})。`,
      en: `${of.isRemembered ? `The dates of this source were last read as ${known.en}` : `The dates were to be read as ${known.en}`}, but those in "${columns.join('", "')}" can only be ${proven.en} (for example ${shown.join(', ')}).`,
    },
    {
      zh: `如果导出格式改了,请选择「${proven.zh}」后重试;否则请检查是不是拿错了文件。`,
      en: `If the export has changed, choose ${proven.en} and try again; otherwise check whether it is the right file.`,
    },
    { columns, samples: shown, ...of },
  );
};

export const asOfFuture = (asOf: string, today: string) =>
  refuse(
    'as-of-future',
    {
      zh: `数据日期 ${asOf} 晚于今天(${today})。`,
      en: `The as-of date ${asOf} is after today (${today}).`,
    },
    { zh: '请填写台账实际的数据日期。', en: 'Give the day the loan book speaks of.' },
    { asOf, today },
  );

export const asOfDisagrees = (asOf: string, stated: string) =>
  refuse(
    'as-of-disagrees',
    {
      zh: `填写的数据日期是 ${asOf},但文件标题写的是 ${stated}。`,
      en: `The as-of date given is ${asOf}, but the file's title says ${stated}.`,
    },
    {
      zh: `请改为 ${stated},或换成 ${asOf} 的文件。`,
      en: `Change it to ${stated}, or take the file of ${asOf}.`,
    },
    { asOf, stated },
  );

export const asOfTooEarly = (asOf: string, rows: number, latest: string) =>
  refuse(
    'as-of-too-early',
    {
      zh: `数据日期 ${asOf} 早于文件自身的日期:${rows} 行(超过一半)有更晚的日期,最晚 ${latest}。`,
      en: `The as-of date ${asOf} is before the file's own dates: ${rows} rows (more than half) carry later ones, the latest ${latest}.`,
    },
    { zh: '请填写台账实际的数据日期。', en: 'Give the day the loan book speaks of.' },
    { asOf, rows, latest },
  );

export const nothingLoaded = (rejected: number, firstReason: Sentence) =>
  refuse(
    'nothing-loaded',
    {
      zh: `${rejected} 行数据没有一行能够导入。最常见的原因:${firstReason.zh}。`,
      en: `None of the ${rejected} data rows can be loaded. The most frequent reason: ${firstReason.en}.`,
    },
    {
      zh: '请检查列对应、编码和金额单位后重试。',
      en: 'Check the column table, the encoding and the unit of amounts, and try again.',
    },
    { rejected },
  );

export const loanIdRepeats = (column: string, rows: number, repeated: number) =>
  refuse(
    'loan-id-repeats',
    {
      zh: `「${column}」不能当借据号:${rows} 行里有 ${repeated} 行的号码是重复的。`,
      en: `"${column}" cannot be the loan number: ${repeated} of ${rows} rows share theirs with another row.`,
    },
    {
      zh: '请在列对应表里为借据号换一列(一份合同可以有几张借据),或检查文件是否重复导出。',
      en: 'Choose another column for the loan number (one contract can have several loans), or check whether the file was exported twice over.',
    },
    { column, rows, repeated },
  );

export const balanceAbsurd = () =>
  refuse(
    'balance-absurd',
    {
      zh: '本金余额合计超过 90 万亿元。',
      en: 'The balances sum to more than 90 trillion yuan.',
    },
    {
      zh: '请检查金额单位,以及本金余额是否对应到了别的列(如账号)。',
      en: 'Check the unit of amounts, and whether the balance is mapped to another column, such as an account number.',
    },
  );

export const uploadMissing = (id: string) =>
  refuse(
    'upload-missing',
    {
      zh: '找不到这次上传的文件,可能服务已重启。',
      en: 'The uploaded file is gone; Recoup may have been restarted.',
    },
    { zh: '请重新选择文件上传。', en: 'Choose the file and upload it again.' },
    { id },
    404,
  );

export const importMissing = (id: string) =>
  refuse(
    'import-missing',
    {
      zh: '找不到这次导入,可能服务已重启。',
      en: 'This import is not known; Recoup may have been restarted.',
    },
    {
      zh: '请到快照时间线查看是否已导入,否则重新上传。',
      en: 'See in the timeline whether it was loaded; if not, upload it again.',
    },
    { id },
    404,
  );

export const snapshotMissing = (id: number) =>
  refuse(
    'snapshot-missing',
    { zh: `没有编号为 ${id} 的快照。`, en: `There is no snapshot ${id}.` },
    { zh: '请从快照时间线进入。', en: 'Start from the timeline of snapshots.' },
    { id },
    404,
  );

/** A load that was stopped by its user. */
export const importCancelled = () =>
  new Refusal('import-cancelled', 499, {
    happened: { zh: '导入已取消。', en: 'The import was cancelled.' },
    kept: NOTHING_CHANGED,
    next: { zh: '可以随时重新导入。', en: 'You can import the file again at any time.' },
  });

export const diskFull = () =>
  new Refusal('disk-full', 507, {
    happened: {
      zh: '磁盘空间不足,文件没有写完。',
      en: 'The disk is full; the data could not be written.',
    },
    kept: NOTHING_CHANGED,
    next: {
      zh: '请清理数据目录所在的磁盘,再重新上传。',
      en: 'Free space on the disk that holds the data folder and upload again.',
    },
  });

/** Turns the many shapes of "no space left" into 'disk-full'; other errors pass through. */
export function explainStorageError(error: unknown): unknown {
  if (error instanceof Refusal) return error;
  const text =
    error instanceof Error ? `${'code' in error ? error.code : ''} ${error.message}` : '';
  return /ENOSPC|EFBIG|EDQUOT|No space left|File too large|Disk quota|not enough space|max_temp_directory_size/i.test(
    text,
  )
    ? diskFull()
    : error;
}
