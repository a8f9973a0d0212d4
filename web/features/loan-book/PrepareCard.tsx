import { Button, Checkbox } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '../../components/Card.tsx';
import { ErrorState } from '../../components/ErrorState.tsx';
import { Loaded } from '../../components/Loaded.tsx';
import { bytes } from '../../lib/format.ts';
import { ChoicesForm } from './ChoicesForm.tsx';
import classes from './DataPage.module.css';
import { asOfOf, choose, type Draft, discard, fieldOf, load, orderOf, useDraft } from './draft.ts';
import { EncodingList } from './EncodingList.tsx';
import { MappingTable } from './MappingTable.tsx';
import { PrepareWords } from './PrepareWords.tsx';
import { PreviewTable } from './PreviewTable.tsx';
import {
  bankQuery,
  type Field,
  type FileLayout,
  fieldsQuery,
  type Inspection,
  inspectionQuery,
  layoutQuery,
  type MappableField,
} from './queries.ts';
import type { Preview } from './read-preview.ts';
import { type Reading, readingOfInspection, readingOfPreview, sheetsAlike } from './reading.ts';
import { useListText } from './use-list-text.ts';

/** A chosen file before it is sent: what it seems to be, and every guess to be corrected. */
export function PrepareCard({ draft }: { draft: Draft }) {
  const { t } = useTranslation('loanBook');
  const title = t('prepare.title', { file: draft.file.name, size: bytes(draft.file.size) });
  const { preview } = draft;
  const actions = (
    <Button variant="default" onClick={discard}>
      {t('drop.discard')}
    </Button>
  );
  if (preview?.isText) return <Prepared draft={draft} preview={preview} title={title} />;
  if (draft.uploadId && !draft.error) {
    return <Inspected draft={draft} uploadId={draft.uploadId} title={title} actions={actions} />;
  }
  return (
    <Card title={title} actions={actions}>
      {draft.error ? (
        <ErrorState error={draft.error} />
      ) : (
        <p className={classes.quiet}>
          {t(preview === undefined ? 'drop.reading' : 'drop.sending')}
        </p>
      )}
    </Card>
  );
}

/** A text, read on this computer. */
function Prepared({ draft, preview, title }: { draft: Draft; preview: Preview; title: string }) {
  const { sourceName } = draft.choices;
  const layout = useQuery(layoutQuery(preview.records, preview.delimiter, sourceName));
  const fields = useQuery(fieldsQuery());
  return (
    <Loaded query={layout}>
      {(found) => (
        <Loaded query={fields}>
          {(known) => (
            <Settle
              draft={draft}
              reading={readingOfPreview(preview)}
              layout={found}
              fields={known}
              title={title}
            />
          )}
        </Loaded>
      )}
    </Loaded>
  );
}

/** A workbook or an archive, which the server has looked into and not loaded. */
function Inspected(props: { draft: Draft; uploadId: string; title: string; actions: ReactNode }) {
  const { draft, uploadId, title, actions } = props;
  const { t } = useTranslation('loanBook');
  const { sourceName, encoding, sheet } = draft.choices;
  const inspection = useQuery(
    inspectionQuery(uploadId, {
      ...(sourceName ? { sourceName } : {}),
      ...(encoding ? { encoding } : {}),
      ...(sheet === undefined ? {} : { sheet }),
    }),
  );
  const fields = useQuery(fieldsQuery());
  const error = inspection.error ?? fields.error;
  if (error || !inspection.data || !fields.data) {
    return (
      <Card title={title} actions={actions}>
        {error ? (
          <ErrorState error={error} />
        ) : (
          <p className={classes.quiet}>{t('drop.inspecting')}</p>
        )}
      </Card>
    );
  }
  return (
    <Settle
      draft={draft}
      reading={readingOfInspection(inspection.data)}
      layout={inspection.data}
      fields={fields.data}
      title={title}
    />
  );
}

const DELIMITER_NAMES = { ',': 'comma', '\t': 'tab', ';': 'semicolon', '|': 'bar' } as const;
const UNITS = ['yuan', 'yuan_1000', 'wan', 'yuan_1000000', 'yi'] as const;

function Settle(props: {
  draft: Draft;
  reading: Reading;
  layout: FileLayout | Inspection;
  fields: readonly Field[];
  title: string;
}) {
  const { draft, reading, layout, fields } = props;
  const { t } = useTranslation('loanBook');
  const client = useQueryClient();
  const bank = useQuery(bankQuery()).data?.bank;
  const isSample = bank === 'sample';
  const { unattended } = useDraft();
  const { choices } = draft;
  const used = new Map<string, string>();
  for (const { name, field } of layout.columns) {
    const to = fieldOf(choices, name, field);
    if (to !== null) used.set(to, name);
  }
  const missing = fields.filter(({ id, required }) => required && !used.has(id));
  const open = missing.filter(({ id }) => !choices.constants[id]?.trim());
  const asOf = asOfOf(draft, layout);
  const needsOrder = layout.dateOrder !== null && orderOf(choices, layout) === undefined;
  const balanceUnit = layout.columns.find(({ name }) => name === used.get('balance'))?.unit;
  const unit = UNITS.find((one) => one === (balanceUnit ?? layout.unit)) ?? 'yuan';
  const isReady = open.length === 0 && asOf !== undefined && !needsOrder;
  const isAsLastTime = layout.savedVersion !== null && layout.difference === null;
  const goesBySelf =
    unattended && draft.isFollower && !draft.error && isReady && isAsLastTime && bank !== undefined;
  useEffect(() => {
    if (goesBySelf) void load(layout, client, isSample);
  }, [goesBySelf, layout, client, isSample]);
  const facts = t(reading.sheet === null ? 'prepare.facts' : 'prepare.sheetFacts', {
    encoding: reading.encoding.toUpperCase(),
    delimiter: t(`delimiter.${DELIMITER_NAMES[reading.delimiter]}`),
    sheet: reading.sheet ?? '',
    line: layout.headerIndex + 1,
    unit: t(`unit.${unit}`),
  });
  return (
    <Card
      title={props.title}
      subtitle={facts}
      actions={
        <>
          <Button variant="default" onClick={discard}>
            {t('drop.discard')}
          </Button>
          <Button disabled={!isReady} onClick={() => void load(layout, client, isSample)}>
            {draft.error ? t('prepare.retry') : t('prepare.go')}
          </Button>
        </>
      }
    >
      <div className={classes.stack}>
        {draft.error ? <ErrorState error={draft.error} /> : null}
        <ChoicesForm draft={draft} reading={reading} layout={layout} missing={missing} />
        <EncodingList reading={reading} chosen={choices.encoding} header={layout.headerIndex} />
        {isSample ? (
          <Checkbox
            label={t('prepare.replaceSample')}
            description={t('prepare.replaceSampleNote')}
            checked={choices.replaceSample}
            onChange={(event) => choose({ replaceSample: event.currentTarget.checked })}
          />
        ) : null}
        <Readiness reading={reading} layout={layout} open={open} />
        <PreviewTable layout={layout} />
        <MappingTable layout={layout} fields={fields} choices={choices} used={used} />
        <PrepareWords layout={layout} fields={fields} choices={choices} />
      </div>
    </Card>
  );
}

export function Readiness(props: {
  reading: Reading;
  layout: FileLayout;
  open: readonly MappableField[];
}) {
  const { reading, layout, open } = props;
  const { t } = useTranslation('loanBook');
  const { names, labels } = useListText();
  const { difference } = layout;
  const alike = sheetsAlike(reading).map(({ name }) => name);
  const changes = difference
    ? [
        difference.added.length > 0 ? t('prepare.added', { names: names(difference.added) }) : '',
        difference.removed.length > 0
          ? t('prepare.removed', { names: names(difference.removed) })
          : '',
      ].filter((text) => text !== '')
    : [];
  return (
    <ul className={classes.notes}>
      <li data-tone={open.length > 0 ? 'bad' : 'good'}>
        {open.length > 0 ? t('prepare.missing', { fields: labels(open) }) : t('prepare.ready')}
      </li>
      {reading.isSent ? <li>{t('prepare.sent')}</li> : null}
      {alike.length > 0 ? (
        <li data-tone="amber">{t('prepare.otherSheets', { names: names(alike) })}</li>
      ) : null}
      {layout.savedVersion === null ? null : <li data-tone="good">{t('prepare.saved')}</li>}
      {changes.length > 0 ? (
        <li data-tone="amber">{t('prepare.changed', { changes: changes.join(' · ') })}</li>
      ) : null}
    </ul>
  );
}
