import { Button, Modal, NumberInput, Switch, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import { ErrorState } from '../../components/ErrorState.tsx';
import { api, ask } from '../../lib/api.ts';
import { useSentence } from '../../lib/i18n.ts';
import { usePreference } from '../../lib/preference.ts';
import { useFormat } from '../../lib/use-format.ts';
import classes from './CreditRulesForm.module.css';
import type { Credit, Rule, RuleChange } from './credit-queries.ts';

interface Props {
  rules: readonly Rule[];
  creditedUntil: string | null;
  text: Credit['text'];
  onClose: () => void;
}

const nameSchema = z.string();
const nextDay = (day: string) =>
  new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);

/** The bank's own rules from a day on, with who sets them and why. */
export function CreditRulesForm({ rules: before, creditedUntil, text, onClose }: Props) {
  const { t } = useTranslation('credit');
  const { t: parts } = useTranslation('parts');
  const { date } = useFormat();
  const client = useQueryClient();
  const [by, setBy] = usePreference('my-name', nameSchema, '');
  const [reason, setReason] = useState('');
  const [from, setFrom] = useState(creditedUntil === null ? '' : nextDay(creditedUntil));
  const [rules, setRules] = useState<Rule[]>([...before]);
  const save = useMutation({
    mutationFn: (json: RuleChange) => ask(api.recovery.credit.rules.$post({ json })),
    onSuccess: async () => {
      await client.invalidateQueries();
      onClose();
    },
  });
  const isEarly = creditedUntil !== null && from !== '' && from <= creditedUntil;
  const isWrong = rules.some(
    ({ shares }) => shares.reduce((sum, { percent }) => sum + percent, 0) !== 100,
  );
  const isReady = by.trim() !== '' && reason.trim() !== '' && from !== '' && !isEarly && !isWrong;
  const change = (next: Rule) => setRules(rules.map((one) => (one.id === next.id ? next : one)));
  return (
    <Modal
      opened
      onClose={onClose}
      size="xl"
      title={t('form.title')}
      closeButtonProps={{ 'aria-label': parts('close') }}
    >
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady) save.mutate({ by, reason, effectiveFrom: from, rules });
        }}
      >
        <p className={classes.note}>{t('form.note')}</p>
        <div className={classes.row}>
          <TextInput
            type="date"
            required
            label={t('form.from')}
            value={from}
            onChange={(event) => setFrom(event.currentTarget.value)}
            error={isEarly ? t('form.early', { day: date(creditedUntil) }) : undefined}
          />
          <TextInput
            required
            label={t('form.by')}
            value={by}
            maxLength={50}
            onChange={(event) => setBy(event.currentTarget.value)}
          />
          <TextInput
            required
            className={classes.wide ?? ''}
            label={t('form.reason')}
            value={reason}
            maxLength={500}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
        </div>
        {rules.map((rule) => (
          <RuleFields key={rule.id} rule={rule} text={text[rule.id]} onChange={change} />
        ))}
        {save.error ? <ErrorState error={save.error} /> : null}
        <div className={classes.row}>
          <Button type="submit" loading={save.isPending} disabled={!isReady}>
            {t('form.save')}
          </Button>
          <Button variant="default" onClick={onClose}>
            {t('form.cancel')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}

interface FieldsProps {
  rule: Rule;
  text: Credit['text'][Rule['id']];
  onChange: (rule: Rule) => void;
}

function RuleFields({ rule, text, onChange }: FieldsProps) {
  const { t } = useTranslation('credit');
  const say = useSentence();
  const [words, setWords] = useState(rule.words.join(','));
  const sum = rule.shares.reduce((all, { percent }) => all + percent, 0);
  const isPlace = (to: Rule['shares'][number]['to']) => to === 'branch' || to === 'named';
  const branchPart = rule.shares.find(({ to }) => isPlace(to));
  const setShare = (place: number, patch: Partial<Rule['shares'][number]>) =>
    onChange({
      ...rule,
      shares: rule.shares.map((one, at) => (at === place ? { ...one, ...patch } : one)),
    });
  return (
    <fieldset className={classes.rule}>
      <legend>
        <Switch
          size="xs"
          label={say(text.label)}
          checked={rule.isOn}
          onChange={(event) => onChange({ ...rule, isOn: event.currentTarget.checked })}
        />
      </legend>
      <p className={classes.note}>{say(text.holds)}</p>
      {rule.isOn ? (
        <div className={classes.row}>
          {rule.words.length > 0 || words !== '' ? (
            <TextInput
              size="xs"
              className={classes.wide ?? ''}
              label={t('form.words')}
              value={words}
              onChange={(event) => {
                const typed = event.currentTarget.value;
                setWords(typed);
                const list = typed.split(/[,，、;；]/).map((word) => word.trim());
                onChange({ ...rule, words: list.filter((word) => word !== '') });
              }}
            />
          ) : null}
          {rule.days === null ? null : (
            <NumberInput
              size="xs"
              w={88}
              label={t('form.days')}
              value={rule.days}
              min={1}
              max={366}
              hideControls
              onChange={(days) => {
                if (typeof days === 'number') onChange({ ...rule, days });
              }}
            />
          )}
          {rule.shares.length > 1
            ? rule.shares.map((one, place) => (
                <NumberInput
                  // biome-ignore lint/suspicious/noArrayIndexKey: the shares of a rule never move
                  key={place}
                  size="xs"
                  w={112}
                  label={t('form.share', { who: one.name || t(`to.${one.to}`) })}
                  value={one.percent}
                  min={0}
                  max={100}
                  hideControls
                  error={sum === 100 ? undefined : t('form.sumWrong')}
                  onChange={(percent) => {
                    if (typeof percent === 'number') setShare(place, { percent });
                  }}
                />
              ))
            : null}
          {branchPart ? (
            <TextInput
              size="xs"
              className={classes.wide ?? ''}
              label={t('form.name')}
              value={branchPart.name ?? ''}
              maxLength={50}
              onChange={(event) => {
                const name = event.currentTarget.value;
                const place = rule.shares.indexOf(branchPart);
                if (name.trim() === '') setShare(place, { to: 'branch', name: null });
                else setShare(place, { to: 'named', name });
              }}
            />
          ) : null}
        </div>
      ) : null}
    </fieldset>
  );
}
