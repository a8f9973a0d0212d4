const KEPT = ['fill', 'stroke', 'stroke-width', 'stroke-dasharray', 'opacity', 'fill-opacity'];
const TEXT = [...KEPT, 'font-family', 'font-size', 'font-weight', 'text-anchor'];
const MARGIN = 16;
const HEAD = 56;
const SCALE = 2;

/** The chart as a file of its own: what the page's styles gave it is written into it. */
export function chartSvg(chart: SVGSVGElement, withText = true): string {
  const copy = chart.cloneNode(true);
  if (!(copy instanceof SVGSVGElement)) return '';
  const sources = chart.querySelectorAll<SVGElement>('*');
  const copies = copy.querySelectorAll<SVGElement>('*');
  for (const [index, element] of copies.entries()) {
    const source = sources[index];
    if (source === undefined) continue;
    const style = getComputedStyle(source);
    for (const name of element.tagName === 'text' ? TEXT : KEPT) {
      element.style.setProperty(name, style.getPropertyValue(name));
    }
    if (!withText && element.tagName === 'text') element.style.setProperty('display', 'none');
  }
  const { width, height } = chart.getBoundingClientRect();
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  copy.setAttribute('width', String(width));
  copy.setAttribute('height', String(height));
  return new XMLSerializer().serializeToString(copy);
}

async function loadImage(svg: string): Promise<HTMLImageElement> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  return image;
}

function drawTexts(context: CanvasRenderingContext2D, chart: SVGSVGElement) {
  const origin = chart.getBoundingClientRect();
  for (const text of chart.querySelectorAll<SVGTextElement>('text')) {
    if (text.getNumberOfChars() === 0) continue;
    const matrix = text.getScreenCTM();
    if (matrix === null) continue;
    const at = text.getStartPositionOfChar(0).matrixTransform(matrix);
    const style = getComputedStyle(text);
    context.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
    context.fillStyle = style.fill;
    context.fillText(text.textContent ?? '', at.x - origin.left, at.y - origin.top);
  }
}

/**
 * The chart with its title as a PNG at twice its size. Its texts are drawn with the page's own
 * font: an SVG drawn as an image cannot reach it, and would show boxes for Chinese.
 */
export async function chartPng(
  chart: SVGSVGElement,
  words: { title: string; subtitle: string },
): Promise<Blob> {
  const { width, height } = chart.getBoundingClientRect();
  const canvas = document.createElement('canvas');
  canvas.width = (width + 2 * MARGIN) * SCALE;
  canvas.height = (height + HEAD + MARGIN) * SCALE;
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('no canvas');
  const page = getComputedStyle(document.body);
  const color = (token: string) => page.getPropertyValue(token);
  context.scale(SCALE, SCALE);
  context.fillStyle = color('--card');
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.fillStyle = color('--ink');
  context.font = `700 14px ${page.fontFamily}`;
  context.fillText(words.title, MARGIN, 24);
  context.fillStyle = color('--ink-2');
  context.font = `400 12px ${page.fontFamily}`;
  context.fillText(words.subtitle, MARGIN, 44);
  context.translate(MARGIN, HEAD);
  context.drawImage(await loadImage(chartSvg(chart, false)), 0, 0, width, height);
  drawTexts(context, chart);
  return new Promise((done, fail) =>
    canvas.toBlob((blob) => (blob ? done(blob) : fail(new Error('no image'))), 'image/png'),
  );
}
