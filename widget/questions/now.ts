import { signal } from '@preact/signals'

const step = 20_000

/** Milliseconds since 1970, every 20 seconds: a question becomes late while somebody looks at it. */
export const now = signal(Date.now())

setInterval(() => {
  now.value = Date.now()
}, step)
