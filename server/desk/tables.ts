import type { Migration } from '../warehouse/warehouse.ts';

/**
 * - `desk_setting`: what the desk knows of itself, by key: `bank` is 'sample' or 'own', `bank-name`
 *   what the bank calls itself.
 * - `saved_view`: a page as somebody set it up (`search` is its address after `?`), by name.
 */
export const DESK_TABLES: readonly Migration[] = [
  {
    id: 'desk/001-setting',
    sql: 'CREATE TABLE desk_setting (key VARCHAR PRIMARY KEY, value VARCHAR NOT NULL)',
  },
  {
    id: 'desk/002-saved-view',
    sql: `
  CREATE SEQUENCE saved_view_seq;
  CREATE TABLE saved_view (
    id BIGINT NOT NULL,
    name VARCHAR NOT NULL,
    page VARCHAR NOT NULL,
    search VARCHAR NOT NULL,
    saved_at TIMESTAMP NOT NULL
  )`,
  },
];
