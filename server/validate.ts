import { validator } from 'hono-openapi';
import type { z } from 'zod';
import { NOTHING_CHANGED, Refusal } from './errors.ts';

type Issue = {
  message: string;
  path?: readonly (PropertyKey | { key: PropertyKey })[] | undefined;
};

function pathOf(issue: Issue): string {
  return (issue.path ?? []).map((p) => String(typeof p === 'object' ? p.key : p)).join('.');
}

function refuse(result: { success: boolean; error?: readonly Issue[] }): void {
  if (result.success) return;
  const issues = (result.error ?? []).map((issue) => ({
    path: pathOf(issue),
    message: issue.message,
  }));
  const list = issues.map((issue) => `${issue.path}: ${issue.message}`).join('; ');
  throw new Refusal(
    'request-invalid',
    400,
    {
      happened: {
        zh: `请求中有无法识别的内容(${list})。`,
        en: `The request has parts that cannot be read (${list}).`,
      },
      kept: NOTHING_CHANGED,
      next: {
        zh: '请检查筛选条件或表单后重试。',
        en: 'Check the filters or the form and try again.',
      },
    },
    { issues },
  );
}

/** Validates and describes the query string of a route; refuses with 'request-invalid'. */
export const query = <Schema extends z.ZodType>(schema: Schema) =>
  validator('query', schema, (result) => refuse(result));

/** Validates and describes the JSON body of a route; refuses with 'request-invalid'. */
export const json = <Schema extends z.ZodType>(schema: Schema) =>
  validator('json', schema, (result) => refuse(result));

/** Validates and describes the path parameters of a route; refuses with 'request-invalid'. */
export const param = <Schema extends z.ZodType>(schema: Schema) =>
  validator('param', schema, (result) => refuse(result));
