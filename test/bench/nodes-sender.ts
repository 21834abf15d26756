/** A node of its own that sends as fast as it may: started by nodes.ts, told what to do by its messages. */
import { newId } from '../../backend/ids.ts'
import { openPostgres } from '../../backend/store/postgres.ts'
import { compose, sendMessage } from '../../backend/threads/messages.ts'
import { asFastAsPossible, atRate } from './pace.ts'
import { at } from './quantiles.ts'
import { writer } from './texts.ts'

export interface Wanted {
  url: string
  seats: { company: string; person: string; record: string; thread: string }[]
  /** Writers at each seat. */
  each: number
  seconds: number
  /** Messages a second; as fast as may be when absent. */
  rate?: number
}

export interface Done {
  perSecond: number
  /** Milliseconds until acknowledged, at a rate. */
  p99: number
  messagesPerCommit: number
}

process.on('message', async ({ url, seats, each, seconds, rate }: Wanted) => {
  const commits = new Set<object>()
  let sent = 0
  const store = await openPostgres(url)
  const write = writer(process.pid)
  const workers = seats.flatMap(({ thread, ...viewer }) =>
    Array.from({ length: each }, () => async () => {
      await store.write(viewer.company, async (w) => {
        commits.add(w.commit)
        const draft = compose({ text: write(), files: [], mentions: [] })
        await sendMessage(w, viewer, thread, newId(), draft)
      })
      sent += 1
    }),
  )
  await asFastAsPossible(1, workers)
  commits.clear()
  sent = 0
  const times = rate ? await atRate(rate, seconds, workers) : []
  const perSecond = rate ?? (await asFastAsPossible(seconds, workers))
  await store.close()
  const done: Done = { perSecond, p99: at(times, 0.99), messagesPerCommit: sent / commits.size }
  process.send!(done)
  process.disconnect()
})
