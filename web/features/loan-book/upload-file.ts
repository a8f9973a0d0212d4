import * as z from 'zod/mini';
import { ProblemError, problemOf } from '../../lib/api.ts';

const answer = z.object({ uploadId: z.string() });

/** Sends a file as it is, with progress; XHR because fetch cannot tell how much has been sent. */
export function uploadFile(
  file: File,
  onProgress: (sent: number) => void,
  signal: AbortSignal,
): Promise<string> {
  return new Promise((done, fail) => {
    const request = new XMLHttpRequest();
    const broken = () =>
      problemOf({ status: 0, json: () => Promise.resolve(undefined) }).then((problem) =>
        fail(new ProblemError({ ...problem, says: UNREACHED })),
      );
    request.open('PUT', `/api/loan-book/uploads?fileName=${encodeURIComponent(file.name)}`);
    request.upload.onprogress = ({ loaded }) => onProgress(loaded);
    request.onload = async () => {
      const read = (): unknown => JSON.parse(request.responseText);
      if (request.status === 200) return done(answer.parse(read()).uploadId);
      const json = async () => read();
      fail(await problemOf({ status: request.status, json }));
    };
    request.onerror = broken;
    request.onabort = () => fail(new DOMException('upload aborted', 'AbortError'));
    signal.addEventListener('abort', () => request.abort());
    request.send(file);
  });
}

const UNREACHED = {
  happened: { zh: '上传中断,文件没有传完。', en: 'The upload broke off before the file was sent.' },
  kept: { zh: '已有数据没有任何变化。', en: 'Nothing that was already stored has changed.' },
  next: {
    zh: '请确认清收台仍在运行,然后重新导入。',
    en: 'Check that Recoup is still running, then load the file again.',
  },
};
