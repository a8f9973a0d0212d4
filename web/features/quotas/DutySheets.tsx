import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import type { Sheets } from '../../../server/quotas/get-sheets.ts';
import { TypeDot } from '../../components/TypeDot.tsx';
import { useFormat } from '../../lib/use-format.ts';
import { amountInChinese, amountInEnglish } from './amount-in-words.ts';
import classes from './DutySheets.module.css';
import { poolByType, poolByVintage } from './receipt-steps.ts';
import { type Cause, causesOf } from './sheet-changes.ts';
import { useReceiptLines } from './use-receipt-lines.ts';
import { useReplanSay } from './use-replan-say.ts';

type Sheet = Sheets['sheets'][number];

/** What changed since the version before, and why. */
function Changes({ sheet, previous }: { sheet: Sheet; previous: Sheets['previous'] }) {
  const { t } = useTranslation('quotas');
  const format = useFormat();
  const say = useReplanSay();
  const { now, before } = sheet;
  if (previous === null) return <p>{t('sheet.first')}</p>;
  const version = String(previous.version);
  const entry = now.replans.findLast((own) => own.baseVersion === previous.version);
  const joint = format.language === 'zh' ? ';' : '; ';
  if (before === null) {
    return (
      <p>
        {t('sheet.newcomer', { version })}{' '}
        {entry?.moves.map((move) => say.moveFor(move, now)).join(joint)}
      </p>
    );
  }
  const show = (id: Cause['id'], value: number | string) => {
    if (typeof value === 'string') return format.date(value);
    return id === 'presence' ? format.number(value, 1) : format.exactAmount(value);
  };
  const figures = {
    version,
    before: format.exactAmount(before.quotaFen),
    after: format.exactAmount(now.quotaFen),
    delta: format.amountInText(now.quotaFen - before.quotaFen, { digits: 2, signed: true }),
  };
  const causes = causesOf(before, now).map((cause) =>
    t(`sheet.cause.${cause.id}`, {
      before: show(cause.id, cause.before),
      after: show(cause.id, cause.after),
      count: Number(cause.id === 'edits' ? cause.after : 0),
    }),
  );
  return (
    <p>
      {t(now.quotaFen === before.quotaFen ? 'sheet.same' : 'sheet.moved', figures)}
      {entry ? ` ${entry.moves.map((move) => say.moveFor(move, now)).join(joint)}` : ''}
      {causes.length > 0 ? ` ${t('sheet.because')}${causes.join(joint)}` : ''}
    </p>
  );
}

function DutySheet({ sheet, plan, previous }: Omit<Sheets, 'sheets'> & { sheet: Sheet }) {
  const { t } = useTranslation('quotas');
  const format = useFormat();
  const { now } = sheet;
  const lines = useReceiptLines(now);
  const words = format.language === 'zh' ? amountInChinese : amountInEnglish;
  return (
    <article className={classes.page}>
      <h1>{t('sheet.title')}</h1>
      <p className={classes.sub}>
        {t('sheet.sub', { year: String(now.year), category: t(`category.${now.category}`) })} ·{' '}
        {plan.version === null
          ? t('sheet.draft')
          : t('sheet.version', {
              version: String(plan.version),
              day: format.date(plan.effectiveOn),
            })}
      </p>
      <dl className={classes.who}>
        <dt>{t('sheet.branch')}</dt>
        <dd>{now.branch}</dd>
        <dt>{t('sheet.officer')}</dt>
        <dd>{now.officer}</dd>
        <dt>{t('sheet.basis')}</dt>
        <dd>
          {format.date(now.basisAsOf)}
          {now.pool.assigned > 0 ? t('receipt.poolAssigned', { count: now.pool.assigned }) : ''}
        </dd>
      </dl>
      <h2>{t('sheet.duty')}</h2>
      <p className={classes.quota}>
        {t('sheet.year')}: <strong>{format.exactAmount(now.quotaFen)}</strong>
      </p>
      <p>
        {t('sheet.inWords')}: <strong>{words(now.quotaFen)}</strong>
      </p>
      <p className={classes.note}>{t('sheet.monthsNote')}</p>
      <div className={classes.months}>
        {now.months.map((month) => (
          <div key={month.month}>
            <span>
              {format.monthName(month.month)}
              {month.isLocked ? ` (${t('matrix.lock')})` : ''}
            </span>
            <span>{format.exactAmount(month.amountFen).replace(/[¥元\s]/g, '')}</span>
          </div>
        ))}
      </div>
      <h2>{t('sheet.why')}</h2>
      <table>
        <tbody>
          {lines.map((line) => (
            <tr key={line.key} className={line.isSum ? classes.sum : ''}>
              <th scope="row">{line.step}</th>
              <td>{line.basis}</td>
              <td className={classes.amount}>
                {line.isSigned && line.fen > 0 ? '+' : ''}
                {format.exactAmount(line.fen)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className={classes.note}>
        {t('sheet.unitNote', { unit: format.unitName })} {t('receipt.months')}:{' '}
        {t('receipt.monthsBasis', { season: t(`season.${now.profile.kind}`) })}
      </p>
      <h2>{t('sheet.pool')}</h2>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('receipt.type')}</th>
            {(['loans', 'balance', 'rate', 'collectable'] as const).map((name) => (
              <th key={name} scope="col" className={classes.amount}>
                {t(`receipt.${name}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {poolByType(now).map((part) => (
            <tr key={part.type}>
              <th scope="row">
                <TypeDot id={part.type} />
              </th>
              <td className={classes.amount}>{format.count(part.loans)}</td>
              <td className={classes.amount}>{format.exactAmount(part.balanceFen)}</td>
              <td className={classes.amount}>
                {format.percent(part.collectableFen, part.balanceFen, 1)}
              </td>
              <td className={classes.amount}>{format.exactAmount(part.collectableFen)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className={classes.note}>
        {poolByVintage(now)
          .map(
            (part) =>
              `${t(`receipt.vintages.${part.vintage}`, {
                factor: part.factor === null ? '—' : format.number(part.factor / 1000, 2),
              })} ${format.exactAmount(part.balanceFen)}`,
          )
          .join(format.language === 'zh' ? ';' : '; ')}
      </p>
      <h2>{t('sheet.changes')}</h2>
      <Changes sheet={sheet} previous={previous} />
      <h2>{t('sheet.sign')}</h2>
      <div className={classes.signs}>
        {(['setBy', 'branchHead', 'signedBy'] as const).map((who) => (
          <div key={who}>
            <span>{t(`sheet.${who}`)}</span>
            <span className={classes.line} />
            <span>{t('sheet.date')}</span>
          </div>
        ))}
      </div>
      <p className={classes.foot}>
        {t('sheet.foot', { target: format.exactAmount(plan.targetFen) })}
      </p>
    </article>
  );
}

/** 任务责任书: one officer is one A4 page. Only paper shows them. */
export function DutySheets({ plan, previous, sheets }: Sheets) {
  return createPortal(
    <main className={classes.sheets} data-sheets={sheets.length}>
      {sheets.map((sheet) => (
        <DutySheet
          key={`${sheet.now.branch} ${sheet.now.officer}`}
          {...{ sheet, plan, previous }}
        />
      ))}
    </main>,
    document.body,
  );
}
