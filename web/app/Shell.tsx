import { Link, Outlet, useMatches } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { FilterBar } from '../components/FilterBar.tsx';
import { SegmentedUnit } from '../components/SegmentedUnit.tsx';
import { TipLayer } from '../components/TipLayer.tsx';
import { ViewsMenu } from '../components/ViewsMenu.tsx';
import { BankName } from './BankName.tsx';
import { EmptyDesk } from './EmptyDesk.tsx';
import { LoanSearch } from './LoanSearch.tsx';
import { PAGES } from './pages.ts';
import classes from './Shell.module.css';
import { SwitchLanguage, SwitchScheme } from './Switches.tsx';
import { useBank } from './use-bank.ts';
import { useKeys } from './use-keys.ts';
import { usePageTitle } from './use-page-title.ts';

/** What stands around every page: the menu, the bar of filters, search, and the switches. */
export function Shell() {
  const { t } = useTranslation('shell');
  const filtered = useMatches({
    select: (matches) => matches.every((match) => match.staticData.filters !== false),
  });
  const worksEmpty = useMatches({
    select: (matches) => matches.some((match) => match.staticData.worksEmpty === true),
  });
  const bank = useBank();
  useKeys();
  usePageTitle();
  return (
    <div className={classes.shell}>
      <a href="#main" className={classes.skip}>
        {t('skip')}
      </a>
      <aside className={`${classes.side} no-print`}>
        <div className={classes.brand}>
          <strong>{t('name')}</strong>
          {bank === 'own' ? <BankName /> : <span>{t(`bank.${bank ?? 'own'}`)}</span>}
        </div>
        <nav className={classes.nav} aria-label={t('nav.label')}>
          {PAGES.map((page) => (
            <Link
              key={page.to}
              to={page.to}
              className={classes.link}
              activeOptions={{ exact: page.to === '/', includeSearch: false }}
              activeProps={{ className: classes.here, 'aria-current': 'page' }}
            >
              <span>{t(`nav.${page.name}`)}</span>
              <span className={classes.key} aria-hidden="true">
                g {page.key}
              </span>
            </Link>
          ))}
        </nav>
        <div className={classes.switches}>
          <SwitchScheme />
          <SwitchLanguage />
        </div>
      </aside>
      <div className={classes.content}>
        <header className={`${classes.bar} no-print`}>
          {filtered ? <FilterBar /> : null}
          <div className={classes.tools}>
            <ViewsMenu />
            <LoanSearch />
            <div className={classes.unit}>
              <SegmentedUnit />
            </div>
          </div>
        </header>
        <main id="main" className={classes.main} tabIndex={-1}>
          {bank === 'none' && !worksEmpty ? <EmptyDesk /> : <Outlet />}
        </main>
      </div>
      <TipLayer />
    </div>
  );
}
