/** Where the company's talk is kept, as its administrators see, choose and follow it. */
import { signal } from '@preact/signals'
import type { ShownStorage, StorageMode } from '../../../backend/shown.ts'
import type { Result } from '../../asking.ts'
import { server } from '../home.model.ts'

/** As the server has it; undefined until it has told. */
export const storage = signal<ShownStorage | undefined>(undefined)
/** The one being looked at; what holds while nobody has touched it. */
export const looked = signal<StorageMode | undefined>(undefined)
export const failure = signal<string | undefined>(undefined)

const path = '/api/company/storage'

export async function loadStorage(): Promise<void> {
  const answer = await take('GET')
  failure.value = answer.ok ? undefined : answer.reason
}

export async function keepTextsIn(mode: StorageMode): Promise<Result<ShownStorage>> {
  const answer = await take('PUT', { mode })
  if (answer.ok) looked.value = undefined
  return answer
}

/** Looks now and then while texts are on their way to the CRM. Answers with how to stop. */
export function watchGoing(every = 3000): () => void {
  const timer = setInterval(() => {
    if (storage.peek()?.waiting) void take('GET')
  }, every)
  return () => clearInterval(timer)
}

async function take(method: string, body?: unknown): Promise<Result<ShownStorage>> {
  const answer = await server().call<ShownStorage>(method, path, body)
  if (answer.ok) storage.value = answer.value
  return answer
}
