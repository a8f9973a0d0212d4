import { HTTPException } from 'hono/http-exception';
import { type Explanation, Refusal } from './errors.ts';

/** RFC 9457 problem details, with the explanation in both languages under `says`. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  code: string;
  says: Explanation;
  details: Record<string, unknown>;
}

const DEFECT: Explanation = {
  happened: {
    zh: '清收台内部出错,这次操作没有完成。',
    en: 'Recoup met an internal error and did not finish.',
  },
  kept: { zh: '已保存的数据没有变化。', en: 'What was stored is unchanged.' },
  next: {
    zh: '请重试;若仍出现,请把时间和操作告诉管理员。',
    en: 'Try again; if it recurs, tell your administrator the time and the action.',
  },
};

const MISSING: Explanation = {
  happened: { zh: '没有这个地址。', en: 'There is nothing at this address.' },
  kept: { zh: '数据没有变化。', en: 'Nothing has changed.' },
  next: { zh: '请从左侧菜单重新进入。', en: 'Start again from the menu.' },
};

function answer(problem: Problem): Response {
  return new Response(JSON.stringify(problem), {
    status: problem.status,
    headers: { 'content-type': 'application/problem+json; charset=utf-8' },
  });
}

/** Turns whatever was thrown into problem details. Anything but a Refusal is logged and answers 500. */
export function answerError(error: Error): Response {
  if (error instanceof Refusal) {
    const { code, status, says, details } = error;
    return answer({
      type: `/problems/${code}`,
      title: says.happened.en,
      status,
      code,
      says,
      details,
    });
  }
  if (error instanceof HTTPException && error.status < 500) {
    const { status, message: title } = error;
    return answer({
      type: 'about:blank',
      title,
      status,
      code: 'request-invalid',
      says: MISSING,
      details: {},
    });
  }
  console.error(error);
  return answer({
    type: '/problems/defect',
    title: DEFECT.happened.en,
    status: 500,
    code: 'defect',
    says: DEFECT,
    details: {},
  });
}

export function answerMissing(): Response {
  return answer({
    type: '/problems/not-found',
    title: MISSING.happened.en,
    status: 404,
    code: 'not-found',
    says: MISSING,
    details: {},
  });
}
