/** Characters (code points) of a message. */
export const TEXT_MOST = 20_000
/** Seconds in which an author may edit. */
export const EDIT_WINDOW = 15 * 60
/** Files of one message. */
export const FILES_MOST = 10
/** People and roles one message may call. */
export const MENTIONS_MOST = 50
/** Characters of a thread's title. */
export const TITLE_MOST = 120
/** People of a private thread at its making; later nobody is added. */
export const PRIVATE_MOST = 20
/** Messages of a page. */
export const PAGE_MOST = 100
export const PAGE = 50
