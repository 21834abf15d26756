import { render } from 'preact'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { ShownFile } from '../../backend/shown.ts'
import { Expiry } from '../../widget/files/Expiry.tsx'
import { FileCard } from '../../widget/files/FileCard.tsx'
import { tileOf } from '../../widget/files/kind.ts'
import { fileSize } from '../../widget/files/size.ts'
import { upload } from '../../widget/files/upload.ts'
import { chooseLanguage } from '../../widget/words/index.ts'

const day = 86_400_000
const now = new Date('2026-11-20T12:00:00Z')
const stored: ShownFile = {
  id: '01990000-0000-7000-8000-f00000000001',
  name: 'Сертификат происхождения v2.pdf',
  type: 'application/pdf',
  size: 493_568,
  hash: 'a'.repeat(64),
  preview: false,
  author: 'alina',
  at: now.toISOString(),
  expiresAt: new Date(now.getTime() + 30 * day).toISOString(),
}

beforeEach(async () => {
  await chooseLanguage('ru')
})

describe('a size', () => {
  test.each([
    [0, '0\u00a0Б'],
    [999, '999\u00a0Б'],
    [493_568, '482\u00a0кБ'],
    [1_258_291, '1,2\u00a0МБ'],
    [66_060_288, '63\u00a0МБ'],
    [1_023_700, '1\u00a0МБ'],
    [3 * 1024 ** 3, '3\u00a0ГБ'],
  ])('of %i bytes reads %s', async (bytes, text) => {
    await chooseLanguage('ru')
    expect(fileSize(bytes).replace(/\s/g, '\u00a0')).toBe(text)
  })
})

describe('the tile of a file', () => {
  test('has the ending of its name, and none where there is no ending', () => {
    expect(tileOf('Договор.PDF')).toEqual({ letters: 'PDF', kind: 'pdf' })
    expect(tileOf('смета.xlsx').kind).toBe('sheet')
    expect(tileOf('.gitignore').letters).toBe('')
    expect(tileOf('архив.словоподлиннее').letters).toBe('')
    expect(tileOf('<img src=x onerror=alert(1)>').letters).toBe('')
  })
})

describe('the countdown of a file', () => {
  const shown = (at: Date) => {
    const root = document.createElement('div')
    render(<Expiry file={stored} now={at} />, root)
    return root.firstElementChild as HTMLElement
  }
  const daysLater = (days: number) => new Date(now.getTime() + days * day)

  test('begins full and empties with the days', () => {
    expect(shown(now).textContent).toContain('Удалится через 30 дней')
    expect(shareOf(shown(now))).toBe('100%')
    expect(shareOf(shown(daysLater(15)))).toBe('50%')
    expect(shown(daysLater(29)).textContent).toContain('Удалится сегодня')
  })

  test('turns amber when three days are left', () => {
    expect(shown(daysLater(26)).className).toBe('expiry')
    expect(shown(daysLater(27)).className).toBe('expiry expiry-soon')
    expect(shown(daysLater(27)).textContent).toContain('Удалится через 3 дня')
  })
})

describe('the card of a file', () => {
  test('offers it while it is there', () => {
    const root = document.createElement('div')
    render(<FileCard file={stored} />, root)
    expect(root.querySelector('[aria-label="Скачать Сертификат происхождения v2.pdf"]')).not.toBeNull()
  })

  test('afterwards says when and why it went, and offers nothing', () => {
    const root = document.createElement('div')
    render(<FileCard file={{ ...stored, erasedAt: '2025-11-11T09:00:00Z' }} />, root)
    expect(root.textContent).toContain('Сертификат происхождения v2.pdf')
    expect(root.textContent).toContain('Удалён 11 ноября 2025 г. · истёк срок хранения')
    expect(root.querySelector('button')).toBeNull()
  })

  test('a name is text, whatever it says', () => {
    const root = document.createElement('div')
    render(<FileCard file={{ ...stored, name: '<img src=x onerror=alert(1)>.zip' }} />, root)
    expect(root.querySelector('img')).toBeNull()
    expect(root.textContent).toContain('<img src=x onerror=alert(1)>.zip')
  })
})

describe('an upload', () => {
  beforeEach(() => vi.stubGlobal('XMLHttpRequest', PretendRequest))
  afterEach(() => vi.unstubAllGlobals())

  const file = new File(['hello'], "Договор (1)'.pdf", { type: 'application/pdf' })
  const begin = (signal = new AbortController().signal, onProgress = (_: number) => {}) => {
    const result = upload(file, stored.id, { token: 'secret', thread: 'team', onProgress, signal })
    return { result, request: PretendRequest.last as PretendRequest }
  }

  test('sends the bytes under our id, with the name in the form of RFC 8187', async () => {
    const { result, request } = begin()
    expect(request.opened).toEqual(['PUT', `/api/files/${stored.id}`])
    expect(request.headers).toEqual({
      Authorization: 'Bearer secret',
      'Content-Type': 'application/pdf',
      'X-File-Name': `UTF-8''%D0%94%D0%BE%D0%B3%D0%BE%D0%B2%D0%BE%D1%80%20%281%29%27.pdf`,
      'X-Thread': 'team',
    })
    expect(request.sent).toBe(file)
    request.answer(201, stored)
    expect(await result).toEqual({ ok: true, value: stored })
  })

  test('tells how much has gone', async () => {
    const told: number[] = []
    const { result, request } = begin(undefined, (share) => told.push(share))
    request.upload.onprogress?.({ loaded: 1, total: 4 })
    request.upload.onprogress?.({ loaded: 4, total: 4 })
    request.answer(200, stored)
    await result
    expect(told).toEqual([0.25, 1])
  })

  test('a refusal comes back with its reason', async () => {
    const { result, request } = begin()
    request.answer(413, { error: { reason: 'file_too_large', message: 'too large' } })
    expect(await result).toEqual({
      ok: false,
      reason: 'file_too_large',
      message: 'too large',
      retryable: false,
    })
  })

  test('a page of somebody on the way is a broken answer worth another try', async () => {
    const { result, request } = begin()
    request.answer(502, '<html>Bad gateway</html>')
    expect(await result).toMatchObject({ ok: false, reason: 'broken', retryable: true })
  })

  test('no connection is worth another try', async () => {
    const { result, request } = begin()
    request.onerror?.()
    expect(await result).toMatchObject({ ok: false, reason: 'unreachable', retryable: true })
  })

  test('stops when the person stops it', async () => {
    const stop = new AbortController()
    const { result, request } = begin(stop.signal)
    stop.abort()
    expect(request.aborted).toBe(true)
    expect(await result).toMatchObject({ ok: false, reason: 'aborted' })
  })

  test('one stopped beforehand is not even begun', async () => {
    const { result, request } = begin(AbortSignal.abort())
    expect(await result).toMatchObject({ ok: false, reason: 'aborted' })
    expect(request.sent).toBeUndefined()
  })
})

function shareOf(expiry: HTMLElement): string {
  return expiry.querySelector<HTMLElement>('.expiry-ring')?.style.getPropertyValue('--share') ?? ''
}

class PretendRequest {
  static last: PretendRequest | undefined
  upload: { onprogress?: (event: { loaded: number; total: number }) => void } = {}
  onload?: () => void
  onabort?: () => void
  onerror?: () => void
  status = 0
  responseText = ''
  opened: string[] = []
  headers: Record<string, string> = {}
  sent: unknown
  aborted = false

  constructor() {
    PretendRequest.last = this
  }
  open(...how: string[]) {
    this.opened = how
  }
  setRequestHeader(name: string, value: string) {
    this.headers[name] = value
  }
  send(body: unknown) {
    this.sent = body
  }
  abort() {
    this.aborted = true
    this.onabort?.()
  }
  answer(status: number, body: unknown) {
    this.status = status
    this.responseText = typeof body === 'string' ? body : JSON.stringify(body)
    this.onload?.()
  }
}
