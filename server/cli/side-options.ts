import { uploadFile } from '../client/load-file.ts';
import { type LoadedSideFile, loadSideFile } from '../client/load-side-file.ts';
import type { SideKindId } from '../side-files/side-kind.ts';
import { yuan } from './lines.ts';
import { readMapping } from './read-mapping.ts';
import { need, type OptionSpec, type VerbContext } from './verb.ts';

export const DATE_ORDER_OPTION = {
  type: 'string',
  value: 'mdy|dmy',
  says: {
    zh: '日月顺序(无法判断时)',
    en: 'the order of day and month, when it cannot be told',
  },
} as const satisfies OptionSpec;

/** What every file beside the loan book may be told on the command line. */
export const SIDE_OPTIONS = {
  sheet: {
    type: 'string',
    value: 'NAME',
    says: {
      zh: 'Excel 工作簿里的工作表(不填则取最像的一个)',
      en: 'the sheet of an Excel workbook (else the one most like it)',
    },
  },
  mapping: {
    type: 'string',
    value: 'FILE.json',
    says: { zh: '表头到字段的映射', en: 'a mapping of header cells to fields' },
  },
  encoding: {
    type: 'string',
    value: 'E',
    says: { zh: '编码:utf-8、gb18030、…', en: 'the encoding: utf-8, gb18030, …' },
  },
  source: {
    type: 'string',
    value: 'NAME',
    says: { zh: '来源名称,映射按它记住', en: 'the source, under which the mapping is remembered' },
  },
  'date-order': DATE_ORDER_OPTION,
} as const satisfies Readonly<Record<string, OptionSpec>>;

export const AS_OF_OPTION: OptionSpec = {
  type: 'string',
  value: 'YYYY-MM-DD',
  says: {
    zh: '名册所说的日期(不填则取标题里的,否则今天)',
    en: 'the day the roster speaks of (else the one its title states, else today)',
  },
};

/** Loads the file that a command names as a side file; `kindOf` may look at the upload first. */
export async function loadSide(
  { send, args, options, progress }: VerbContext,
  kindOf: (uploadId: string, sheet: string | undefined) => Promise<SideKindId>,
): Promise<LoadedSideFile> {
  const file = need(args[0], 'FILE');
  const text = (name: string) => (typeof options[name] === 'string' ? options[name] : undefined);
  const mappingPath = text('mapping');
  const mapping = mappingPath === undefined ? undefined : await readMapping(mappingPath);
  const [sheet, encoding, sourceName, asOf] = ['sheet', 'encoding', 'source', 'as-of'].map(text);
  const dateOrder = text('date-order');
  const uploadId = await uploadFile(send, file);
  return loadSideFile(
    send,
    uploadId,
    {
      kind: await kindOf(uploadId, sheet),
      ...(sheet && { sheet }),
      ...(encoding && { encoding }),
      ...(sourceName && { sourceName }),
      ...(asOf && { asOf }),
      ...(dateOrder && { dateOrder }),
      ...(mapping && { mapping }),
    },
    progress,
  );
}

/** What a load came to, as people read it. */
export function sideLines(file: LoadedSideFile): string[] {
  return [
    `文件 file ${file.id} · ${file.kind} · ${file.asOf}${file.isRepeat ? ' · 已导入过 already loaded' : ''}`,
    `行 rows: ${file.rowsRead} = ${file.rowsLoaded} 导入 loaded + ${file.rowsRejected} 拒绝 rejected + ${file.rowsSkipped} 跳过 skipped`,
    ...file.totals.map(({ field, statedFen, loadedFen }) => {
      const same = statedFen === loadedFen ? '=' : '≠';
      return `合计 total ${field}: ${yuan(statedFen)} ${same} ${yuan(loadedFen)} 导入 loaded`;
    }),
  ];
}
