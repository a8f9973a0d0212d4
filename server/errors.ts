/** One sentence in both languages. Text that belongs to data (errors, rules, warnings) travels so. */
export interface Sentence {
  zh: string;
  en: string;
}

/** What an error tells its reader: what happened, what was kept, what to do. */
export interface Explanation {
  happened: Sentence;
  kept: Sentence;
  next: Sentence;
}

export type RefusalStatus = 400 | 403 | 404 | 409 | 413 | 422 | 499 | 500 | 503 | 507;

/**
 * A request or a file that Recoup declines for a reason its user can act on. Anything else that
 * is thrown is a defect and answers 500.
 */
export class Refusal extends Error {
  readonly code: string;
  readonly status: RefusalStatus;
  readonly says: Explanation;
  readonly details: Record<string, unknown>;

  constructor(
    code: string,
    status: RefusalStatus,
    says: Explanation,
    details: Record<string, unknown> = {},
  ) {
    super(says.happened.en);
    this.name = 'Refusal';
    this.code = code;
    this.status = status;
    this.says = says;
    this.details = details;
  }
}

/** The usual second sentence of a refusal. */
export const NOTHING_CHANGED: Sentence = {
  zh: '已有数据没有任何变化。',
  en: 'Nothing that was already stored has changed.',
};
