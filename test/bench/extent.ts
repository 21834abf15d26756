/**
 * How much there is of everything: `usual` is what the goals speak of, `full` also what takes minutes to fill in, `small` only
 * shows that a bench works: its figures mean nothing. A bench that is the same in all three does not ask.
 */
export type Extent = 'small' | 'usual' | 'full'
