import type { Expression, Predicate, TypeRule, Typology } from './rules/rule-schema.ts';

const COMPARED = { atLeast: '>=', atMost: '<=', above: '>', below: '<' } as const;

const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;

/**
 * One condition as SQL over columns named like the facts. Unknown stays NULL by SQL's own logic,
 * which explain-rule.ts repeats for one loan.
 */
export function compileExpression(when: Expression): string {
  switch (when.op) {
    case 'is':
      return when.fact;
    case 'in':
      return `${when.fact} IN (${when.values.map(quoted).join(', ')})`;
    case 'hasTag':
      return `(${when.values.map((tag) => `strpos(${when.fact}, ${quoted(tag)}) > 0`).join(' OR ')})`;
    case 'all':
      return `(${when.of.map(compileExpression).join(' AND ')})`;
    case 'any':
      return `(${when.of.map(compileExpression).join(' OR ')})`;
    case 'not':
      return `NOT (${compileExpression(when.of)})`;
    default:
      return `${when.fact} ${COMPARED[when.op]} ${when.value}`;
  }
}

export const predicateColumn = (id: string) => `p_${id.replaceAll('-', '_')}`;
export const typeColumn = (id: string) => id.replaceAll('-', '_');

const predicatesOf = (typology: Typology): Predicate[] =>
  typology.types.flatMap((type) => type.predicates);

/** Every predicate as a column `p_<id>`: TRUE, FALSE or NULL for unknown. */
export function compilePredicates(typology: Typology): string {
  return predicatesOf(typology)
    .map(({ id, when }) => `${compileExpression(when)} AS ${predicateColumn(id)}`)
    .join(',\n');
}

/** How many predicates of the typology are known. */
export function compileKnown(typology: Typology): string {
  return predicatesOf(typology)
    .map(({ id }) => `CAST(${predicateColumn(id)} IS NOT NULL AS INTEGER)`)
    .join(' + ');
}

export const countPredicates = (typology: Typology): number => predicatesOf(typology).length;

function scoreOf(type: TypeRule): string {
  const weights = type.predicates.flatMap((predicate) =>
    'weight' in predicate
      ? [`CASE WHEN ${predicateColumn(predicate.id)} THEN ${predicate.weight} ELSE 0 END`]
      : [],
  );
  return weights.length === 0 ? '0' : weights.join(' + ');
}

function vetoOf(type: TypeRule): string {
  const vetoes = type.predicates.flatMap((predicate) =>
    'veto' in predicate ? [`coalesce(${predicateColumn(predicate.id)}, FALSE)`] : [],
  );
  return vetoes.length === 0 ? 'FALSE' : vetoes.join(' OR ');
}

/**
 * A type's rank as one whole number in column `key_<type>`: its score + 1 (0 when a veto is known
 * true), times 16, plus its place from the end of the listing order, which decides ties. No two
 * types of a loan share a key, so the two greatest keys are the leader and the next.
 */
export function compileKeys(typology: Typology): string {
  return typology.types
    .map(
      (type, index) =>
        `CASE WHEN ${vetoOf(type)} THEN 0 ELSE 16 * (1 + ${scoreOf(type)}) END
         + ${typology.types.length - index} AS key_${typeColumn(type.id)}`,
    )
    .join(',\n');
}

const keysOf = (typology: Typology) => typology.types.map(({ id }) => `key_${typeColumn(id)}`);

/** Column `<prefix>key1`: the leader's key. */
export const compileLeader = (typology: Typology, prefix: string): string =>
  `greatest(${keysOf(typology).join(', ')}) AS ${prefix}key1`;

/** Column `<prefix>key2`: the greatest key below the leader's. */
export const compileNext = (typology: Typology, prefix: string): string =>
  `greatest(${keysOf(typology)
    .map((key) => `CASE WHEN ${key} < ${prefix}key1 THEN ${key} ELSE 0 END`)
    .join(', ')}) AS ${prefix}key2`;

/** The score that a key stands for; -1 for a vetoed type. */
export const keyScore = (key: string) => `((${key} >> 4) - 1)`;

/** The id of the type that a key stands for. */
export function keyType(typology: Typology, key: string): string {
  const cases = typology.types.map(
    (type, index) => `WHEN ${typology.types.length - index} THEN ${quoted(type.id)}`,
  );
  return `CASE ${key} & 15 ${cases.join(' ')} END`;
}
