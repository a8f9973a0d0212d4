import { useTranslation } from 'react-i18next';
import { Card } from '../../components/Card.tsx';
import { useSentence } from '../../lib/i18n.ts';
import { useFormat } from '../../lib/use-format.ts';
import type { Field } from './fields-of.ts';
import classes from './loans.module.css';
import type { LoanDetail } from './queries.ts';

const GROUPS = [
  [
    'who',
    'borrower_name borrower_id borrower_kind id_number phone occupation birth_year monthly_income is_public_employee is_deceased is_divorced in_custody is_disabled has_serious_illness on_dibao works_away company_state legal_representative township village',
  ],
  [
    'loan',
    'product currency branch officer origin_officer disbursed_on matures_on extended_to risk_class book_status defaulted_on days_past_due decrease_reason',
  ],
  [
    'money',
    'principal_original balance overdue_principal interest_on_book interest_off_book penalty_interest last_paid_amount last_paid_on paid_this_period paid_this_year partial_payments',
  ],
  [
    'guarantee',
    'guarantee_kind collateral_kind collateral_value guarantor guarantee_ends_on spouse_signed',
  ],
  [
    'contact',
    'contact_state last_contact_on calls visits first_collected_on broken_promises scenario_tags has_complaint has_dispute',
  ],
  [
    'court',
    'court_stage judgment_on enforcement_on last_interrupted_on interrupt_proof is_dishonest_listed',
  ],
] as const;

const GROUPED = new Set(GROUPS.flatMap(([, ids]) => ids.split(' ')));

/** Everything the book says of the loan; what it does not say is counted, not hidden. */
export function FieldsCard({ loan }: { loan: LoanDetail }) {
  const { t } = useTranslation('loans');
  const format = useFormat();
  const rest = loan.fields.filter(({ id }) => id !== 'loan_id' && !GROUPED.has(id));
  const groups = [
    ...GROUPS.map(([id, ids]) => ({
      id,
      fields: ids
        .split(' ')
        .flatMap((wanted) => loan.fields.filter((field) => field.id === wanted)),
    })),
    { id: 'evidence' as const, fields: rest },
  ];
  const unknown = loan.fields.filter((field) => !isKnown(field)).length;
  return (
    <Card
      title={t('loan.fields.title', {
        known: format.count(loan.fields.length - unknown),
        unknown: format.count(unknown),
      })}
      subtitle={t('loan.fields.subtitle')}
    >
      <div className={classes.groups}>
        {groups.map(({ id, fields }) => (
          <Group key={id} title={t(`loan.fields.${id}`)} fields={fields} />
        ))}
        {loan.extra.length > 0 ? (
          <section>
            <h3>{t('loan.fields.extra')}</h3>
            <dl className={classes.fields}>
              {loan.extra.map(({ header, text }) => (
                <div key={header}>
                  <dt>{header}</dt>
                  <dd>
                    {text ?? <span className={classes.quiet}>{t('loan.fields.protected')}</span>}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ) : null}
      </div>
    </Card>
  );
}

const isKnown = (field: Field) => field.value !== null || field.text !== null;

function Group({ title, fields }: { title: string; fields: readonly Field[] }) {
  const { t } = useTranslation('loans');
  const say = useSentence();
  const known = fields.filter((field) => isKnown(field) && !field.hidden);
  const hidden = fields.filter((field) => field.hidden);
  const unknown = fields.filter((field) => !isKnown(field));
  return (
    <section>
      <h3>{title}</h3>
      <dl className={classes.fields}>
        {known.map((field) => (
          <div key={field.id}>
            <dt>{say(field.label)}</dt>
            <dd>
              <Value field={field} />
            </dd>
          </div>
        ))}
      </dl>
      {hidden.length > 0 ? (
        <p
          className={classes.unrecorded}
          data-tip={hidden.map(({ label }) => say(label)).join(' · ')}
        >
          {t('loan.fields.hidden', { count: hidden.length })}
        </p>
      ) : null}
      {unknown.length > 0 ? (
        <p
          className={classes.unrecorded}
          data-tip={unknown.map(({ label }) => say(label)).join(' · ')}
        >
          {t('loan.fields.unknown', { count: unknown.length })}
        </p>
      ) : null}
    </section>
  );
}

function Value({ field }: { field: Field }) {
  const say = useSentence();
  const format = useFormat();
  if (field.text) return <>{say(field.text)}</>;
  const { value } = field;
  if (field.kind === 'amount' && typeof value === 'number') return <>{format.exactAmount(value)}</>;
  if (field.kind === 'date') return <>{format.date(typeof value === 'string' ? value : null)}</>;
  if (typeof value === 'boolean') {
    const yes = format.language === 'zh' ? '是' : 'yes';
    const no = format.language === 'zh' ? '否' : 'no';
    return <>{value ? yes : no}</>;
  }
  return <>{typeof value === 'number' ? format.count(value) : String(value)}</>;
}
