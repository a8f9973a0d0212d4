import type { Migration } from '../warehouse/warehouse.ts';

/** What the desk knows of itself, by key: `bank` is 'sample' or 'own'. */
export const DESK_TABLES: readonly Migration[] = [
  {
    id: 'desk/001-setting',
    sql: 'CREATE TABLE desk_setting (key VARCHAR PRIMARY KEY, value VARCHAR NOT NULL)',
  },
];
