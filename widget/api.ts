/** Our server, one function per verb. What cannot be done comes back as a value with a reason, never as an exception. */

import type {
  CardSnapshot,
  EventPage,
  HandoverBrief,
  Level,
  MessagePage,
  SearchPage,
  ShownDraft,
  ShownFile,
  ShownMessage,
  ShownThread,
} from '../backend/shown.ts'
import type { RecordPanel, RecordRef } from '../crm-adapters/port.ts'
import { asking, query, type Sitting } from './asking.ts'

export type { Failed, Result } from './asking.ts'

export interface NewMessage {
  text: string
  replyTo?: string
  files?: string[]
  mentions?: string[]
}

export interface NewThread {
  id: string
  kind: 'topic' | 'private'
  title: string
  people?: string[]
  role?: string
}

export interface NewTask {
  title: string
  responsible: string
  /** ISO 8601. */
  deadline: string | null
}

export interface Version {
  text: string
  until: string
  by: string
}

/** What of a thread rings for me, as I have chosen there. */
export type Levelled = Pick<ShownThread, 'level' | 'mutedAt'>

export interface Reads {
  readSeq: number
  unread: number
}

export type Api = ReturnType<typeof connectApi>

export function connectApi(sitting: Sitting) {
  const { call, proven, attempt, token, take, renew, renewal } = asking(sitting)
  const thread = (id: string) => `/api/threads/${encodeURIComponent(id)}`
  const message = (threadId: string, id: string) => `${thread(threadId)}/messages/${encodeURIComponent(id)}`
  const file = (id: string) => `/api/files/${encodeURIComponent(id)}`

  return {
    /** For what is loaded later, which knows its own addresses. */
    call,
    thread,
    message,
    token,
    take,
    renew,
    renewal,
    card: () => call<CardSnapshot>('GET', '/api/card'),
    handover: () => call<HandoverBrief>('GET', '/api/card/handover'),
    panel: () => call<RecordPanel>('GET', '/api/card/panel'),
    continueTalk: (from: RecordRef, to: RecordRef) =>
      call<object>('PUT', '/api/card/continued', { from: recordKey(from), to: recordKey(to) }),
    events: (after: number, limit = eventPage) =>
      call<EventPage>('GET', `/api/events${query({ after, limit })}`),
    search: (asked: { q: string; scope: 'card' | 'all'; before?: string | undefined }) =>
      call<SearchPage>('GET', `/api/search${query(asked)}`),

    messages: (id: string, page: { before?: number; after?: number; limit?: number } = {}) =>
      call<MessagePage>('GET', `${thread(id)}/messages${query(page)}`),
    send: (threadId: string, id: string, said: NewMessage) =>
      call<ShownMessage>('PUT', message(threadId, id), said),
    edit: (threadId: string, id: string, text: string) =>
      call<ShownMessage>('PATCH', message(threadId, id), { text }),
    remove: (threadId: string, id: string) => call<ShownMessage>('DELETE', message(threadId, id)),
    versions: (threadId: string, id: string) =>
      call<{ versions: Version[] }>('GET', `${message(threadId, id)}/versions`),
    react: (threadId: string, id: string, emoji: string) =>
      call<ShownMessage>('PUT', `${message(threadId, id)}/reactions/${encodeURIComponent(emoji)}`),
    unreact: (threadId: string, id: string, emoji: string) =>
      call<ShownMessage>('DELETE', `${message(threadId, id)}/reactions/${encodeURIComponent(emoji)}`),
    pin: (threadId: string, id: string) => call<ShownMessage>('PUT', `${message(threadId, id)}/pin`),
    unpin: (threadId: string, id: string) => call<ShownMessage>('DELETE', `${message(threadId, id)}/pin`),

    makeTask: (threadId: string, id: string, task: string, wanted: NewTask) =>
      call<ShownMessage>('PUT', `${message(threadId, id)}/tasks/${encodeURIComponent(task)}`, wanted),

    openThread: (opened: NewThread) => call<ShownThread>('POST', '/api/threads', opened),
    read: (id: string, seq: number) => call<Reads>('PUT', `${thread(id)}/read`, { seq }),
    unread: (id: string, seq: number) => call<Reads>('PUT', `${thread(id)}/unread`, { seq }),
    level: (id: string, level: Level | null) => call<Levelled>('PUT', `${thread(id)}/level`, { level }),
    closeThread: (id: string) => call<{ closedAt?: string }>('PUT', `${thread(id)}/closed`),
    reopenThread: (id: string) => call<{ closedAt?: string }>('DELETE', `${thread(id)}/closed`),
    saveDraft: (id: string, draft: ShownDraft) => call<void>('PUT', `${thread(id)}/draft`, draft),

    keep: (id: string) => call<ShownFile>('PUT', `${file(id)}/kept`),
    fileBytes: (id: string, want: { preview?: boolean; ofClient?: boolean } = {}) =>
      proven(() =>
        attempt(
          'GET',
          file(id) + (want.preview ? '?preview=1' : want.ofClient ? '?of=client' : ''),
          undefined,
          (r) => r.blob(),
        ),
      ),
  }
}

const recordKey = ({ type, id }: RecordRef) => `${type}:${id}`

/** Events asked for at once. */
export const eventPage = 200
