/** Calls once when the element has been looked at: half of it in sight for half a second, the page visible and focused. */
export function whenSeen(list: HTMLElement, element: HTMLElement, seen: () => void): () => void {
  const watching = new AbortController()
  const { signal } = watching
  let inSight = false
  let timer: ReturnType<typeof setTimeout> | undefined

  const look = () => {
    const looking = inSight && document.visibilityState === 'visible' && document.hasFocus()
    if (!looking) {
      clearTimeout(timer)
      timer = undefined
    } else timer ??= setTimeout(done, longEnough)
  }
  const done = () => {
    stop()
    seen()
  }
  const stop = () => {
    clearTimeout(timer)
    watching.abort()
    observer.disconnect()
  }
  const observer = new IntersectionObserver(
    (entries) => {
      const entry = entries.at(-1)
      if (!entry) return
      // A message taller than the list can never be half in sight; filling half of the list is enough.
      const share =
        entry.intersectionRect.height / Math.min(entry.boundingClientRect.height, list.clientHeight)
      inSight = entry.isIntersecting && share >= 0.5
      look()
    },
    { root: list, threshold: [0, 0.1, 0.25, 0.5, 0.75, 1] },
  )
  observer.observe(element)
  document.addEventListener('visibilitychange', look, { signal })
  window.addEventListener('focus', look, { signal })
  window.addEventListener('blur', look, { signal })
  return stop
}

const longEnough = 500
