/** The leaky bucket: 50 requests at once, and 2 more every second. */
export function bucket(now: () => Date): () => boolean {
  let level = 0
  let at = now().getTime()
  return function overflows() {
    const passed = (now().getTime() - at) / 1000
    at = now().getTime()
    level = Math.max(0, level - passed * DRAIN) + 1
    if (level <= SIZE) return false
    level -= 1
    return true
  }
}

const SIZE = 50
const DRAIN = 2
