import { SegmentedControl } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import * as z from 'zod/mini';
import { Card } from '../../components/Card.tsx';
import { type HeatCell, HeatTable } from '../../components/HeatTable.tsx';
import { TypeDot } from '../../components/TypeDot.tsx';
import { useHref, usePageSearch } from '../../lib/filters.ts';
import { useSentence } from '../../lib/i18n.ts';
import { useFormat } from '../../lib/use-format.ts';
import { largestBlock } from './largest-block.ts';
import type { Evidence, Matrix } from './queries.ts';
import { claims } from './scope.ts';

const pageSearch = z.object({
  by: z.catch(z.optional(z.enum(['amount', 'count'])), undefined),
});

const UNDETERMINED = 'undetermined';

interface Sum {
  loans: number;
  balanceFen: number;
}

/** Default type × pain point by balance or count; the undetermined say what they lack. */
export function MatrixCard({
  matrix,
  evidence,
}: {
  matrix: Matrix;
  evidence: Evidence | undefined;
}) {
  const { t } = useTranslation('triage');
  const say = useSentence();
  const format = useFormat();
  const href = useHref();
  const [{ by = 'amount' }, set] = usePageSearch(pageSearch);
  const block = largestBlock(matrix);
  const types = matrix.types.filter(({ code }) => code !== UNDETERMINED);
  const pains = matrix.painPoints.filter(({ code }) => code !== UNDETERMINED);
  const measure = ({ loans, balanceFen }: Sum) => (by === 'amount' ? balanceFen : loans);
  const whole = measure(matrix.total);

  const figure = (sum: Sum, to: string): HeatCell => ({
    value: measure(sum),
    text:
      sum.loans === 0
        ? '·'
        : by === 'amount'
          ? format.amount(sum.balanceFen)
          : format.count(sum.loans),
    tip: format.exactAmount(sum.balanceFen),
    href: sum.loans > 0 ? to : undefined,
  });
  const share = (sum: Sum): HeatCell => ({
    value: null,
    text: format.percent(measure(sum), whole),
  });
  const lacking = (evidence?.lacking ?? [])
    .slice(0, 3)
    .map(({ label, missing, asked }) =>
      t('matrix.field', { field: say(label), share: format.percent(missing, asked, 0) }),
    );
  const rows = matrix.types.map((type) => ({
    id: type.code,
    label: <TypeDot id={type.code} label={type.label} unconfirmed={type.needsConfirmation} />,
    ...(type.code === UNDETERMINED && lacking.length > 0
      ? {
          note: t('matrix.lacking', {
            fields: lacking.join(format.language === 'zh' ? '、' : ', '),
          }),
        }
      : {}),
    tail: [figure(type, href('/loans', claims({ defaultType: [type.code] }))), share(type)],
  }));
  const assignedTypes = types.map(({ code }) => code);
  const totals = [
    ...pains.map(({ code }) => {
      const cells = types.flatMap((type) => type.cells).filter((cell) => cell.painPoint === code);
      const sum = {
        loans: cells.reduce((all, { loans }) => all + loans, 0),
        balanceFen: cells.reduce((all, { balanceFen }) => all + balanceFen, 0),
      };
      return figure(sum, href('/loans', claims({ defaultType: assignedTypes, painPoint: [code] })));
    }),
    figure(matrix.total, href('/loans', claims())),
    share(matrix.total),
  ];
  return (
    <Card
      title={
        block
          ? t('matrix.title', { type: say(block.type.label), pain: say(block.pain.label) })
          : t('matrix.titleNone')
      }
      subtitle={
        by === 'amount' ? t('matrix.byAmount', { unit: format.unitName }) : t('matrix.byCount')
      }
      actions={
        <SegmentedControl
          size="xs"
          aria-label={t('matrix.measure')}
          value={by}
          onChange={(value) =>
            set({ by: value === 'count' ? 'count' : undefined }, { replace: true })
          }
          data={[
            { value: 'amount', label: t('matrix.amount') },
            { value: 'count', label: t('matrix.count') },
          ]}
        />
      }
    >
      <HeatTable
        label={t('matrix.label')}
        corner={t('matrix.corner')}
        columns={pains.map(({ code, label }) => ({ id: code, label: say(label) }))}
        rows={rows}
        cell={(type, pain) => {
          const sum = matrix.types
            .find(({ code }) => code === type)
            ?.cells.find(({ painPoint }) => painPoint === pain);
          if (sum === undefined || (type === UNDETERMINED && lacking.length > 0)) return undefined;
          return figure(sum, href('/loans', claims({ defaultType: [type], painPoint: [pain] })));
        }}
        tail={[t('matrix.total'), t('matrix.share')]}
        totals={totals}
      />
    </Card>
  );
}
