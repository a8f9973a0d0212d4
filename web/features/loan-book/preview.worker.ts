import type { Encoding } from './queries.ts';
import { readPreview } from './read-preview.ts';

// A large file is read here so that the page never stands still.
self.onmessage = async ({ data }: MessageEvent<{ file: Blob; encoding: Encoding | undefined }>) => {
  try {
    self.postMessage({ preview: await readPreview(data.file, data.encoding) });
  } catch {
    self.postMessage({ preview: null });
  }
};
