import type { ShownError, ShownFile } from '../../backend/shown.ts'
import type { Failed, Result } from '../api.ts'

export interface UploadOptions {
  token: string
  thread: string
  /** Told how much has gone, 0 to 1. */
  onProgress: (share: number) => void
  signal: AbortSignal
}

/** Sends a file up under an id of ours, so that a repeat is harmless. XHR, because fetch does not tell progress. */
export function upload(file: File, id: string, options: UploadOptions): Promise<Result<ShownFile>> {
  return new Promise((resolve) => {
    const { token, thread, onProgress, signal } = options
    const request = new XMLHttpRequest()
    const stop = () => request.abort()
    const end = (result: Result<ShownFile>) => {
      signal.removeEventListener('abort', stop)
      resolve(result)
    }
    if (signal.aborted) return end(aborted)
    signal.addEventListener('abort', stop)

    request.upload.onprogress = ({ loaded, total }) => onProgress(total ? loaded / total : 0)
    request.onload = () => end(answerOf(request))
    request.onabort = () => end(aborted)
    request.onerror = () =>
      end({ ok: false, reason: 'unreachable', message: 'no connection', retryable: true })
    request.open('PUT', `/api/files/${encodeURIComponent(id)}`)
    request.setRequestHeader('Authorization', `Bearer ${token}`)
    request.setRequestHeader('Content-Type', file.type || 'application/octet-stream')
    request.setRequestHeader('X-File-Name', `UTF-8''${rfc8187(file.name)}`)
    request.setRequestHeader('X-Thread', thread)
    request.send(file)
  })
}

const aborted: Failed = { ok: false, reason: 'aborted', message: 'stopped by the person', retryable: false }

function answerOf({ status, responseText }: XMLHttpRequest): Result<ShownFile> {
  const retryable = status === 401 || status === 408 || status === 429 || status >= 500
  try {
    const body = JSON.parse(responseText) as ShownFile | ShownError
    if ('error' in body) return { ok: false, ...body.error, retryable }
    if (status === 200 || status === 201) return { ok: true, value: body }
  } catch {
    // A proxy on the way answers with its own page: what matters is only its status.
  }
  return { ok: false, reason: 'broken', message: `HTTP ${status}`, retryable }
}

/** The value part of RFC 8187: everything but its attr-char set is percent-encoded. */
function rfc8187(name: string): string {
  return encodeURIComponent(name).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)
}
