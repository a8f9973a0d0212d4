import { Button } from '@mantine/core';
import type { InferResponseType } from 'hono/client';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { api } from '../lib/api.ts';
import { useHref } from '../lib/filters.ts';
import { useFormat } from '../lib/use-format.ts';
import classes from './AlertList.module.css';
import { AlertNoteForm } from './AlertNoteForm.tsx';
import { AppLink } from './AppLink.tsx';
import { type Tone, toneColor } from './tone.ts';

export type Alert = InferResponseType<typeof api.recovery.alerts.$get>[number];

const TONES: Readonly<Record<Alert['kind'], Tone>> = {
  limitation: 'bad',
  guarantee: 'bad',
  'silent-exit': 'bad',
  'class-lag': 'orange',
  'days-reset': 'orange',
  'slipped-plan': 'orange',
  'idle-officer': 'amber',
  laggard: 'amber',
  difference: 'amber',
};

const NAMED = 3;

/** Alerts that ask for somebody, largest amount first; those that were seen are folded away. */
export function AlertList({ alerts }: { alerts: readonly Alert[] }) {
  const { t } = useTranslation('parts');
  const [isShown, setShown] = useState(false);
  const open = alerts.filter((alert) => alert.isOpen);
  const seen = alerts.filter((alert) => !alert.isOpen);
  return (
    <>
      <ul className={classes.list} aria-label={t('alerts.label')}>
        {open.map((alert) => (
          <AlertRow key={alert.kind} alert={alert} />
        ))}
        {isShown ? seen.map((alert) => <AlertRow key={alert.kind} alert={alert} />) : null}
      </ul>
      {seen.length > 0 ? (
        <Button
          className={classes.fold ?? ''}
          size="compact-sm"
          variant="default"
          aria-expanded={isShown}
          onClick={() => setShown(!isShown)}
        >
          {t(isShown ? 'alerts.hide' : 'alerts.seen', { count: seen.length })}
        </Button>
      ) : null}
    </>
  );
}

function AlertRow({ alert }: { alert: Alert }) {
  const { t } = useTranslation('parts');
  const { amountInText, count, exactAmount } = useFormat();
  const { label, href } = useDoor(alert);
  const [isNoting, setNoting] = useState(false);
  const held = alert.officers ?? [];
  const names = held
    .slice(0, NAMED)
    .map(({ branch, officer }) => (branch === null ? officer : `${branch} ${officer}`))
    .join(t('alerts.and'));
  const all = held.length;
  const kind = t(`alerts.kind.${alert.kind}`);
  return (
    <li className={classes.row}>
      <span className={classes.kind} style={{ color: toneColor(TONES[alert.kind]) }}>
        <span className={classes.dot} aria-hidden="true" />
        {kind}
      </span>
      <span data-tip={exactAmount(alert.amountFen)}>
        {t(`alerts.says.${alert.kind}`, {
          loans: count(alert.loans),
          amount: amountInText(alert.amountFen),
          proven: amountInText(alert.provenFen),
          gap: amountInText(alert.gapFen),
          names: all > NAMED ? t('alerts.more', { names, count: all }) : names,
        })}
      </span>
      <span className={classes.acts}>
        <AppLink href={href} className={classes.door}>
          {label} <span aria-hidden="true">→</span>
        </AppLink>
        <Button
          className="no-print"
          size="compact-xs"
          variant={alert.isOpen ? 'light' : 'subtle'}
          aria-label={t('alerts.acknowledgeOf', { kind })}
          aria-expanded={isNoting}
          onClick={() => setNoting(!isNoting)}
        >
          {t(alert.notes.length === 0 ? 'alerts.acknowledge' : 'alerts.again')}
        </Button>
      </span>
      <Notes alert={alert} />
      {isNoting ? <AlertNoteForm alert={alert} onClose={() => setNoting(false)} /> : null}
    </li>
  );
}

/** Who looked last; how large it was then, when it has grown; and everybody before. */
function Notes({ alert: { notes, isOpen } }: { alert: Alert }) {
  const { t } = useTranslation('parts');
  const { amountInText, count, date } = useFormat();
  const [latest, ...earlier] = notes;
  if (latest === undefined) return null;
  return (
    <div className={classes.notes}>
      {isOpen
        ? t('alerts.worse', {
            by: latest.by,
            day: date(latest.asOf),
            loans: count(latest.loans),
            amount: amountInText(latest.amountFen),
          })
        : t('alerts.seenBy', { by: latest.by, day: date(latest.asOf) })}
      {latest.note === '' ? null : <q>{latest.note}</q>}
      {earlier.length > 0 ? (
        <details>
          <summary>{t('alerts.history')}</summary>
          <ul>
            {earlier.map((note) => (
              <li key={note.at}>
                {t('alerts.seenBy', { by: note.by, day: date(note.asOf) })}
                {note.note === '' ? null : <q>{note.note}</q>}
              </li>
            ))}
          </ul>
        </details>
      ) : null}
    </div>
  );
}

function useDoor({ opens }: Alert): { label: string; href: string } {
  const { t } = useTranslation('parts');
  const href = useHref();
  if ('flag' in opens) {
    return { label: t('alerts.open'), href: href('/loans', { flag: [opens.flag] }) };
  }
  if ('list' in opens) {
    const own = { view: 'alerts', alert: opens.list };
    return { label: t('alerts.open'), href: href('/progress', {}, own) };
  }
  if ('officers' in opens) {
    const patch = {
      holder: opens.officers.map(({ branch, officer }) => `${branch ?? ''}/${officer}`),
      state: ['on_book', 'off_book'],
    };
    return { label: t('alerts.openOfficers'), href: href('/loans', patch) };
  }
  return {
    label: t('alerts.openDifferences'),
    href: href('/progress', {}, { view: 'reconciliation', kind: 'disagreeing' }),
  };
}
