/** Time that only goes forward, in milliseconds. */
export interface Time {
  now(): number
  /** Answers with how to forget it. */
  after(ms: number, act: () => void): () => void
}

// Nobody's wait keeps a process alive that has nothing else to do.
export const realTime: Time = {
  now: () => performance.now(),
  after(ms, act) {
    const timer = setTimeout(act, ms).unref()
    return () => clearTimeout(timer)
  },
}
