import { Tabs } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import { Card } from '../../components/Card.tsx';
import { Loaded } from '../../components/Loaded.tsx';
import { Tile, Tiles } from '../../components/Tile.tsx';
import { usePageSearch } from '../../lib/filters.ts';
import { useFormat } from '../../lib/use-format.ts';
import { AmendBox } from './AmendBox.tsx';
import classes from './DataPage.module.css';
import { QualityPanel } from './QualityPanel.tsx';
import { qualityQuery } from './quality-queries.ts';
import { type SnapshotDetail, snapshotQuery } from './queries.ts';
import { RejectsTable } from './RejectsTable.tsx';
import { SkippedTable } from './SkippedTable.tsx';
import { UsedMapping } from './UsedMapping.tsx';

const TABS = ['quality', 'rejects', 'skipped', 'mapping'] as const;
const tabSearch = z.object({ tab: z.catch(z.optional(z.enum(TABS)), undefined) });

interface Props {
  id: number;
  alreadyLoaded: boolean;
  /** Called with the version that a correction of its rejects has made. */
  onAmended: (id: number) => void;
}

/** One snapshot: whether every row is accounted for, what was found, what was refused. */
export function SnapshotSection({ id, alreadyLoaded, onAmended }: Props) {
  const query = useQuery(snapshotQuery(id));
  return (
    <Loaded query={query}>
      {(snapshot) => (
        <>
          <SnapshotTiles snapshot={snapshot} />
          <SnapshotCard
            key={id}
            snapshot={snapshot}
            alreadyLoaded={alreadyLoaded}
            onAmended={onAmended}
          />
        </>
      )}
    </Loaded>
  );
}

function SnapshotTiles({ snapshot }: { snapshot: SnapshotDetail }) {
  const { t } = useTranslation('loanBook');
  const { amount, amountInText, exactAmount, count, percent, unitName } = useFormat();
  const { rowsRead, rowsLoaded, rowsRejected, rowsSkipped, balanceFen, fileTotalFen } = snapshot;
  const ofRead = (rows: number) => t('snapshot.ofRead', { share: percent(rows, rowsRead) });
  const gap = fileTotalFen === null ? null : fileTotalFen - balanceFen;
  const total =
    gap === null
      ? t('snapshot.totalNone')
      : gap === 0
        ? t('snapshot.totalSame')
        : t('snapshot.totalDiffers', { amount: amountInText(Math.abs(gap)) });
  return (
    <Tiles>
      <Tile
        label={t('snapshot.loaded')}
        value={count(rowsLoaded)}
        unit={t('snapshot.loans')}
        note={ofRead(rowsLoaded)}
      />
      <Tile
        label={t('snapshot.rejected')}
        value={count(rowsRejected)}
        unit={t('snapshot.rows')}
        tone={rowsRejected > 0 ? 'bad' : 'ink'}
        note={ofRead(rowsRejected)}
      />
      <Tile
        label={t('snapshot.skipped')}
        value={count(rowsSkipped)}
        unit={t('snapshot.rows')}
        note={t('snapshot.skippedNote')}
      />
      <Tile
        label={t('snapshot.balance')}
        value={amount(balanceFen)}
        unit={unitName}
        tip={exactAmount(balanceFen)}
        note={total}
      />
      <Tile
        label={t('snapshot.npl')}
        value={amount(snapshot.nplBalanceFen)}
        unit={unitName}
        tip={exactAmount(snapshot.nplBalanceFen)}
        note={t('snapshot.nplNote', {
          loans: count(snapshot.nplLoans),
          share: percent(snapshot.nplBalanceFen, balanceFen),
        })}
      />
    </Tiles>
  );
}

function SnapshotCard({
  snapshot,
  alreadyLoaded,
  onAmended,
}: Omit<Props, 'id'> & { snapshot: SnapshotDetail }) {
  const { t } = useTranslation('loanBook');
  const { date, count } = useFormat();
  const { id, rowsRejected, rowsSkipped } = snapshot;
  const [{ tab }, set] = usePageSearch(tabSearch);
  const setTab = (next: string | null) =>
    set({ tab: TABS.find((each) => each === next) }, { replace: true });
  const open = useQuery(qualityQuery(id)).data?.open ?? 0;
  const title = t('snapshot.title', {
    day: date(snapshot.asOf),
    read: count(snapshot.rowsRead),
    loaded: count(snapshot.rowsLoaded),
    rejected: count(rowsRejected),
    skipped: count(rowsSkipped),
  });
  const from = t('snapshot.from', {
    file: snapshot.fileName,
    source: snapshot.sourceName,
    encoding: snapshot.encoding.toUpperCase(),
    time: snapshot.loadedAt.slice(0, 16).replace('T', ' '),
    sha: snapshot.sha256.slice(0, 12),
  });
  return (
    <Card
      title={title}
      subtitle={
        <>
          {from}
          {snapshot.status === 'superseded' ? ` · ${t('snapshot.superseded')}` : null}
        </>
      }
    >
      {alreadyLoaded ? <p className={classes.already}>{t('done.already')}</p> : null}
      <Tabs value={tab ?? 'quality'} onChange={setTab} keepMounted={false}>
        <Tabs.List>
          <Tabs.Tab value="quality">
            {open > 0 ? t('quality.tabOpen', { n: open }) : t('quality.tab')}
          </Tabs.Tab>
          <Tabs.Tab value="rejects">{t('tabs.rejects', { n: count(rowsRejected) })}</Tabs.Tab>
          <Tabs.Tab value="skipped">{t('tabs.skipped', { n: count(rowsSkipped) })}</Tabs.Tab>
          <Tabs.Tab value="mapping">{t('tabs.mapping')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="quality" className={classes.panel}>
          <QualityPanel id={id} onTab={setTab} />
        </Tabs.Panel>
        <Tabs.Panel value="rejects" className={classes.panel}>
          <AmendBox snapshot={snapshot} onDone={onAmended} />
          <RejectsTable id={id} count={rowsRejected} />
        </Tabs.Panel>
        <Tabs.Panel value="skipped" className={classes.panel}>
          <SkippedTable id={id} count={rowsSkipped} />
        </Tabs.Panel>
        <Tabs.Panel value="mapping" className={classes.panel}>
          <UsedMapping snapshot={snapshot} onDone={onAmended} />
        </Tabs.Panel>
      </Tabs>
    </Card>
  );
}
