import { Button, Checkbox, Select, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ErrorState } from '../../components/ErrorState.tsx';
import { useSentence } from '../../lib/i18n.ts';
import { useFormat } from '../../lib/use-format.ts';
import { ChooseContext } from './choices-context.ts';
import classes from './DataPage.module.css';
import { fieldOf, orderOf } from './draft.ts';
import { EncodingChoice } from './EncodingChoice.tsx';
import { EncodingList } from './EncodingList.tsx';
import { MappingTable } from './MappingTable.tsx';
import { OrderChoice } from './OrderChoice.tsx';
import { Readiness } from './PrepareCard.tsx';
import { PreviewTable } from './PreviewTable.tsx';
import { bankQuery } from './queries.ts';
import { readingOfInspection } from './reading.ts';
import { SheetChoice } from './SheetChoice.tsx';
import { chooseSide, type SideDraft } from './side-draft.ts';
import {
  type SideInspection,
  type SideKind,
  sideCheckQuery,
  sideInspectionQuery,
  sideKindsQuery,
  sideSourcesQuery,
  startSideLoad,
} from './side-queries.ts';
import type { SideLoad } from './use-side-load.ts';

interface Props {
  draft: SideDraft;
  error: unknown;
  onLoad: SideLoad['run'];
  onDiscard: () => void;
}

/** A side file before it is loaded: what it seems to be, and every guess to be corrected. */
export function SidePrepare({ draft, error, onLoad, onDiscard }: Props) {
  const { t } = useTranslation('loanBook');
  const { uploadId, name, choices } = draft;
  const { kind, encoding, sheet, sourceName = '' } = choices;
  const inspection = useQuery(
    sideInspectionQuery(uploadId, {
      ...(kind ? { kind } : {}),
      ...(encoding ? { encoding } : {}),
      ...(sheet === undefined ? {} : { sheet }),
      ...(sourceName.trim() === '' ? {} : { sourceName }),
    }),
  );
  const kinds = useQuery(sideKindsQuery());
  const of = kinds.data?.find(({ id }) => id === inspection.data?.kind);
  const failed = error ?? inspection.error ?? kinds.error;
  return (
    <ChooseContext value={chooseSide}>
      <section className={classes.stack} aria-label={t('side.prepare', { file: name })}>
        {failed ? <ErrorState error={failed} /> : null}
        {inspection.data && of && kinds.data ? (
          <Settle
            {...{ draft, onLoad, onDiscard }}
            layout={inspection.data}
            kind={of}
            kinds={kinds.data}
          />
        ) : (
          <div className={classes.mappingHead}>
            {failed ? null : <p className={classes.quiet}>{t('side.inspecting')}</p>}
            <Button variant="default" onClick={onDiscard}>
              {t('side.discard')}
            </Button>
          </div>
        )}
      </section>
    </ChooseContext>
  );
}

function Settle(props: {
  draft: SideDraft;
  layout: SideInspection;
  kind: SideKind;
  kinds: readonly SideKind[];
  onLoad: SideLoad['run'];
  onDiscard: () => void;
}) {
  const { draft, layout, kind, kinds } = props;
  const { uploadId, name, choices } = draft;
  const { t } = useTranslation('loanBook');
  const say = useSentence();
  const isSample = useQuery(bankQuery()).data?.bank === 'sample';
  const sources = useQuery(sideSourcesQuery(kind.id)).data ?? [];
  const reading = readingOfInspection(layout);
  const used = new Map<string, string>();
  const mapping: Record<string, string | null> = {};
  for (const column of layout.columns) {
    const to = fieldOf(choices, column.name, column.field);
    mapping[column.name] = to;
    if (to !== null) used.set(to, column.name);
  }
  const open = kind.fields.filter(({ id, required }) => required && !used.has(id));
  const isRoster = kind.id === 'branches' || kind.id === 'officers';
  const asOf = choices.asOf || layout.statedDay || undefined;
  const request = {
    kind: kind.id,
    mapping,
    ...(choices.encoding ? { encoding: choices.encoding } : {}),
    ...(layout.sheet === null ? {} : { sheet: layout.sheet }),
    ...(choices.sourceName?.trim() ? { sourceName: choices.sourceName.trim() } : {}),
    ...(isRoster && asOf ? { asOf } : {}),
    ...(choices.dateOrder ? { dateOrder: choices.dateOrder } : {}),
  };
  const asksOrder = layout.dateOrder !== null && orderOf(choices, layout) === undefined;
  const isReady = open.length === 0 && !asksOrder;
  const check = useQuery(sideCheckQuery(uploadId, request, isReady));
  const start = () =>
    startSideLoad({
      uploadId,
      ...request,
      ...(isSample && choices.replaceSample ? { replaceSample: true } : {}),
    });
  return (
    <>
      <div className={classes.mappingHead}>
        <div>
          <h3 className={classes.subtitle}>{name}</h3>
          <p className={classes.quiet}>
            {t('side.facts', { kind: say(kind.label), line: layout.headerIndex + 1 })}
          </p>
        </div>
        <div className={classes.actions}>
          <Button variant="default" onClick={props.onDiscard}>
            {t('side.discard')}
          </Button>
          <Button disabled={!isReady} onClick={() => void props.onLoad(start)}>
            {t('side.go')}
          </Button>
        </div>
      </div>
      <div className={classes.choices}>
        <Select
          label={t('side.kind')}
          allowDeselect={false}
          data={kinds.map(({ id, label }) => ({ value: id, label: say(label) }))}
          value={kind.id}
          onChange={(value) => {
            const found = kinds.find(({ id }) => id === value);
            if (found) chooseSide({ kind: found.id, fields: {} });
          }}
        />
        {isRoster ? (
          <TextInput
            type="date"
            label={t('side.asOf')}
            description={t('side.asOfNote')}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            value={asOf ?? ''}
            onChange={(event) => chooseSide({ asOf: event.currentTarget.value })}
          />
        ) : null}
        <TextInput
          label={t('side.source')}
          description={t('side.sourceNote')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          placeholder={kind.sourceName}
          value={choices.sourceName}
          list="side-sources"
          onChange={(event) => chooseSide({ sourceName: event.currentTarget.value })}
        />
        <datalist id="side-sources">
          {sources.map((source) => (
            <option key={source} value={source} />
          ))}
        </datalist>
        {reading.sheet === null ? (
          <EncodingChoice reading={reading} />
        ) : (
          <SheetChoice reading={reading} />
        )}
        <OrderChoice choices={choices} layout={layout} />
      </div>
      <EncodingList reading={reading} chosen={choices.encoding} header={layout.headerIndex} />
      {isSample ? (
        <Checkbox
          label={t('prepare.replaceSample')}
          description={t('prepare.replaceSampleNote')}
          checked={choices.replaceSample}
          onChange={(event) => chooseSide({ replaceSample: event.currentTarget.checked })}
        />
      ) : null}
      <Readiness reading={reading} layout={layout} open={open} />
      {!isReady ? null : check.error ? (
        <ErrorState error={check.error} />
      ) : (
        <CheckNotes check={check.data} kind={kind} />
      )}
      <PreviewTable layout={layout} />
      <MappingTable layout={layout} fields={kind.fields} choices={choices} used={used} />
    </>
  );
}

interface Checked {
  rowsRead: number;
  rowsLoaded: number;
  rowsRejected: number;
  rowsSkipped: number;
  totals: { field: string; statedFen: number; loadedFen: number }[];
  findings: { tone: string; says: { zh: string; en: string } }[];
}

/** What a look at every row found: how many stand, and what adds up with what. */
function CheckNotes({ check, kind }: { check: Checked | undefined; kind: SideKind }) {
  const { t } = useTranslation('loanBook');
  const say = useSentence();
  if (check === undefined) return <p className={classes.quiet}>{t('side.checking')}</p>;
  const { rowsRead, rowsLoaded, rowsRejected, rowsSkipped, totals, findings } = check;
  const values = { read: rowsRead, loaded: rowsLoaded, rejected: rowsRejected };
  return (
    <ul className={classes.notes} data-check="true">
      <li data-tone={rowsRejected > 0 ? 'amber' : 'good'}>
        {t('side.check', { ...values, skipped: rowsSkipped })}
      </li>
      <TotalNotes totals={totals} kind={kind} />
      {findings.map(({ tone, says }) => (
        <li key={says.en} data-tone={tone === 'look' ? 'amber' : tone}>
          {say(says)}
        </li>
      ))}
    </ul>
  );
}

/** What the file's own total row says beside the sum of its rows. */
export function TotalNotes(props: { totals: Checked['totals']; kind: Pick<SideKind, 'fields'> }) {
  const { t } = useTranslation('loanBook');
  const say = useSentence();
  const { exactAmount } = useFormat();
  return props.totals.map(({ field, statedFen, loadedFen }) => {
    const label = props.kind.fields.find(({ id }) => id === field)?.label;
    const name = label ? say(label) : field;
    return (
      <li key={field} data-tone={statedFen === loadedFen ? 'good' : 'bad'}>
        {statedFen === loadedFen
          ? t('side.totalSame', { field: name, amount: exactAmount(statedFen) })
          : t('side.totalDiffers', {
              field: name,
              stated: exactAmount(statedFen),
              loaded: exactAmount(loadedFen),
              difference: exactAmount(Math.abs(statedFen - loadedFen)),
            })}
      </li>
    );
  });
}
