/** Why a socket was closed, as its other end is told. */
export const CLOSED = {
  sessionOver: 4401,
  accessLost: 4403,
  tooSlow: 4408,
  tooMany: 4429,
  malformed: 4400,
  /** Whether he may come in cannot be said just now: the CRM does not answer, or he himself did not say in time who he is. */
  later: 1013,
  /** Nothing is wrong: what he may see has changed. */
  again: 1012,
}
