import { z } from 'zod';
import type { Sentence } from '../../errors.ts';

/**
 * A condition over facts, in SQL's three-valued logic: a fact that is NULL makes it unknown,
 * never false. Dates are compared as days and ratios as per mille, so every number is whole.
 */
export type Expression =
  | { op: 'is'; fact: string }
  | { op: 'in'; fact: string; values: string[] }
  | { op: 'atLeast' | 'atMost' | 'above' | 'below'; fact: string; value: number }
  | { op: 'hasTag'; fact: string; values: string[] }
  | { op: 'all' | 'any'; of: Expression[] }
  | { op: 'not'; of: Expression };

const factId = z.string().regex(/^[a-z][a-z0-9_]*$/);
const code = z.string().regex(/^[A-Za-z0-9_-]+$/);

export const expression: z.ZodType<Expression> = z.lazy(() =>
  z.discriminatedUnion('op', [
    z.strictObject({ op: z.literal('is'), fact: factId }),
    z.strictObject({ op: z.literal('in'), fact: factId, values: z.array(code).min(1) }),
    z.strictObject({
      op: z.enum(['atLeast', 'atMost', 'above', 'below']),
      fact: factId,
      value: z.int(),
    }),
    z.strictObject({ op: z.literal('hasTag'), fact: factId, values: z.array(code).min(1) }),
    z.strictObject({ op: z.enum(['all', 'any']), of: z.array(expression).min(1) }),
    z.strictObject({ op: z.literal('not'), of: expression }),
  ]),
);

export const sentence: z.ZodType<Sentence> = z.strictObject({
  zh: z.string().min(1),
  en: z.string().min(1),
});

/**
 * Where a statement comes from: [O] the course outline, [P] the text of the law, [S] a secondary
 * public page, [U] professional knowledge still to be confirmed, [D] our own definition.
 */
const sourceMark = z.enum(['O', 'P', 'S', 'U', 'D']);
export type SourceMark = z.infer<typeof sourceMark>;

const evidence = {
  id: z.string().regex(/^[a-z][a-z0-9-]*$/),
  says: sentence,
  mark: sourceMark,
};

/** Weight 3 is strong evidence, 2 medium, 1 weak; a veto that is known true excludes its type. */
const predicate = z.union([
  z.strictObject({
    ...evidence,
    when: expression,
    weight: z.union([z.literal(1), z.literal(2), z.literal(3)]),
  }),
  z.strictObject({ ...evidence, when: expression, veto: z.literal(true) }),
]);
export type Predicate = z.infer<typeof predicate>;

/** Evidence that the method names and a loan book cannot carry. Shown, never counted. */
const awaited = z.strictObject({ id: evidence.id, says: sentence, needs: z.enum(['cases']) });

const typeRule = z.strictObject({
  id: code,
  label: sentence,
  means: sentence,
  mark: sourceMark,
  predicates: z.array(predicate).min(1),
  awaits: z.array(awaited),
});
export type TypeRule = z.infer<typeof typeRule>;

/** One typology: its types in the order in which candidates are listed. */
export const typology = z.strictObject({
  id: z.enum(['default-types', 'pain-points']),
  version: z.string(),
  label: sentence,
  /** A type is assigned from this score on … */
  minimumScore: z.int().min(1),
  /** … when it leads the next by at least this much. */
  minimumLead: z.int().min(0),
  types: z.array(typeRule).min(2),
});
export type Typology = z.infer<typeof typology>;

export const gateRule = z.strictObject({
  id: code,
  label: sentence,
  means: sentence,
  mark: sourceMark,
  when: expression,
});
export type GateRule = z.infer<typeof gateRule>;

export const RULE_VERSION = 'bank-template-v1';
