/** Files chosen for the next message of each thread: sent up at once, sent off with the message. */
import { type Signal, signal } from '@preact/signals'
import type { ShownFile } from '../../backend/shown.ts'
import { limits, server } from '../card/card.model.ts'
import { upload } from '../files/upload.ts'
import { uuid7 } from '../outbox/uuid7.ts'

export interface Attachment {
  id: string
  file: File
  /** 0 to 1. */
  progress: number
  stored?: ShownFile
  /** Why it could not be stored. */
  failure?: string
  stop: AbortController
}

/** A file that is not even tried. */
export interface Refusal {
  name: string
  reason: 'file_too_large' | 'file_empty' | 'too_many_files'
}

const trays = new Map<string, Signal<readonly Attachment[]>>()

export function trayOf(thread: string): Signal<readonly Attachment[]> {
  let tray = trays.get(thread)
  if (!tray) {
    tray = signal<readonly Attachment[]>([])
    trays.set(thread, tray)
  }
  return tray
}

/** Starts sending up what fits the limits; returns what does not. */
export function attach(thread: string, files: readonly File[]): Refusal[] {
  const { file: largest, files: most } = limits.peek()
  const refusals: Refusal[] = []
  for (const file of files) {
    const reason =
      file.size > largest
        ? 'file_too_large'
        : file.size === 0
          ? 'file_empty'
          : trayOf(thread).peek().length >= most
            ? 'too_many_files'
            : undefined
    if (reason) refusals.push({ name: file.name, reason })
    else sendUp(thread, file)
  }
  return refusals
}

/** Tries a file again that could not be stored. */
export function attachAgain(thread: string, id: string): void {
  const failed = trayOf(thread)
    .peek()
    .find((one) => one.id === id)
  if (!failed) return
  detach(thread, id)
  sendUp(thread, failed.file)
}

export function detach(thread: string, id: string): void {
  const tray = trayOf(thread)
  tray
    .peek()
    .find((one) => one.id === id)
    ?.stop.abort()
  tray.value = tray.peek().filter((one) => one.id !== id)
}

/** Takes in what a stored file is said to be. */
export function know(thread: string, id: string, stored: ShownFile): void {
  const tray = trayOf(thread)
  tray.value = tray.peek().map((one) => (one.id === id ? { ...one, stored } : one))
}

/** Every file is stored, so the message may go. */
export function allStored(thread: string): boolean {
  return trayOf(thread).value.every(({ stored }) => stored)
}

export function attached(thread: string): ShownFile[] {
  return trayOf(thread)
    .peek()
    .flatMap(({ stored }) => stored ?? [])
}

export function forgetAttachments(thread: string): void {
  trayOf(thread).value = []
}

async function sendUp(thread: string, file: File) {
  const stop = new AbortController()
  const id = uuid7()
  const tray = trayOf(thread)
  tray.value = [...tray.peek(), { id, file, progress: 0, stop }]
  const change = (to: Partial<Attachment>) => {
    tray.value = tray.peek().map((one) => (one.id === id ? { ...one, ...to } : one))
  }
  const send = () =>
    upload(file, id, {
      token: server().token(),
      thread,
      signal: stop.signal,
      onProgress: (progress) => change({ progress }),
    })
  let answer = await send()
  if (!answer.ok && answer.reason === 'session_over' && (await server().renewal())) answer = await send()
  if (stop.signal.aborted) return
  change(answer.ok ? { progress: 1, stored: answer.value } : { failure: answer.reason })
}
