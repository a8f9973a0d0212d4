import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { z } from 'zod';

const violations = z.array(
  z.object({
    id: z.string(),
    impact: z.string().nullish(),
    help: z.string(),
    nodes: z.array(z.object({ html: z.string(), failureSummary: z.string().optional() })),
  }),
);

export type Violation = z.infer<typeof violations>[number];

/**
 * What axe finds against WCAG 2.2 A and AA on the page as it has come to rest: a button between
 * disabled and enabled has the colours of neither, so what is found is looked for a second time.
 */
export async function findViolations(page: Page): Promise<Violation[]> {
  await page.evaluate(axe.source);
  const found = await runAxe(page);
  if (found.length === 0) return found;
  await page.waitForLoadState('networkidle');
  await page.evaluate(() =>
    Promise.allSettled(document.getAnimations().map(({ finished }) => finished)),
  );
  return runAxe(page);
}

async function runAxe(page: Page): Promise<Violation[]> {
  const found: unknown = await page.evaluate(`
    axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    }).then((result) => result.violations.map(({ id, impact, help, nodes }) => ({
      id, impact, help,
      nodes: nodes.map(({ html, failureSummary }) => ({ html, failureSummary })),
    })))
  `);
  return violations.parse(found);
}

/** The violations as lines that say where to look. */
export function describeViolations(found: readonly Violation[]): string {
  return found
    .map(({ id, help, nodes }) => {
      const places = nodes.slice(0, 5).map((node) => `  ${node.html.slice(0, 200)}`);
      return [`${id}: ${help} (${nodes.length})`, ...places].join('\n');
    })
    .join('\n');
}
