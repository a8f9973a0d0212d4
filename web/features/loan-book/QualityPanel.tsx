import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import { Loaded } from '../../components/Loaded.tsx';
import { usePageSearch } from '../../lib/filters.ts';
import { useSentence } from '../../lib/i18n.ts';
import { useFormat } from '../../lib/use-format.ts';
import { BranchChange } from './BranchChange.tsx';
import { FieldsTable } from './FieldsTable.tsx';
import { NoteForm } from './NoteForm.tsx';
import classes from './Quality.module.css';
import { QualityLoans } from './QualityLoans.tsx';
import { QualityTable } from './QualityTable.tsx';
import { type OpenLine, type Quality, type QualityLine, qualityQuery } from './quality-queries.ts';

const text = z.catch(z.optional(z.string()), undefined);
const openSearch = z.object({ line: text, lineBranch: text });

/** Can this snapshot be trusted: what was found, the loans behind it, and who has looked. */
export function QualityPanel({ id, onTab }: { id: number; onTab: (tab: string) => void }) {
  const query = useQuery(qualityQuery(id));
  return <Loaded query={query}>{(report) => <Report report={report} onTab={onTab} />}</Loaded>;
}

function Report({ report, onTab }: { report: Quality; onTab: (tab: string) => void }) {
  const { t } = useTranslation('loanBook');
  const { date } = useFormat();
  const say = useSentence();
  const [{ line, lineBranch }, set] = usePageSearch(openSearch);
  const [noting, setNoting] = useState<QualityLine>();
  const { snapshotId: id, before, clear } = report;
  const show = (open: OpenLine) =>
    set({ line: open.line, lineBranch: open.branch }, { replace: true });
  const changed = report.lines.find((one) => one.id === 'balance-change');
  return (
    <div className={classes.report}>
      <div>
        <h3 className={classes.headline}>
          <ReportHeadline report={report} />
        </h3>
        <p className={classes.quiet}>
          {before === null ? t('quality.alone') : t('quality.against', { day: date(before.asOf) })}
        </p>
      </div>
      <QualityTable report={report} onShow={show} onTab={onTab} onNote={setNoting} />
      {noting ? (
        <NoteForm key={noting.id} id={id} line={noting} onClose={() => setNoting(undefined)} />
      ) : null}
      {line === undefined ? null : (
        <QualityLoans
          key={`${id} ${line} ${lineBranch ?? ''}`}
          id={id}
          open={{ line, branch: lineBranch }}
          onClose={() => set({ line: undefined, lineBranch: undefined }, { replace: true })}
        />
      )}
      {clear.length > 0 ? (
        <details className={classes.more}>
          <summary>{t('quality.clear', { n: clear.length })}</summary>
          <ul className={classes.clear}>
            {clear.map(({ id: line, finding }) => (
              <li key={line}>{say(finding)}</li>
            ))}
          </ul>
        </details>
      ) : null}
      {changed ? <BranchChange report={report} change={changed} onShow={show} /> : null}
      <FieldsTable report={report} onShow={show} />
    </div>
  );
}

/** A finding says what it means after a colon; a sentence of its own needs only what is before. */
const shortly = (finding: string) => finding.split(/[::]/)[0] ?? finding;

/** The answer in one sentence, with the gravest line that somebody has to look at. */
function ReportHeadline({ report }: { report: Quality }) {
  const { t } = useTranslation('loanBook');
  const { count, amountInText } = useFormat();
  const say = useSentence();
  const rows = count(report.rowsRead);
  if (report.open === 0) return t('quality.clearHeadline', { rows });
  const lead = report.lines.find(({ isOpen, hasLoans }) => isOpen && hasLoans);
  if (lead === undefined) return t('quality.headline', { rows, n: report.open });
  return t('quality.headlineLead', {
    rows,
    n: report.open,
    finding: shortly(say(lead.finding)),
    amount: amountInText(lead.amountFen),
  });
}
