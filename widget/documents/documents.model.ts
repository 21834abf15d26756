/** The card's documents: what files may be called, what the record needs, and lists as they are asked for. */
import { computed, effect, signal, untracked } from '@preact/signals'
import type {
  ClientTalk,
  DocumentPage,
  FileClass,
  FilingWords,
  InLanguages,
  ShownDocument,
  ShownEvent,
  ShownFile,
  ShownKit,
} from '../../backend/shown.ts'
import type { Result } from '../asking.ts'
import { query } from '../asking.ts'
import { onEvent, onRefresh, server, started } from '../card/card.model.ts'
import { chosen } from '../words/index.ts'

/** Undefined until the server has told. */
export const filing = signal<FilingWords | undefined>(undefined)
export const kit = signal<ShownKit | undefined>(undefined)
/** How often the card's files have changed since the page was opened: whoever lists them asks again. */
export const changes = signal(0)

export const progress = computed(() => {
  const items = kit.value?.items ?? []
  return { all: items.length, accepted: items.filter(({ state }) => state === 'accepted').length }
})

/** What is open of the documents. */
export type Tab = 'files' | 'kit' | 'client'
export const tab = signal<Tab>('files')
/** A file whose versions are to be unfolded where the files are listed. */
export const unfolding = signal<string | undefined>(undefined)

effect(() => {
  if (started.value) untracked(() => void loadAll())
})
onRefresh(() => void loadAll())
onEvent(hear)

async function loadAll(): Promise<void> {
  const answer = await server().call<FilingWords>('GET', '/api/documents/words')
  if (answer.ok) filing.value = answer.value
  if (!started.peek()?.card.invited) await loadKit()
  changes.value += 1
}

async function loadKit(): Promise<void> {
  const answer = await server().call<ShownKit>('GET', '/api/documents/kit')
  if (answer.ok) kit.value = answer.value
}

function hear(event: ShownEvent) {
  if (event.topic === 'kit.changed') void loadKit()
  if ('message' in event.data && touchesFiles(event)) changes.value += 1
}

function touchesFiles({ topic, data }: ShownEvent): boolean {
  if (topic === 'message.deleted' || topic.startsWith('file.')) return true
  return topic === 'message.sent' && 'message' in data && data.message.files.length > 0
}

export interface Sought {
  name?: string | undefined
  kind?: string | undefined
  thread?: string | undefined
  author?: string | undefined
  current?: '1' | undefined
}

export const documents = (sought: Sought, before?: string) =>
  server().call<DocumentPage>('GET', `/api/documents${query({ ...sought, before })}`)

export const versions = (file: string) => list(`/api/documents/${encodeURIComponent(file)}/versions`)

export const ofClient = (name?: string) => list(`/api/documents/client${query({ name })}`)

export const talkOfClient = (): Promise<Result<{ talk: ClientTalk[] }>> =>
  server().call('GET', '/api/documents/client/talk')

type Listed = Promise<Result<{ documents: ShownDocument[] }>>
const list = (path: string): Listed => server().call('GET', path)

/** What is left out stays as it is. */
export interface Said {
  kind?: string | null
  class?: FileClass | null
  dated?: string | null
  replaces?: string | null
}

export const say = (file: string, said: Said) =>
  server().call<ShownFile>('PUT', `/api/files/${encodeURIComponent(file)}/about`, said)

export type Move =
  | {
      step: 'request'
      asked:
        | { client: true }
        | { to: { role: string } | { person: string }; thread: string; message: string; text: string }
    }
  | { step: 'receive' | 'correct' | 'accept' }
  | { step: 'reject'; reason: string }

/** Takes the next step with a needed document, as the person sees it now. */
export async function moveOn({ kind, steps }: { kind: string; steps: number }, move: Move) {
  const path = `/api/documents/kit/${encodeURIComponent(kind)}/${steps + 1}`
  const answer = await server().call<ShownKit>('PUT', path, move)
  if (answer.ok) kit.value = answer.value
  else await loadKit()
  return answer
}

/** What a kind is called; its id while nothing is known. */
export function kindTitle(id: string): string {
  return titleOf(filing.value?.kinds.find((one) => one.id === id)?.title) ?? id
}

export function classTitle(id: FileClass): string {
  return titleOf(filing.value?.classes.find((one) => one.id === id)?.title) ?? id
}

function titleOf(title: InLanguages | undefined): string | undefined {
  return title?.[chosen.language]
}
