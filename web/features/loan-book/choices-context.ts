import { createContext, useContext } from 'react';
import { type Choices, choose } from './draft.ts';

/**
 * Where the parts of a preview (sheet, encoding, columns) say what the user has chosen: the loan book
 * that is being prepared, unless another file is.
 */
export const ChooseContext = createContext<(part: Partial<Choices>) => void>(choose);

export const useChoose = () => useContext(ChooseContext);
