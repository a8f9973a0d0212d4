import { yuanText } from '../money.ts';
import { writeXlsx } from '../xlsx.ts';
import type { ThreeSources } from './get-three-sources.ts';

const HEADER = {
  zh: ['借据号', '机构', '管户人', '从', '到', '流水', '台账收回列', '余额下降', '相差'],
  en: ['Loan', 'Branch', 'Officer', 'From', 'To', 'Postings', 'Book', 'Fall in balance', 'Apart'],
} as const;
const NAME = { zh: '三方核对', en: 'Three sources' } as const;

/** The lines as a workbook, amounts in yuan; what is not known is empty. */
export function sourcesXlsx(
  rows: readonly ThreeSources[],
  language: 'zh' | 'en',
): ReadableStream<Uint8Array> {
  const yuan = (fen: number | null) => (fen === null ? null : Number(yuanText(fen)));
  async function* cells() {
    for (const one of rows) {
      yield [
        ...[one.loanId, one.branch, one.officer, one.fromOn, one.toOn],
        ...[one.postedFen, one.saidFen, one.fallFen, one.apartFen].map(yuan),
      ];
    }
  }
  const header = HEADER[language];
  return writeXlsx({ name: NAME[language], header, widths: [24, 14, 12, 12, 12] }, cells());
}
