import { Button, Modal, SegmentedControl, Select, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Plan } from '../../../server/quotas/plan.ts';
import type { Absorber, PlanEdit } from '../../../server/quotas/plan-edit.ts';
import { ErrorState } from '../../components/ErrorState.tsx';
import { ProblemError } from '../../lib/api.ts';
import { ChangeTable } from './ChangeTable.tsx';
import { compareAmounts } from './compare-amounts.ts';
import type { PlanBody } from './draft.ts';
import { ImportFindings } from './ImportFindings.tsx';
import classes from './Quotas.module.css';
import { type AmountsChoice, amountsQuery, previewQuery } from './queries.ts';
import { ABSORBERS } from './use-edits.ts';

interface Props {
  uploadId: string;
  fileName: string;
  body: PlanBody;
  before: Plan;
  onClose: () => void;
  onApply: (edits: PlanEdit[]) => void;
}

const FILE_UNITS = ['yuan', 'wan', 'yi'] as const;
const YEAR_ABSORBERS = ['branch', 'bank'] as const;

/** What a file of amounts would change, or what of it does not fit, before anything does. */
export function ImportDialog({ uploadId, fileName, body, before, onClose, onApply }: Props) {
  const { t } = useTranslation('quotas');
  const { t: parts } = useTranslation('parts');
  const [absorb, setAbsorb] = useState<Absorber>('branch');
  const [fileUnit, setFileUnit] = useState<AmountsChoice['fileUnit']>();
  const [why, setWhy] = useState(t('import.from', { file: fileName }).slice(0, 200));
  const read = useQuery(amountsQuery(uploadId, body, { absorb, fileUnit }));
  const found = read.data;
  const edits = (found?.edits ?? []).map((edit) => ({ ...edit, why: why.trim() }));
  const next = { ...body, edits: [...body.edits, ...(found?.edits ?? [])] };
  const tried = useQuery(previewQuery(edits.length > 0 ? next : undefined));
  const after = edits.length > 0 && !tried.isPlaceholderData ? tried.data : undefined;
  const compared =
    after &&
    compareAmounts(
      before,
      after,
      edits.flatMap((edit) => edit.places),
    );
  const isReady = compared !== undefined && !read.isPlaceholderData;
  const takers: readonly Absorber[] = found?.hasYears ? YEAR_ABSORBERS : ABSORBERS;
  const refused =
    found?.refused && new ProblemError({ ...found.refused, status: 422, details: {} });
  return (
    <Modal
      opened
      size="lg"
      onClose={onClose}
      title={t('import.title')}
      closeButtonProps={{ 'aria-label': parts('close') }}
    >
      {read.isPending ? <p aria-live="polite">{t('import.sending')}</p> : null}
      {read.error ? <ErrorState error={read.error} /> : null}
      {found ? <ImportFindings {...found} /> : null}
      <div className={`${classes.row} ${classes.block}`}>
        <Select
          size="xs"
          w={170}
          label={t('import.unit')}
          allowDeselect={false}
          value={fileUnit ?? ''}
          data={[
            { value: '', label: t('import.unitOfFile') },
            ...FILE_UNITS.map((value) => ({ value, label: t(`import.unitName.${value}`) })),
          ]}
          onChange={(value) => setFileUnit(FILE_UNITS.find((known) => known === value))}
        />
        <TextInput
          size="xs"
          w={300}
          label={t('import.why')}
          maxLength={200}
          value={why}
          onChange={(event) => setWhy(event.currentTarget.value)}
        />
      </div>
      {found && found.problemCount === 0 ? (
        <div className={classes.block}>
          <p className={classes.legend}>{t('edit.absorb')}</p>
          <SegmentedControl
            size="xs"
            aria-label={t('edit.absorb')}
            value={absorb}
            onChange={(value) => {
              const chosen = takers.find((known) => known === value);
              if (chosen) setAbsorb(chosen);
            }}
            data={takers.map((value) => ({ value, label: t(`edit.by.${value}`) }))}
          />
          <p className={classes.legend}>
            {found.hasYears && (absorb === 'branch' || absorb === 'bank')
              ? t(`import.keeps.${absorb}`)
              : t(`edit.keeps.${absorb}`)}
          </p>
        </div>
      ) : null}
      {refused ? <ErrorState error={refused} /> : null}
      {found && found.problemCount === 0 && !refused && found.edits.length === 0 ? (
        <p className={classes.block}>{t('import.same')}</p>
      ) : null}
      {tried.error && edits.length > 0 ? <ErrorState error={tried.error} /> : null}
      {compared ? (
        <>
          <p className={classes.block}>
            {t('import.note', {
              changed: String(compared.changed.length),
              moved: String(compared.alsoMoved),
              by: t(`edit.by.${absorb}`),
            })}
          </p>
          <ChangeTable changed={compared.changed} />
        </>
      ) : null}
      <div className={`${classes.row} ${classes.block}`} style={{ justifyContent: 'flex-end' }}>
        <Button variant="default" onClick={onClose}>
          {t('dialog.cancel')}
        </Button>
        <Button disabled={!isReady} onClick={() => onApply(edits)}>
          {t('paste.apply')}
        </Button>
      </div>
    </Modal>
  );
}
