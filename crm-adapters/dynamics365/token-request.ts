/** Questions to a provider's token endpoint, answered or refused by name. No token and no secret is ever part of a message. */
import { type Json, object } from '../json.ts'
import { type Incoming, type Send, Unreachable } from '../outbound.ts'
import type { Answer, CrmRefusal } from '../port.ts'
import { refusal } from '../refusal.ts'

/** How a request for tokens ended. */
export interface TokenAnswer {
  answer: Answer<Json>
  /** Of HTTP; null when nothing came back. */
  status: number | null
}

// docs: "Microsoft Entra authentication and authorization error codes".
const byNumber: Record<number, CrmRefusal> = {
  /** No consent in this tenant. */
  65001: 'not_granted',
  65004: 'denied',
  /** Our application is not in the tenant. */
  700016: 'not_installed',
  7000229: 'not_installed',
  50057: 'dismissed',
  700082: 'expired',
}

const byWord: Record<string, CrmRefusal> = {
  interaction_required: 'expired',
  login_required: 'expired',
  consent_required: 'not_granted',
  invalid_grant: 'expired',
  access_denied: 'denied',
  temporarily_unavailable: 'unreachable',
}

export async function requestTokens(
  send: Send,
  url: URL,
  form: Record<string, string>,
): Promise<TokenAnswer> {
  const body = { type: 'application/x-www-form-urlencoded', text: new URLSearchParams(form).toString() }
  let came: Incoming
  try {
    came = await send({ method: 'POST', url, body })
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error
    return { answer: refusal('unreachable', error.message), status: null }
  }
  const { status, text } = came
  return { answer: answerIn(status, parsed(text)), status }
}

function answerIn(status: number, body: Json): Answer<Json> {
  if (status === 200) return { ok: true, value: body }
  const word = String(body.error ?? '').replace(/\W/g, '')
  const [number] = Array.isArray(body.error_codes) ? body.error_codes : []
  const reason = byNumber[Number(number)] ?? (Object.hasOwn(byWord, word) ? byWord[word] : undefined)
  const otherwise = status === 429 ? 'limited' : status >= 500 ? 'unreachable' : 'broken'
  // What is wrong with our own application is nothing its people can mend.
  return refusal(
    reason ?? otherwise,
    `token: ${word || 'no error named'} ${Number(number) || ''} (HTTP ${status})`,
  )
}

function parsed(text: string): Json {
  try {
    return object(JSON.parse(text))
  } catch {
    // A proxy's page; the status says enough.
    return {}
  }
}
