import type { Outgoing, Unanswered } from '../push/outgoing.ts'

/** How a request goes out to an address others have named. */
type Send = (request: {
  method: 'POST'
  url: URL
  headers: Record<string, string>
  body: { type: string; bytes: Uint8Array }
}) => Promise<{ status: number }>

/** Reaches push services; that no answer came is a value here. */
export function reachBrowsers(send: Send) {
  return async ({ url, headers, bytes }: Outgoing): Promise<{ status: number } | Unanswered> => {
    try {
      return await send({ method: 'POST', url, headers, body: { type: 'application/octet-stream', bytes } })
    } catch (error) {
      return { unanswered: error instanceof Error ? error.message : String(error) }
    }
  }
}
