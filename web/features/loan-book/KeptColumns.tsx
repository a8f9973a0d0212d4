import { Button, Checkbox } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorState } from '../../components/ErrorState.tsx';
import { ProblemError } from '../../lib/api.ts';
import { useSentence } from '../../lib/i18n.ts';
import { useFormat } from '../../lib/use-format.ts';
import { JobProgress } from './LoadProgress.tsx';
import { cancelImport, type Field, type SnapshotDetail } from './queries.ts';
import { useJob } from './use-job.ts';
import classes from './Words.module.css';
import { type KeptColumn, keptColumnsQuery, startRereading, trialQuery } from './word-queries.ts';

interface Props {
  snapshot: SnapshotDetail;
  fields: readonly Field[];
  onDone: (id: number) => void;
}

const ORDERS = ['mdy', 'dmy'] as const;
type Order = (typeof ORDERS)[number];

/** Columns that were kept unmapped: given a field here, they fill it without the file. */
export function KeptColumns({ snapshot, fields, onDone }: Props) {
  const { t } = useTranslation('loanBook');
  const kept = useQuery(keptColumnsQuery(snapshot.id)).data ?? [];
  const [chosen, setChosen] = useState<Record<string, string>>({});
  const [order, setOrder] = useState<Order>();
  const [isEvery, setEvery] = useState(false);
  const job = useJob(onDone);
  if (kept.length === 0) return null;
  const isOld = snapshot.status === 'superseded';
  const taken = new Set([
    ...snapshot.mapping.flatMap(({ field }) => field ?? []),
    ...Object.keys(snapshot.constants),
  ]);
  const free = fields.filter(({ id }) => !taken.has(id));
  const columns = Object.fromEntries(Object.entries(chosen).filter(([, field]) => field !== ''));
  const n = Object.keys(columns).length;
  const go = () =>
    job.start(() =>
      startRereading(snapshot.id, {
        columns,
        ...(order ? { dateOrder: order } : {}),
        ...(isEvery ? { everySnapshot: true } : {}),
      }),
    );
  return (
    <div className={classes.box}>
      <h3 className={classes.title}>{t('kept.title', { n: kept.length })}</h3>
      <p className={classes.quiet}>{t(isOld ? 'kept.superseded' : 'kept.note')}</p>
      <table className={classes.words} aria-label={t('kept.label')}>
        <thead>
          <tr>
            <th scope="col">{t('mapping.column')}</th>
            <th scope="col">{t('mapping.samples')}</th>
            <th scope="col">{t('mapping.field')}</th>
            <th scope="col">{t('kept.would')}</th>
          </tr>
        </thead>
        <tbody>
          {kept.map((column) => (
            <KeptRow
              key={column.column}
              id={snapshot.id}
              {...{ column, order, setOrder }}
              fields={free.filter(
                ({ id }) => chosen[column.column] === id || !Object.values(columns).includes(id),
              )}
              field={chosen[column.column] ?? ''}
              isReadOnly={isOld || job.phase !== 'idle'}
              onPick={(field) => setChosen({ ...chosen, [column.column]: field })}
            />
          ))}
        </tbody>
      </table>
      {isOld ? null : (
        <div className={classes.actions}>
          <Button disabled={n === 0} loading={job.phase !== 'idle'} onClick={() => void go()}>
            {t('kept.go', { count: n })}
          </Button>
          <Checkbox
            label={t('kept.every', { source: snapshot.sourceName })}
            checked={isEvery}
            onChange={(event) => setEvery(event.currentTarget.checked)}
          />
        </div>
      )}
      <div aria-live="polite">
        {job.job ? (
          <JobProgress
            job={job.job}
            cancelling={false}
            onCancel={() => void cancelImport(job.importId ?? '')}
          />
        ) : null}
        {job.error ? <ErrorState error={job.error} /> : null}
      </div>
    </div>
  );
}

function KeptRow(props: {
  id: number;
  column: KeptColumn;
  fields: readonly Field[];
  field: string;
  order: Order | undefined;
  setOrder: (order: Order | undefined) => void;
  isReadOnly: boolean;
  onPick: (field: string) => void;
}) {
  const { column, fields, field, isReadOnly, onPick } = props;
  const { t } = useTranslation('loanBook');
  const say = useSentence();
  const suggested = fields.find(({ id }) => id === column.suggestion);
  return (
    <tr>
      <th scope="row">{column.column}</th>
      <td className={classes.samples}>
        {column.samples.length > 0 ? column.samples.join(' · ') : t('kept.hidden')}
      </td>
      <td>
        <select
          className={classes.input}
          aria-label={t('mapping.label', { column: column.column })}
          value={field}
          disabled={isReadOnly}
          onChange={(event) => onPick(event.currentTarget.value)}
        >
          <option value="">{t('mapping.keep')}</option>
          {fields.map(({ id, label }) => (
            <option key={id} value={id}>
              {say(label)}
            </option>
          ))}
        </select>
        {suggested && field === '' && !isReadOnly ? (
          <button
            type="button"
            className={classes.take}
            aria-label={t('mapping.takeLabel', {
              column: column.column,
              field: say(suggested.label),
            })}
            onClick={() => onPick(suggested.id)}
          >
            {t('kept.take', { field: say(suggested.label) })}
          </button>
        ) : null}
      </td>
      <td>{field === '' ? null : <Trial {...props} />}</td>
    </tr>
  );
}

/** What would become of the column's cells, before anything is changed. */
function Trial(props: {
  id: number;
  column: KeptColumn;
  field: string;
  order: Order | undefined;
  setOrder: (order: Order | undefined) => void;
}) {
  const { id, column, field, order, setOrder } = props;
  const { t } = useTranslation('loanBook');
  const { count } = useFormat();
  const trial = useQuery(
    trialQuery(id, { column: column.column, field, ...(order ? { dateOrder: order } : {}) }),
  );
  const { error, data } = trial;
  const needsOrder = error instanceof ProblemError && error.code.startsWith('date-order');
  const asks = needsOrder || order !== undefined;
  return (
    <div aria-live="polite">
      {data ? (
        <span data-bad={data.unread > 0 || undefined} className={classes.fate}>
          {t('kept.trial', { read: count(data.read), unread: count(data.unread) })}
          {data.samples.length > 0 ? ` (${data.samples.join(' · ')})` : null}
        </span>
      ) : null}
      {error && !needsOrder ? <ErrorState error={error} /> : null}
      {needsOrder ? <p className={classes.ask}>{error.message}</p> : null}
      {asks ? (
        <select
          className={classes.input}
          aria-label={t('kept.order', { column: column.column })}
          value={order ?? ''}
          onChange={({ currentTarget: { value } }) =>
            setOrder(ORDERS.find((known) => known === value))
          }
        >
          <option value="">{t('prepare.dateOrder')}</option>
          {ORDERS.map((value) => (
            <option key={value} value={value}>
              {t(`prepare.${value}`)}
            </option>
          ))}
        </select>
      ) : null}
    </div>
  );
}
