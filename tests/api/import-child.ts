import { Refusal } from '../../server/errors.ts';
import { importLoanBook } from '../../server/loan-book/import-loan-book.ts';
import { rereadSnapshot } from '../../server/loan-book/reread-snapshot.ts';
import { openDesk } from '../../server/open-desk.ts';
import { postingKind } from '../../server/recovery/posting-kind.ts';
import { loadSideFile } from '../../server/side-files/load-side-file.ts';

/**
 * Imports one file in a process of its own, so that a test can kill it or take its disk away.
 * Arguments: data folder, file, as-of date; or data folder, 'reread', snapshot: that one is read
 * again, its branches named; or data folder, file, 'postings'. Says on stdout where it is, and how
 * it ended.
 */
const [folder = '', path = '', asOf = ''] = process.argv.slice(2);
const clock = { today: () => '2026-11-23', now: () => '2026-11-23T08:00:00.000Z' };
const say = (line: string) => process.stdout.write(`${line}\n`);

try {
  const desk = await openDesk(folder, clock);
  let last = '';
  const onProgress = ({ stage }: { stage: string }) => {
    if (stage !== last) say(stage);
    last = stage;
  };
  const words = [{ field: 'branch', word: '第1支行', meaning: '城关支行' }];
  const rowsOf = async () => {
    if (asOf === 'postings') {
      const file = { path, fileName: 'ledger.csv', onProgress };
      return (await loadSideFile(desk, postingKind, file)).rowsLoaded;
    }
    const { rows } =
      path === 'reread'
        ? await rereadSnapshot(desk, { snapshotId: Number(asOf), words, onProgress })
        : await importLoanBook(desk, { path, fileName: 'book.csv', asOf, onProgress });
    return rows.loaded;
  };
  say(`loaded ${await rowsOf()}`);
  await desk.warehouse.close();
} catch (error) {
  say(error instanceof Refusal ? `refused ${error.code}` : `failed ${error}`);
  process.exitCode = 1;
}
