import type { Answer, CrmRefusal } from './port.ts'

/** The answer that says why there is none. `message` is for the log. */
export function refusal(reason: CrmRefusal, message: string): Answer<never> {
  return { ok: false, reason, message }
}
