import { z } from 'zod';

const sentence = z.object({ zh: z.string(), en: z.string() });

/** Problem details as this API answers them; a defect (5xx) keeps its own status. */
export const problem = z.object({
  code: z.string(),
  status: z.union([
    z.literal(400),
    z.literal(403),
    z.literal(404),
    z.literal(409),
    z.literal(413),
    z.literal(422),
    z.literal(499),
    z.literal(503),
    z.literal(507),
    z.literal(500),
  ]),
  says: z.object({ happened: sentence, kept: sentence, next: sentence }),
  details: z.record(z.string(), z.unknown()),
});
