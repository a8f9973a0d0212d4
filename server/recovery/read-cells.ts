/**
 * Whole numbers written as `1 -2 3;4 5 6`, one after the other: how the database hands over what would be
 * tens of thousands of small rows. Throws on anything that is not a safe integer.
 */
export function readCells(text: string): Float64Array {
  let length = 1;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === SPACE || code === SEMICOLON) length++;
  }
  const numbers = new Float64Array(length);
  let count = 0;
  let value = 0;
  let digits = 0;
  let isNegative = false;
  for (let at = 0; at <= text.length; at++) {
    const code = at === text.length ? SPACE : text.charCodeAt(at);
    if (code >= ZERO && code <= NINE) {
      value = value * 10 + (code - ZERO);
      digits++;
    } else if (code === MINUS && digits === 0 && !isNegative) {
      isNegative = true;
    } else if ((code === SPACE || code === SEMICOLON) && digits > 0) {
      if (value > Number.MAX_SAFE_INTEGER) throw new RangeError(`${value} is not a safe integer`);
      numbers[count++] = isNegative ? 0 - value : value;
      value = 0;
      digits = 0;
      isNegative = false;
    } else throw new TypeError(`not a list of whole numbers at ${at}: ${text.slice(0, 40)}`);
  }
  return numbers;
}

const [ZERO, NINE, MINUS, SPACE, SEMICOLON] = [48, 57, 45, 32, 59];
