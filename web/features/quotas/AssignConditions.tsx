import { Button, MultiSelect, NumberInput, Select, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ShownOfficer } from '../../../server/quotas/make-assignment.ts';
import { Card } from '../../components/Card.tsx';
import { DEFAULT_TYPE_IDS } from '../../components/TypeDot.tsx';
import { useFormat } from '../../lib/use-format.ts';
import {
  type AssignDraft,
  type Condition,
  conditionsOf,
  isSame,
  withWish,
} from './assign-draft.ts';
import { fenOfTyped } from './draft.ts';
import classes from './Quotas.module.css';
import { personId } from './replan-draft.ts';

interface Props {
  draft: AssignDraft;
  officers: readonly ShownOfficer[];
  onChange: (next: AssignDraft) => void;
}

const KINDS: readonly Condition['kind'][] = ['join', 'kinds', 'most', 'conflict'];

/** What is asked besides weights: who joins, who takes only some kinds or sizes, whom to avoid. */
export function AssignConditions({ draft, officers, onChange }: Props) {
  const { t } = useTranslation('assignment');
  const { t: parts } = useTranslation('parts');
  const format = useFormat();
  const [kind, setKind] = useState<Condition['kind']>('join');
  const [branch, setBranch] = useState<string | null>(null);
  const [who, setWho] = useState<string | null>(null);
  const [name, setName] = useState('');
  const [share, setShare] = useState(50);
  const [kinds, setKinds] = useState<string[]>([]);
  const [figure, setFigure] = useState('');
  const [loan, setLoan] = useState('');
  const kindName = (id: string) => {
    const known = DEFAULT_TYPE_IDS.find((one) => one === id);
    return known === undefined ? id : parts(`type.${known}`);
  };
  const listed = conditionsOf(draft);
  const person = officers.find((own) => personId(own) === who);

  /** The draft with what is written in the form, or nothing while a part is missing. */
  const read = (): AssignDraft | undefined => {
    if (kind === 'join') {
      const officer = name.trim();
      if (branch === null || officer === '') return undefined;
      return withWish(draft, { branch, officer, share }, { share, joins: true });
    }
    if (person === undefined) return undefined;
    if (kind === 'kinds') {
      return kinds.length === 0 ? undefined : withWish(draft, person, { kinds });
    }
    if (kind === 'most') {
      const mostFen = fenOfTyped(figure, 'wan');
      return mostFen === undefined ? undefined : withWish(draft, person, { mostFen });
    }
    const own = { branch: person.branch, officer: person.officer, borrower: loan.trim() };
    const isThere = draft.conflicts.some(
      (one) => isSame(one, own) && one.borrower === own.borrower,
    );
    if (own.borrower === '' || isThere) return undefined;
    return { ...draft, conflicts: [...draft.conflicts, own] };
  };
  const written = read();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (written === undefined) return;
    onChange(written);
    setName('');
    setFigure('');
    setLoan('');
    setKinds([]);
  };
  const say = ({ who: own, ...condition }: Condition) => {
    const words = { who: `${own.branch} ${own.officer}` };
    if (condition.kind === 'join') return t('say.join', { ...words, share: condition.share ?? 0 });
    if (condition.kind === 'most') {
      return t('say.most', { ...words, amount: format.amountInText(condition.mostFen ?? null) });
    }
    if (condition.kind === 'kinds') {
      const comma = format.language === 'zh' ? '、' : ', ';
      return t('say.kinds', { ...words, kinds: (condition.kinds ?? []).map(kindName).join(comma) });
    }
    return t('say.conflict', { ...words, borrower: condition.borrower ?? '' });
  };
  const small = { size: 'xs' } as const;
  return (
    <Card title={t('conditions.title', { count: listed.length })} subtitle={t('conditions.sub')}>
      <form onSubmit={submit} className={classes.row} style={{ alignItems: 'flex-end' }}>
        <Select
          {...small}
          w={150}
          allowDeselect={false}
          label={t('conditions.kind')}
          data={KINDS.map((value) => ({ value, label: t(`conditions.kinds.${value}`) }))}
          value={kind}
          onChange={(value) => setKind(KINDS.find((known) => known === value) ?? kind)}
        />
        {kind === 'join' ? (
          <Select
            {...small}
            w={150}
            searchable
            allowDeselect={false}
            label={t('officers.branch')}
            data={[...new Set(officers.map((own) => own.branch))]}
            value={branch}
            onChange={setBranch}
          />
        ) : (
          <Select
            {...small}
            w={190}
            searchable
            allowDeselect={false}
            label={t('officers.officer')}
            data={officers.map((own) => ({
              value: personId(own),
              label: `${own.branch} ${own.officer}`,
            }))}
            value={who}
            onChange={setWho}
          />
        )}
        {kind === 'join' ? (
          <>
            <TextInput
              {...small}
              w={110}
              label={t('conditions.name')}
              maxLength={40}
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
            />
            <NumberInput
              {...small}
              w={110}
              hideControls
              allowDecimal={false}
              min={1}
              max={300}
              clampBehavior="strict"
              label={t('conditions.share')}
              value={share}
              onChange={(value) => setShare(typeof value === 'number' ? value : 0)}
            />
          </>
        ) : null}
        {kind === 'kinds' ? (
          <MultiSelect
            {...small}
            miw={220}
            label={t('conditions.only')}
            data={DEFAULT_TYPE_IDS.map((value) => ({ value, label: kindName(value) }))}
            value={kinds}
            onChange={setKinds}
          />
        ) : null}
        {kind === 'most' ? (
          <TextInput
            {...small}
            w={150}
            label={t('conditions.most')}
            value={figure}
            onChange={(event) => setFigure(event.currentTarget.value)}
          />
        ) : null}
        {kind === 'conflict' ? (
          <TextInput
            {...small}
            w={200}
            label={t('conditions.loan')}
            value={loan}
            onChange={(event) => setLoan(event.currentTarget.value)}
          />
        ) : null}
        <Button type="submit" size="xs" variant="default" disabled={written === undefined}>
          {t('conditions.add')}
        </Button>
      </form>
      {listed.length > 0 ? (
        <ol className={`${classes.edits} ${classes.block}`}>
          {listed.map((own) => (
            <li key={say(own)}>
              {say(own)}{' '}
              <Button
                variant="subtle"
                size="compact-xs"
                aria-label={`${t('conditions.remove')}: ${say(own)}`}
                onClick={() => onChange(own.released)}
              >
                {t('conditions.remove')}
              </Button>
            </li>
          ))}
        </ol>
      ) : null}
    </Card>
  );
}
