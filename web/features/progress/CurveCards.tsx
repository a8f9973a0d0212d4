import { useTranslation } from 'react-i18next';
import { Columns } from '../../components/Card.tsx';
import { ChartFrame } from '../../components/ChartFrame.tsx';
import { type Curve, CurvesChart } from '../../components/charts/CurvesChart.tsx';
import { typeColor } from '../../components/TypeDot.tsx';
import type { DataColumn } from '../../components/table-columns.ts';
import { useFormat } from '../../lib/use-format.ts';
import type { Outcomes } from './movement-queries.ts';
import { useGroupName } from './OutcomesCard.tsx';
import { useQuarterName } from './VintagesCard.tsx';

/** More curves than so many cannot be told apart. */
const MOST_GROUPS = 6;
const LAST_MONTH = 36;

/** How shares grow by month: of groups against all, and of quarters of default. */
export function CurveCards({ data }: { data: Outcomes }) {
  return (
    <Columns>
      <GroupCurves data={data} />
      <VintageCurves data={data} />
    </Columns>
  );
}

/** Kaplan–Meier by group, with all of them and its interval. */
function GroupCurves({ data }: { data: Outcomes }) {
  const { t } = useTranslation('movement');
  const nameOf = useGroupName(data);
  const pointsOf = ({ points }: Outcomes['total']) =>
    points
      .filter(({ month }) => month <= LAST_MONTH)
      .map(({ month, doneBp, lowBp, highBp }) => ({
        month,
        share: doneBp / 10_000,
        low: lowBp === null ? null : lowBp / 10_000,
        high: highBp === null ? null : highBp / 10_000,
      }));
  const groups = [...data.groups]
    .sort((a, b) => b.cases - a.cases)
    .slice(0, MOST_GROUPS)
    .filter(({ points }) => points.length > 0);
  const curves: Curve[] = [
    { id: 'all', name: t('curves.all'), points: pointsOf(data.total), isMain: true },
    ...groups.map((group) => ({
      id: group.group ?? 'unknown',
      name: nameOf(group),
      points: pointsOf(group),
      ...(data.by === 'default_type' ? { color: typeColor(group.group) } : {}),
    })),
  ];
  return (
    <CurvesFrame
      curves={curves}
      name={`curves-${data.by}-${data.asOf}`}
      title={(words) => t(`curves.${data.end}`, words)}
      flat={t('curves.groups')}
      subtitle={t('curves.groupsSub', { count: groups.length })}
    />
  );
}

/** What has come in of each quarter's defaults, by months since. */
function VintageCurves({ data }: { data: Outcomes }) {
  const { t } = useTranslation('movement');
  const nameOf = useQuarterName();
  const curves = data.vintages.map((vintage): Curve => {
    return {
      id: vintage.quarter ?? 'before',
      name: nameOf(vintage),
      points: vintage.monthsBp.flatMap((points, at) =>
        points === null ? [] : [{ month: at + 1, share: points / 10_000 }],
      ),
    };
  });
  return (
    <CurvesFrame
      curves={curves.filter(({ points }) => points.length > 0)}
      name={`vintage-curves-${data.asOf}`}
      title={(words) => t('curves.vintages', words)}
      flat={t('vintages.title')}
      subtitle={t('vintages.sub')}
    />
  );
}

type Finding = {
  month: number;
  best: string;
  most: string;
  worst: string;
  least: string;
};

function CurvesFrame(props: {
  curves: readonly Curve[];
  name: string;
  title: (finding: Finding) => string;
  /** The title where nothing can be compared. */
  flat: string;
  subtitle: string;
}) {
  const { curves, name, subtitle } = props;
  const { t } = useTranslation('movement');
  const { percent } = useFormat();
  const months = [
    ...new Set(curves.flatMap(({ points }) => points.map(({ month }) => month))),
  ].sort((a, b) => a - b);
  const shareAt = (curve: Curve, month: number) =>
    curve.points.find((point) => point.month === month)?.share ?? null;
  const finding = findingOf(curves);
  const share = (value: number) => percent(Math.round(value * 10_000), 10_000);
  const title = finding
    ? props.title({ ...finding, most: share(finding.most), least: share(finding.least) })
    : props.flat;
  const columns: DataColumn<number>[] = [
    { id: 'month', header: t('curves.month'), kind: 'count', value: (month) => month },
    ...curves.map(
      (curve): DataColumn<number> => ({
        id: curve.id,
        header: curve.name,
        kind: 'percent',
        value: (month) => shareAt(curve, month),
      }),
    ),
  ];
  return (
    <ChartFrame
      title={title}
      subtitle={subtitle}
      name={name}
      columns={columns}
      rows={months}
      rowKey={String}
    >
      <CurvesChart curves={curves} label={title} />
    </ChartFrame>
  );
}

/** The highest and the lowest of the compared curves at the latest month, up to twelve, that most have. */
function findingOf(curves: readonly Curve[]) {
  const compared = curves.filter(({ isMain }) => !isMain);
  const at = (month: number) =>
    compared
      .flatMap((curve) => {
        const point = curve.points.find((one) => one.month === month);
        return point ? [{ name: curve.name, share: point.share }] : [];
      })
      .sort((a, b) => b.share - a.share);
  const enough = Math.max(2, Math.ceil(compared.length / 2));
  for (let month = 12; month > 0; month--) {
    const found = at(month);
    const [best, worst] = [found[0], found.at(-1)];
    if (found.length < enough || best === undefined || worst === undefined) continue;
    if (best.share === worst.share) return undefined;
    return { month, best: best.name, most: best.share, worst: worst.name, least: worst.share };
  }
  return undefined;
}
