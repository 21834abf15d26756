/** Bitrix24's leaky bucket as we keep it ourselves (docs: limits.md): each request adds one, and it drains all the time. */

export interface Limits {
  /** Requests at once. */
  burst: number
  /** Requests a second when there is no end of them. */
  perSecond: number
}

/** Of a portal in the cloud, and of one on the Enterprise plan. Self-hosted portals have none unless they set their own. */
export const cloud: Limits = { burst: 50, perSecond: 2 }
export const enterprise: Limits = { burst: 250, perSecond: 5 }

export interface Bucket {
  take(): void
  /** What is left of the burst. */
  room(): number
  /** Milliseconds until there is room for so many. */
  roomIn(requests: number): number
  /** The portal says that it is full: others ask from our address too. */
  overflow(): void
}

export function bucket({ burst, perSecond }: Limits, now: () => number): Bucket {
  let level = 0
  let at = now()

  function drained(): number {
    level = Math.max(0, level - ((now() - at) / 1000) * perSecond)
    at = now()
    return level
  }

  return {
    take() {
      level = drained() + 1
    },
    // Time is counted in fractions, and what is a whole request must not be missed by one of them.
    room: () => Math.floor(burst - drained() + 1e-6),
    roomIn: (requests) => Math.max(0, ((drained() + requests - burst) / perSecond) * 1000),
    overflow() {
      drained()
      level = burst
    },
  }
}
