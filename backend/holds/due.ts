const HOUR = 60 * 60_000

/** Milliseconds before its end that those who oversee hear of it; more than a day, for the clock looks now and then. */
export const TOLD_BEFORE = 25 * HOUR
