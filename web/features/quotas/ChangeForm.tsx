import { Button, Select, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fenOfTyped } from './draft.ts';
import classes from './Quotas.module.css';
import { type Change, type ChangeKind, KINDS, type People, personId } from './replan-draft.ts';

interface Props {
  people: People;
  branches: readonly string[];
  effectiveOn: string;
  onAdd: (change: Change) => void;
}

type Rule = 'own' | 'shares';
interface Share {
  who: string | null;
  percent: string;
}
const NO_SHARES: readonly Share[] = [{ who: null, percent: '100' }];

/** A percentage as typed, nothing when empty; undefined when it is no number. */
function partOf(typed: string): { percent?: number } | undefined {
  if (typed.trim() === '') return {};
  const percent = Number(typed);
  return Number.isFinite(percent) ? { percent } : undefined;
}

/** One change of people, branches or target, put together from lists. */
export function ChangeForm({ people, branches, effectiveOn, onAdd }: Props) {
  const { t } = useTranslation('replan');
  const [kind, setKind] = useState<ChangeKind>('leave');
  const [who, setWho] = useState<string | null>(null);
  const [branch, setBranch] = useState<string | null>(null);
  const [to, setTo] = useState<string | null>(null);
  const [name, setName] = useState('');
  const [on, setOn] = useState(effectiveOn);
  const [until, setUntil] = useState(effectiveOn);
  const [figure, setFigure] = useState('');
  const [rule, setRule] = useState<Rule>('own');
  const [shares, setShares] = useState<readonly Share[]>(NO_SHARES);
  const [why, setWhy] = useState('');

  const personOf = (id: string | null) => people.find((own) => personId(own) === id);
  const options = people
    .filter((own) => kind === 'join' || own.restFen > 0 || own.loans > 0)
    .map((own) => ({ value: personId(own), label: `${own.branch} ${own.officer}` }));
  const isMoving = kind === 'leave' || kind === 'move' || kind === 'absence';
  const isPersonal = isMoving || kind === 'handover';

  /** What is written in the form, or nothing while a part is missing. */
  const read = (): Change | undefined => {
    const fen = fenOfTyped(figure, 'wan');
    if (kind === 'target') {
      return fen === undefined ? undefined : { kind, targetFen: fen, why };
    }
    if (on === '') return undefined;
    const percent = partOf(figure);
    if (kind === 'merge') return branch && to ? { kind, branch, into: to, on, why } : undefined;
    if (kind === 'join') {
      return percent && branch && name.trim()
        ? { kind, branch, officer: name.trim(), on, why, ...percent }
        : undefined;
    }
    const person = personOf(who);
    if (person === undefined) return undefined;
    const own = { branch: person.branch, officer: person.officer, on, why };
    if (kind === 'handover') {
      const taker = personOf(to);
      if (taker === undefined) return undefined;
      if (percent === undefined) return undefined;
      return { kind, ...own, to: { branch: taker.branch, officer: taker.officer }, ...percent };
    }
    const given = shares.flatMap((share) => {
      const successor = personOf(share.who);
      if (successor === undefined) return [];
      const { branch: at, officer } = successor;
      return [{ branch: at, officer, percent: Number(share.percent) }];
    });
    if (rule === 'shares' && given.length < shares.length) return undefined;
    const by = rule === 'shares' ? { shares: given } : {};
    if (kind === 'leave') return { kind, ...own, ...by };
    if (kind === 'move') return to ? { kind, ...own, to, ...by } : undefined;
    return until ? { kind, ...own, to: until, ...by } : undefined;
  };
  const written = read();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (written === undefined) return;
    onAdd(written);
    setWhy('');
    setFigure('');
    setShares(NO_SHARES);
  };
  const pick = (
    label: string,
    value: string | null,
    set: (next: string | null) => void,
    data: { value: string; label: string }[],
  ) => (
    <Select size="xs" w={190} searchable label={label} data={data} value={value} onChange={set} />
  );
  const branchList = branches.map((own) => ({ value: own, label: own }));
  const day = (label: string, value: string, set: (next: string) => void) => (
    <TextInput
      size="xs"
      w={140}
      type="date"
      label={label}
      value={value}
      onChange={(event) => set(event.currentTarget.value)}
    />
  );
  const text = (label: string, value: string, set: (next: string) => void, width = 150) => (
    <TextInput
      size="xs"
      w={width}
      label={label}
      maxLength={200}
      value={value}
      onChange={(event) => set(event.currentTarget.value)}
    />
  );
  return (
    <form onSubmit={submit} className={classes.row} style={{ alignItems: 'flex-end' }}>
      <Select
        size="xs"
        w={120}
        allowDeselect={false}
        label={t('kind.label')}
        data={KINDS.map((value) => ({ value, label: t(`kind.${value}`) }))}
        value={kind}
        onChange={(value) => {
          // What names a branch for one kind names a person for another.
          setTo(null);
          setFigure('');
          setKind(KINDS.find((known) => known === value) ?? kind);
        }}
      />
      {isPersonal ? pick(t('form.who'), who, setWho, options) : null}
      {kind === 'join' || kind === 'merge'
        ? pick(t('form.branch'), branch, setBranch, branchList)
        : null}
      {kind === 'join' ? text(t('form.newcomer'), name, setName, 110) : null}
      {kind === 'merge' ? pick(t('form.into'), to, setTo, branchList) : null}
      {kind === 'move' ? pick(t('form.to'), to, setTo, branchList) : null}
      {kind === 'handover' ? pick(t('form.successor'), to, setTo, options) : null}
      {kind === 'target'
        ? text(t('form.target'), figure, setFigure)
        : day(t(kind === 'leave' ? 'form.lastDay' : 'form.firstDay'), on, setOn)}
      {kind === 'absence' ? day(t('form.until'), until, setUntil) : null}
      {kind === 'join' ? text(t('form.percent'), figure, setFigure, 210) : null}
      {kind === 'handover' ? text(t('form.part'), figure, setFigure, 190) : null}
      {isMoving ? (
        <Select
          size="xs"
          w={130}
          allowDeselect={false}
          label={t('form.by')}
          data={[
            { value: 'own', label: t(kind === 'absence' ? 'form.byRest' : 'form.byLoans') },
            { value: 'shares', label: t('form.byShares') },
          ]}
          value={rule}
          onChange={(value) => setRule(value === 'shares' ? 'shares' : 'own')}
        />
      ) : null}
      {isMoving && rule === 'shares'
        ? shares.map((share, at) => {
            const set = (patch: Partial<Share>) =>
              setShares(shares.map((own, i) => (i === at ? { ...own, ...patch } : own)));
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: rows are only added at the end
              <div key={at} className={classes.row} style={{ alignItems: 'flex-end' }}>
                {pick(t('form.successor'), share.who, (next) => set({ who: next }), options)}
                {text(t('form.share'), share.percent, (next) => set({ percent: next }), 70)}
              </div>
            );
          })
        : null}
      {isMoving && rule === 'shares' ? (
        <Button
          variant="subtle"
          size="compact-xs"
          onClick={() => setShares([...shares, { who: null, percent: '' }])}
        >
          {t('form.more')}
        </Button>
      ) : null}
      {text(t('form.why'), why, setWhy, 180)}
      <Button type="submit" size="xs" variant="default" disabled={written === undefined}>
        {t('form.add')}
      </Button>
    </form>
  );
}
