import { z } from 'zod';
import { importBook } from '../client/import-book.ts';
import { uploadFile } from '../client/load-file.ts';
import { ask } from '../client/send.ts';
import { resultLines } from './lines.ts';
import { readCodes } from './read-codes.ts';
import { readMapping } from './read-mapping.ts';
import { DATE_ORDER_OPTION } from './side-options.ts';
import { need, type Verb } from './verb.ts';

const BESIDE_SAMPLE =
  '! 示范银行的数据还在,与这份台账混在一起;要只看本行,请用新的数据目录,或在首次导入时加 --replace-sample。 The sample bank is still here, mixed with this book; to see your own data only, use a new data folder, or --replace-sample with the first load.';

/** `recoup import FILE --as-of DAY`: a loan book becomes a snapshot. */
export const importVerb: Verb = {
  name: 'import',
  args: 'FILE',
  says: { zh: '导入一份贷款台账', en: 'Load a loan book' },
  options: {
    'as-of': {
      type: 'string',
      value: 'YYYY-MM-DD',
      says: { zh: '数据日期(必填)', en: 'the as-of date (required)' },
    },
    source: {
      type: 'string',
      value: 'NAME',
      says: {
        zh: '来源名称,映射按它记住',
        en: 'the source, under which the mapping is remembered',
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
      says: {
        zh: '编码:utf-8、gb18030、utf-16le、utf-16be、windows-1252、big5、shift_jis',
        en: 'the encoding: utf-8, gb18030, utf-16le, utf-16be, windows-1252, big5, shift_jis',
      },
    },
    sheet: {
      type: 'string',
      value: 'NAME',
      says: {
        zh: 'Excel 工作簿里的工作表(不填则取最像台账的一个)',
        en: 'the sheet of an Excel workbook (else the one most like a loan book)',
      },
    },
    branch: {
      type: 'string',
      value: 'NAME',
      says: { zh: '文件没有机构列时的机构', en: 'the branch, when the file has no such column' },
    },
    officer: {
      type: 'string',
      value: 'NAME',
      says: {
        zh: '文件没有管户人列时的管户人',
        en: 'the officer, when the file has no such column',
      },
    },
    'date-order': DATE_ORDER_OPTION,
    codes: {
      type: 'string',
      value: 'FILE',
      says: {
        zh: '本行的代码表(json,或 csv:字段,代码,含义),与来源一起保存',
        en: "the bank's own code table (json, or csv: field,word,meaning), kept with the source",
      },
    },
    by: {
      type: 'string',
      value: 'NAME',
      says: { zh: '谁导入的,记在快照时间线里', en: 'who loads it, kept in the timeline' },
    },
    'replace-sample': {
      type: 'boolean',
      says: {
        zh: '导入成功时移走示范银行',
        en: 'removes the sample bank when the load succeeds',
      },
    },
  },
  async run({ send, options, args, progress }) {
    const file = need(args[0], 'FILE');
    const asOf = need(options['as-of'], '--as-of');
    const text = (name: string) => (typeof options[name] === 'string' ? options[name] : undefined);
    const mappingPath = text('mapping');
    const mapping = mappingPath === undefined ? undefined : await readMapping(mappingPath);
    const branch = text('branch');
    const officer = text('officer');
    const constants = { ...(branch && { branch }), ...(officer && { officer }) };
    const sourceName = text('source');
    const encoding = text('encoding');
    const sheet = text('sheet');
    const dateOrder = text('date-order');
    const loadedBy = text('by');
    const codesPath = text('codes');
    const words = codesPath === undefined ? undefined : await readCodes(codesPath);
    const uploadId = await uploadFile(send, file);
    const json = await importBook(
      send,
      uploadId,
      {
        asOf,
        ...(sourceName && { sourceName }),
        ...(mapping && { mapping }),
        ...(encoding && { encoding }),
        ...(sheet && { sheet }),
        ...(dateOrder && { dateOrder }),
        ...(words && { words }),
        ...(loadedBy && { loadedBy }),
        ...(options['replace-sample'] === true && { replaceSample: true }),
        ...(Object.keys(constants).length > 0 && { constants }),
      },
      progress,
    );
    const { bank } = await ask(send, z.object({ bank: z.string() }), '/api/desk');
    return {
      json,
      lines: [
        ...resultLines(json),
        ...(json.unmapped.length > 0 ? [`未映射 unmapped: ${json.unmapped.join('、')}`] : []),
        ...(bank === 'sample' ? [BESIDE_SAMPLE] : []),
        ...json.warnings.map(({ says }) => `! ${says.zh} ${says.en}`),
      ],
    };
  },
};
