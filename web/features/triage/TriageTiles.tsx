import { useTranslation } from 'react-i18next';
import { Tile, Tiles } from '../../components/Tile.tsx';
import { useHref } from '../../lib/filters.ts';
import { useFormat } from '../../lib/use-format.ts';
import type { ClassLag, ClockExposure, Matrix } from './queries.ts';
import { claims } from './scope.ts';

interface Props {
  matrix: Matrix;
  clocks: ClockExposure | undefined;
  lag: ClassLag | undefined;
}

/** Five figures, each a door to the loans behind it. */
export function TriageTiles({ matrix, clocks, lag }: Props) {
  const { t } = useTranslation('triage');
  const format = useFormat();
  const href = useHref();
  const { total, undetermined, needsConfirmation: evaders } = matrix;
  const limitation = clocks?.horizons.find(({ weeks }) => weeks === 8)?.limitation;
  const money = (fen: number | undefined) => ({
    value: format.amount(fen),
    unit: format.unitName,
    ...(fen === undefined ? {} : { tip: format.exactAmount(fen) }),
  });
  return (
    <Tiles>
      <Tile
        label={t('tile.claims')}
        {...money(total.balanceFen)}
        note={t('tile.claimsNote', { loans: format.count(total.loans) })}
        href={href('/loans', claims())}
      />
      <Tile
        label={t('tile.undetermined')}
        {...money(undetermined.balanceFen)}
        note={t('tile.undeterminedNote', {
          loans: format.count(undetermined.loans),
          share: format.percent(undetermined.balanceFen, total.balanceFen),
        })}
        href={href('/loans', claims({ defaultType: ['undetermined'] }))}
      />
      <Tile
        label={t('tile.evader')}
        {...money(evaders.balanceFen)}
        note={t('tile.evaderNote', { loans: format.count(evaders.loans) })}
        href={href('/loans', claims({ defaultType: ['evader'] }))}
      />
      <Tile
        label={t('tile.limitation')}
        {...money(limitation?.balanceFen)}
        tone={limitation && limitation.loans > 0 ? 'bad' : 'ink'}
        note={
          limitation
            ? t('tile.limitationNote', {
                loans: format.count(limitation.loans),
                assumed: format.amountInText(limitation.assumed.balanceFen),
              })
            : null
        }
        href={href('/loans', claims({ flag: ['limitation_8w'] }))}
      />
      <Tile
        label={t('tile.classLag')}
        {...money(lag?.total.balanceFen)}
        tone={lag && lag.total.loans > 0 ? 'orange' : 'ink'}
        note={lag ? t('tile.classLagNote', { loans: format.count(lag.total.loans) }) : null}
        href={href('/loans', { flag: ['class_lag'] })}
      />
    </Tiles>
  );
}
