import { useFormat } from '../lib/use-format.ts';

export interface MoneyProps {
  fen: number | null | undefined;
  digits?: number;
  signed?: boolean;
  /** Also writes the unit, for running text. */
  withUnit?: boolean;
}

/** An amount in the chosen unit, with the exact amount to the fen on hover. */
export function Money({ fen, digits, signed, withUnit = false }: MoneyProps) {
  const format = useFormat();
  const style = {
    ...(digits === undefined ? {} : { digits }),
    ...(signed === undefined ? {} : { signed }),
  };
  const text = withUnit ? format.amountInText(fen, style) : format.amount(fen, style);
  if (fen === null || fen === undefined) return <span>{text}</span>;
  return <span data-tip={format.exactAmount(fen)}>{text}</span>;
}
