import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AppLink } from '../../components/AppLink.tsx';
import { Card } from '../../components/Card.tsx';
import { DataTable } from '../../components/DataTable.tsx';
import type { DataColumn } from '../../components/table-columns.ts';
import { useHref } from '../../lib/filters.ts';
import classes from './History.module.css';
import { PersonField } from './PersonField.tsx';
import type { Snapshot } from './queries.ts';
import { RestoreDialog } from './RestoreDialog.tsx';

interface Props {
  snapshots: readonly Snapshot[];
  shown: number | undefined;
  onShow: (id: number) => void;
}

const minute = (time: string) => time.slice(0, 16).replace('T', ' ');
const kilobytes = (bytes: number) =>
  `${Math.max(1, Math.round(bytes / 1024)).toLocaleString('en-US')} KB`;

/** What was loaded when, from which file and by whom; superseded versions under the current one. */
export function TimelineCard({ snapshots, shown, onShow }: Props) {
  const { t } = useTranslation('loanBook');
  const [restoring, setRestoring] = useState<Snapshot>();
  const current = snapshots.filter(({ status }) => status === 'current');
  const open = (id: number) => {
    onShow(id);
    window.scrollTo({ top: 0, behavior: 'smooth' });
  };
  return (
    <Card
      title={t('timeline.title', { n: current.length })}
      subtitle={t('timeline.note')}
      actions={<PersonField />}
      flush
    >
      <DataTable
        id="snapshots"
        label={t('timeline.label')}
        rows={snapshots}
        rowKey={({ id }) => String(id)}
        sort={{ id: 'asOf', desc: true }}
        onOpen={({ id }) => open(id)}
        maxHeight="520px"
        columns={useColumns(snapshots, shown, setRestoring)}
      />
      {restoring ? (
        <RestoreDialog
          snapshot={restoring}
          current={current.find(({ asOf }) => asOf === restoring.asOf)}
          onClose={() => setRestoring(undefined)}
          onDone={open}
        />
      ) : null}
    </Card>
  );
}

function useColumns(
  snapshots: readonly Snapshot[],
  shown: number | undefined,
  onRestore: (snapshot: Snapshot) => void,
): DataColumn<Snapshot>[] {
  const { t } = useTranslation('loanBook');
  const current = snapshots.filter(({ status }) => status === 'current');
  const isPlain = snapshots.every(
    (one) => one.amends === null && one.rereads === null && one.restoredAt === null,
  );
  const dayOf = ({ asOf, id, status }: Snapshot) => {
    const name = [id === shown ? classes.shown : '', status === 'current' ? '' : classes.under];
    return <span className={name.filter(Boolean).join(' ')}>{asOf}</span>;
  };
  const kindOf = ({ amends, amendmentName, rereads, restoredAt, restoredBy }: Snapshot) => {
    const from =
      rereads !== null
        ? t('history.timeline.rereads', { id: rereads })
        : amends === null
          ? t('history.timeline.whole')
          : t('history.timeline.amends', { id: amends, file: amendmentName ?? '' });
    const again =
      restoredAt === null
        ? ''
        : ` · ${t('history.timeline.restoredAt', { time: minute(restoredAt), by: restoredBy ?? '—' })}`;
    return from + again;
  };
  return [
    {
      id: 'asOf',
      header: t('timeline.asOf'),
      kind: 'date',
      width: 124,
      value: ({ asOf }) => asOf,
      cell: dayOf,
    },
    {
      id: 'status',
      header: t('timeline.state'),
      width: 84,
      value: ({ status }) => t(`timeline.${status}`),
    },
    {
      id: 'actions',
      header: t('history.timeline.actions'),
      width: 132,
      sortable: false,
      value: () => null,
      cell: (snapshot) => <Actions snapshot={snapshot} current={current} onRestore={onRestore} />,
    },
    {
      id: 'rowsLoaded',
      header: t('timeline.loans'),
      kind: 'count',
      value: ({ rowsLoaded }) => rowsLoaded,
    },
    {
      id: 'balanceFen',
      header: t('timeline.balance'),
      kind: 'money',
      width: 132,
      value: ({ balanceFen }) => balanceFen,
    },
    {
      id: 'nplBalanceFen',
      header: t('timeline.npl'),
      kind: 'money',
      width: 132,
      value: ({ nplBalanceFen }) => nplBalanceFen,
    },
    {
      id: 'rowsRejected',
      header: t('timeline.rejected'),
      kind: 'count',
      width: 80,
      value: ({ rowsRejected }) => rowsRejected,
    },
    {
      id: 'fileName',
      header: t('timeline.file'),
      width: 220,
      value: ({ fileName }) => fileName,
    },
    {
      id: 'kind',
      header: t('history.timeline.kind'),
      width: 220,
      hidden: isPlain,
      value: kindOf,
    },
    {
      id: 'byteSize',
      header: t('history.timeline.size'),
      width: 96,
      hidden: true,
      value: ({ byteSize }) => byteSize,
      cell: ({ byteSize }) => kilobytes(byteSize),
    },
    {
      id: 'sha256',
      header: t('history.timeline.sha'),
      width: 116,
      hidden: true,
      value: ({ sha256 }) => sha256,
      cell: ({ sha256 }) => <span data-tip={sha256}>{sha256.slice(0, 12)}</span>,
    },
    {
      id: 'sourceName',
      header: t('timeline.source'),
      value: ({ sourceName }) => sourceName,
    },
    {
      id: 'mappingVersion',
      header: t('history.timeline.mapping'),
      width: 92,
      value: ({ mappingVersion: n }) =>
        n === null ? null : t('history.timeline.mappingVersion', { n }),
    },
    {
      id: 'loadedBy',
      header: t('history.timeline.by'),
      width: 96,
      value: ({ loadedBy }) => loadedBy,
    },
    {
      id: 'loadedAt',
      header: t('timeline.loadedAt'),
      width: 140,
      value: ({ loadedAt }) => minute(loadedAt),
    },
    {
      id: 'id',
      header: t('history.timeline.version', { id: '' }),
      kind: 'count',
      hidden: true,
      value: ({ id }) => id,
    },
  ];
}

interface ActionsProps {
  snapshot: Snapshot;
  current: readonly Snapshot[];
  onRestore: (snapshot: Snapshot) => void;
}

/** A current snapshot is compared with the one before it, a superseded one with the current. */
function Actions({ snapshot, current, onRestore }: ActionsProps) {
  const { t } = useTranslation('loanBook');
  const href = useHref();
  const { id, asOf, status } = snapshot;
  const isOld = status === 'superseded';
  const other = current.find((one) => (isOld ? one.asOf === asOf : one.asOf < asOf));
  const [from, to] = isOld ? [id, other?.id] : [other?.id, id];
  return (
    <span className={classes.actions}>
      {other ? (
        <AppLink
          href={href('/data/compare', {}, { from: String(from), to: String(to) })}
          className={classes.link ?? ''}
          aria-label={t(isOld ? 'history.timeline.compareOf' : 'history.timeline.compareBefore', {
            id,
          })}
        >
          {t('history.timeline.compare')}
        </AppLink>
      ) : null}
      {isOld ? (
        <Button
          size="compact-xs"
          variant="subtle"
          aria-label={t('history.timeline.restoreOf', { id, day: asOf })}
          onClick={() => onRestore(snapshot)}
        >
          {t('history.timeline.restore')}
        </Button>
      ) : null}
    </span>
  );
}
