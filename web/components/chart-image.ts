const KEPT = ['fill', 'stroke', 'stroke-width', 'stroke-dasharray', 'opacity', 'fill-opacity'];
const TEXT = [...KEPT, 'font-family', 'font-size', 'font-weight', 'text-anchor'];
const MARGIN = 16;
const LINE = 20;
const SCALE = 2;

/** What stands on a picture: the finding, what is measured, and lines on whose and of when it is. */
export interface ChartWords {
  title: string;
  subtitle: string;
  foot: readonly string[];
}

/** The chart with what the page's styles gave it written into it. */
function styledCopy(chart: SVGSVGElement, withText: boolean): SVGSVGElement {
  const copy = chart.cloneNode(true);
  if (!(copy instanceof SVGSVGElement)) throw new Error('not a chart');
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
  return copy;
}

/** Words broken to a width; Chinese may break anywhere, Latin between words. */
export function wrapWords(
  words: string,
  width: number,
  measure: (text: string) => number,
): string[] {
  const lines: string[] = [];
  let line = '';
  for (const part of words.match(/[\u0021-\u02ff¥–—−]+\s*|\s+|./gu) ?? []) {
    if (line !== '' && measure((line + part).trimEnd()) > width) {
      lines.push(line.trimEnd());
      line = '';
    }
    line += part;
  }
  return line.trim() === '' ? lines : [...lines, line.trimEnd()];
}

interface WrittenLine {
  text: string;
  font: { size: number; weight: number };
  color: string;
  /** The baseline. */
  y: number;
}

/** Where the words of a picture stand: title and subtitle above, the foot below. */
function layOut(chart: SVGSVGElement, words: ChartWords) {
  const context = document.createElement('canvas').getContext('2d');
  if (context === null) throw new Error('no canvas');
  const { width, height } = chart.getBoundingClientRect();
  const page = getComputedStyle(document.body);
  const color = (token: string) => page.getPropertyValue(token).trim();
  const lines: WrittenLine[] = [];
  let y = MARGIN / 2;
  const write = (text: string, size: number, weight: number, ink: string) => {
    context.font = `${weight} ${size}px ${page.fontFamily}`;
    for (const line of wrapWords(text, width, (part) => context.measureText(part).width)) {
      y += LINE;
      lines.push({ text: line, font: { size, weight }, color: ink, y });
    }
  };
  write(words.title, 14, 700, color('--ink'));
  write(words.subtitle, 12, 400, color('--ink-2'));
  const top = y + 12;
  y = top + height;
  write(words.foot.join(' · '), 11, 400, color('--ink-2'));
  const size = { width: width + 2 * MARGIN, height: y + MARGIN };
  return { lines, top, size, ground: color('--card'), family: page.fontFamily, width, height };
}

const SVG = 'http://www.w3.org/2000/svg';

/** The chart with its words as an SVG file. */
export function chartSvg(chart: SVGSVGElement, words: ChartWords): string {
  const { lines, top, size, ground, family } = layOut(chart, words);
  const made = (tag: string, attributes: Readonly<Record<string, string | number>>) => {
    const element = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(attributes)) {
      element.setAttribute(name, String(value));
    }
    return element;
  };
  const { width, height } = size;
  const picture = made('svg', { width, height, viewBox: `0 0 ${width} ${height}` });
  picture.append(made('rect', { width, height, fill: ground }));
  for (const { text, font, color, y } of lines) {
    const line = made('text', {
      x: MARGIN,
      y,
      fill: color,
      'font-family': family,
      'font-size': font.size,
      'font-weight': font.weight,
    });
    line.textContent = text;
    picture.append(line);
  }
  const copy = styledCopy(chart, true);
  copy.setAttribute('x', String(MARGIN));
  copy.setAttribute('y', String(top));
  picture.append(copy);
  return new XMLSerializer().serializeToString(picture);
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
 * The chart with its words as a PNG at twice its size. Its texts are drawn with the page's own
 * font: an SVG drawn as an image cannot reach it, and would show boxes for Chinese.
 */
export async function chartPng(chart: SVGSVGElement, words: ChartWords): Promise<Blob> {
  const { lines, top, size, ground, family, width, height } = layOut(chart, words);
  const canvas = document.createElement('canvas');
  canvas.width = size.width * SCALE;
  canvas.height = size.height * SCALE;
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('no canvas');
  context.scale(SCALE, SCALE);
  context.fillStyle = ground;
  context.fillRect(0, 0, size.width, size.height);
  for (const { text, font, color, y } of lines) {
    context.font = `${font.weight} ${font.size}px ${family}`;
    context.fillStyle = color;
    context.fillText(text, MARGIN, y);
  }
  context.translate(MARGIN, top);
  const plain = new XMLSerializer().serializeToString(styledCopy(chart, false));
  context.drawImage(await loadImage(plain), 0, 0, width, height);
  drawTexts(context, chart);
  return new Promise((done, fail) =>
    canvas.toBlob((blob) => (blob ? done(blob) : fail(new Error('no image'))), 'image/png'),
  );
}
