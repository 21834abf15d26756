/**
 * Loaded into a server under test before its program: answers any message with how long, in milliseconds, its event loop
 * kept others waiting since the message before.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks'

/** Milliseconds between two looks, which are no delay. */
const EVERY = 1
const delay = monitorEventLoopDelay({ resolution: EVERY })
delay.enable()
process.on('message', () => {
  const [p99, most] = [delay.percentile(99), delay.max].map((nanoseconds) => nanoseconds / 1e6 - EVERY)
  delay.reset()
  process.send?.({ p99, most })
})
