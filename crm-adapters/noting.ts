/** Calls as they are remembered: nothing of what was said, so that a log of them is nobody's secret. */
import type { Answer, HostCall } from './port.ts'

export interface Noting {
  /** Told of every call when it is over. */
  told(call: HostCall): void
  now(): Date
}

/** Commands of a batch with what became of each, where that is known. */
export type Commanded = { method: string; answer?: Answer<unknown> | undefined }[]

/** How a question ended. */
export interface Ended {
  answer: Answer<unknown>
  /** Of HTTP; null when nothing was sent, or nothing came back. */
  status: number | null
  /** How often the host had us ask again. */
  retried: number
}

type About = Pick<HostCall, 'company' | 'method' | 'person' | 'record'>

/** Begins a note; what it answers with ends it and tells it. */
export function noting({ told, now }: Noting) {
  const at = now()
  const began = performance.now()
  return (about: About, { answer, status, retried }: Ended, commanded?: Commanded) => {
    const commands = commanded?.map((one) => ({ method: one.method, ...reasonOf(one.answer) }))
    const reason = answer.ok ? commands?.find((one) => one.reason)?.reason : answer.reason
    const ms = Math.round(performance.now() - began)
    told({ ...about, at, commands: commands ?? null, reason: reason ?? null, status, ms, retried })
  }
}

function reasonOf(answer: Answer<unknown> | undefined) {
  return answer && !answer.ok ? { reason: answer.reason } : {}
}
